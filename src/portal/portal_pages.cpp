#include "desk/desk.h"
#include "news/news.h"
#include "platform/web/signed_cookie.h"
#include "portal/map_pages.h"
#include "portal/open_data_pages.h"
#include "portal/portal.h"
#include "portal/portal_handlers.h"

namespace gishe::portal {
namespace {

/// A page that says nothing about who looks at it; frames/open.html names it too (data-leave).
constexpr const char* elsewhere = "https://www.meteo.bg/";

/// The six situations people come with; each is a need, and so leads to what answers it.
struct Situation {
  const char* code;  // locale "portal.situation.CODE"
  const char* href;
};
constexpr Situation situations[] = {
    {"alone", "/services?need=cannot_care_for_self"},
    {"illness", "/services?need=rehabilitation_after_illness"},
    {"child", "/services?need=child_development"},
    {"money", "/services?need=social_benefits"},
    {"violence", "/services?need=violence_shelter&soon=now"},
    {"disability", "/services?need=disability_assessment"},
};

constexpr int teasers_shown = 3;

web::Response show_home(web::Context& c) {
  const words::Words& w = c.words;
  auto page = c.page("portal/home.html", page::Frame::open);
  page.title(w("portal.title"));
  page.describe(w("portal.what"), "/");
  for (const Situation& s : situations) {
    page.add("SITUATIONS").set("HREF", s.href).set("WORDS", w(std::string("portal.situation.") + s.code));
  }
  const auto teasers = c.office.db.read([&](db::Session& s) { return news::latest(s, w.language(), teasers_shown); });
  page.show_if(!teasers.empty(), "NEWS");
  for (const auto& item : teasers) {
    page.add("ITEMS")
        .set("HREF", item.href)
        .set("ITEM", item.title)
        .set("LANGUAGE", item.language)
        .set("DAY", w.day(item.dated_on));
  }
  return c.show_to_all(page);
}

web::Response show_privacy(web::Context& c) {
  auto page = c.page("portal/privacy.html", page::Frame::open);
  page.title(c.words("portal.privacy.title"));
  page.describe(c.words("portal.privacy.what"), "/about-privacy");
  return c.show_to_all(page);
}

/// „Бърз изход“ without script: another page, and the cookies of ours are gone; an application that was begun cannot be
/// opened any more and is forgotten with the day's drafts. A session of the staff stays: leaving a public page is not
/// signing out.
web::Response leave(web::Context&) {
  web::Response r = web::Response::see_other(elsewhere);
  for (const auto name :
       {web::language_cookie_name, web::csrf_cookie_name, web::notice_cookie_name, desk::apply_cookie}) {
    r.headers.emplace_back("Set-Cookie", web::set_cookie(name, "", 0));
  }
  r.headers.emplace_back("Clear-Site-Data", "\"cache\"");
  return r;
}

}  // namespace

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {{get, "/", open_public, show_home},
          {get, "/guide", open_public, show_guide},
          {get, "/leave", open_public, leave},
          {get, "/map", open_public, show_map},
          {get, "/open-data", open_public, show_open_data},
          {get, "/open-data/catalogue.jsonld", open_public, download_catalogue},
          {get, "/open-data/services.csv", open_public, download_services},
          {get, "/open-data/places.csv", open_public, download_places},
          {get, "/about-privacy", open_public, show_privacy},
          {get, "/robots.txt", open_public, show_robots},
          {get, "/sitemap.xml", open_public, show_site_map},
          {get, "/sitemap/pages", open_public, show_site_map_of_pages},
          {get, "/sitemap/services", open_public, show_site_map_of_services}};
}

}  // namespace gishe::portal
