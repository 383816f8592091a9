#include "portal/map_pages.h"
#include "portal/open_data_pages.h"
#include "portal/portal.h"

namespace gishe::portal {
namespace {

/// The six situations people come with; each opens the directory at the kind of service that answers it.
struct Situation {
  const char* code;  // locale "portal.situation.CODE"
  const char* href;
};
constexpr Situation situations[] = {
    {"alone", "/services?type=assistant_support"}, {"illness", "/services?type=therapy_rehabilitation"},
    {"child", "/services?type=skills_training"},   {"money", "/services?type=state_desk"},
    {"violence", "/services?type=shelter"},        {"disability", "/services?type=day_care"},
};

web::Response show_home(web::Context& c) {
  const words::Words& w = c.words;
  auto page = c.page("portal/home.html", page::Frame::open);
  page.title(w("portal.title"));
  for (const Situation& s : situations) {
    page.add("SITUATIONS").set("HREF", s.href).set("WORDS", w(std::string("portal.situation.") + s.code));
  }
  return c.show(page);
}

web::Response show_privacy(web::Context& c) {
  auto page = c.page("portal/privacy.html", page::Frame::open);
  page.title(c.words("portal.privacy.title"));
  return c.show(page);
}

}  // namespace

web::Routes routes() {
  using web::Method;
  return {{Method::get, "/", access::Action::open_public, show_home},
          {Method::get, "/map", access::Action::open_public, show_map},
          {Method::get, "/open-data", access::Action::open_public, show_open_data},
          {Method::get, "/open-data/catalogue.jsonld", access::Action::open_public, download_catalogue},
          {Method::get, "/open-data/services.csv", access::Action::open_public, download_services},
          {Method::get, "/open-data/places.csv", access::Action::open_public, download_places},
          {Method::get, "/about-privacy", access::Action::open_public, show_privacy}};
}

}  // namespace gishe::portal
