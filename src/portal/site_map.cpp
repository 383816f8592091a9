#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/clock.h"
#include "base/text.h"
#include "directory/directory.h"
#include "news/news.h"
#include "portal/portal_handlers.h"

// What search engines ask for. Only addresses that are open to all and say something; the languages stand in each page.
namespace gishe::portal {
namespace {

constexpr int entries_in_a_part = 5000;
constexpr int parts_max = 100;
constexpr const char* xml = "application/xml; charset=utf-8";
constexpr std::string_view open_pages[] = {"/", "/services", "/guide", "/map", "/news", "/open-data", "/about-privacy"};
constexpr std::string_view shut[] = {"/leave",  "/language/", "/sign-in",   "/welcome/", "/account",
                                     "/desk",   "/people",    "/referrals", "/overview", "/overdue",
                                     "/staff/", "/provider/", "/api/",      "/guide?"};

web::Response text_answer(std::string body, std::string type) {
  web::Response r;
  r.content_type = std::move(type);
  r.body = std::move(body);
  r.cacheable = true;
  return r;
}

std::string xml_head(std::string_view root) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", root);
}

void add_page(std::string& body, const web::Context& c, std::string_view path, Instant changed_at) {
  fmt::format_to(std::back_inserter(body), "<url><loc>{}{}</loc><lastmod>{}</lastmod></url>\n", c.office.public_address,
                 path, local_time(changed_at).day.iso());
}

int parts_of(std::int64_t services) {
  return static_cast<int>(std::min<std::int64_t>(parts_max, (services + entries_in_a_part - 1) / entries_in_a_part));
}

}  // namespace

web::Response show_robots(web::Context& c) {
  std::string body = "User-agent: *\n";
  for (const std::string_view path : shut) fmt::format_to(std::back_inserter(body), "Disallow: {}\n", path);
  fmt::format_to(std::back_inserter(body), "Sitemap: {}/sitemap.xml\n", c.office.public_address);
  return text_answer(std::move(body), "text/plain; charset=utf-8");
}

web::Response show_site_map(web::Context& c) {
  const int parts = parts_of(c.office.db.read([](db::Session& session) { return directory::count_listed(session); }));
  std::string body = xml_head("sitemapindex");
  fmt::format_to(std::back_inserter(body), "<sitemap><loc>{}/sitemap/pages</loc></sitemap>\n", c.office.public_address);
  for (int part = 1; part <= parts; ++part) {
    fmt::format_to(std::back_inserter(body), "<sitemap><loc>{}/sitemap/services?part={}</loc></sitemap>\n",
                   c.office.public_address, part);
  }
  return text_answer(body + "</sitemapindex>\n", xml);
}

web::Response show_site_map_of_pages(web::Context& c) {
  std::string body = xml_head("urlset");
  for (const std::string_view path : open_pages) {
    fmt::format_to(std::back_inserter(body), "<url><loc>{}{}</loc></url>\n", c.office.public_address, path);
  }
  for (const auto& item : c.office.db.read([](db::Session& session) { return news::list_published(session); })) {
    add_page(body, c, item.href, item.changed_at);
  }
  return text_answer(body + "</urlset>\n", xml);
}

web::Response show_site_map_of_services(web::Context& c) {
  const auto part = text::whole_number(c.request.query("part")).value_or(1);
  if (part < 1 || part > parts_max) return c.refuse(not_found);
  const int offset = static_cast<int>(part - 1) * entries_in_a_part;
  const auto list = c.office.db.read(
      [&](db::Session& session) { return directory::list_listed(session, offset, entries_in_a_part); });
  std::string body = xml_head("urlset");
  for (const auto& entry : list) {
    add_page(body, c, "/services/" + entry.id.text(), entry.modified_at);
  }
  return text_answer(body + "</urlset>\n", xml);
}

}  // namespace gishe::portal
