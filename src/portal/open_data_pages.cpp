#include "portal/open_data_pages.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "directory/directory.h"
#include "portal/open_data.h"

namespace gishe::portal {
namespace {

constexpr int services_at_once = 200;  // what list_services gives
constexpr std::size_t services_in_a_file = 5'000;

web::Response file(std::string body, std::string_view name) {
  web::Response r;
  r.content_type = "text/csv; charset=utf-8";
  r.body = std::move(body);
  r.cacheable = true;
  r.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
  return r;
}

}  // namespace

web::Response show_open_data(web::Context& c) {
  auto p = c.page("portal/open_data.html", c.actor.signed_in() ? page::Frame::staff : page::Frame::open);
  p.title(c.words("open_data.title"));
  return c.show_to_all(p);
}

web::Response download_catalogue(web::Context& c) {
  web::Response r;
  r.content_type = "application/ld+json";
  r.body = catalogue({c.office.public_address, c.office.today()});
  r.cacheable = true;
  return r;
}

web::Response download_services(web::Context& c) {
  std::vector<directory::Service> services;
  std::string next(c.request.query("after"));
  c.office.db.read([&](db::Session& session) {
    do {
      auto page = directory::list_services(session, "", {}, next, services_at_once);
      next = page.next;
      for (auto& s : page.services) services.push_back(directory::for_everybody(std::move(s)));
    } while (!next.empty() && services.size() + services_at_once <= services_in_a_file);
  });
  auto r = file(services_csv(services), "services.csv");
  if (!next.empty()) r.headers.emplace_back("Link", "</open-data/services.csv?after=" + next + ">; rel=\"next\"");
  return r;
}

web::Response download_places(web::Context& c) {
  std::vector<PlaceRow> rows;
  c.office.db.read([&](db::Session& session) {
    std::map<std::string, territory::Settlement> places;
    for (auto& place : territory::list_settlements(session)) places.emplace(place.code.text, std::move(place));
    for (const auto type : directory::service_types) {
      for (const auto& [code, n] : directory::count_by_settlement(session, type)) {
        const auto& place = places.at(code.text);
        rows.push_back(
            {code.text, place.full_name(words::Language::bg), place.municipality.text, std::string(type), n});
      }
    }
  });
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return std::tie(a.ekatte, a.type) < std::tie(b.ekatte, b.type); });
  return file(places_csv(rows), "places.csv");
}

}  // namespace gishe::portal
