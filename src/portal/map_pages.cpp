#include "portal/map_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "directory/directory.h"
#include "platform/web/pictures_from.h"
#include "portal/map_picture.h"
#include "portal/portal.h"

namespace gishe::portal {
namespace {

constexpr int services_shown = 200;

MapTiles tiles;

std::string tile_address(const MapPicture::Tile& tile) {
  std::string text = tiles.address;
  for (const auto& [name, value] : {std::pair{"{z}", tile.zoom}, {"{x}", tile.column}, {"{y}", tile.row}}) {
    if (const auto at = text.find(name); at != std::string::npos) text.replace(at, 3, std::to_string(value));
  }
  return text;
}
/// https://tile.openstreetmap.org
std::string tile_origin() {
  return tiles.address.substr(0, tiles.address.find('/', std::string_view("https://").size()));
}

/// What the address asks for; what does not exist is not asked for.
struct Asked {
  std::string type;
  MunicipalityCode municipality;
  Ekatte place;

  std::string href(std::string_view with_place) const {
    std::string href = "/map";
    char sign = '?';
    for (const auto& [name, value] : {std::pair<std::string_view, std::string_view>{"type", type},
                                      {"municipality", municipality.text},
                                      {"place", with_place}}) {
      if (value.empty()) continue;
      fmt::format_to(std::back_inserter(href), "{}{}={}", sign, name, value);
      sign = '&';
    }
    return with_place.empty() ? href : href + "#place";
  }
};

/// The places with services, with what is needed to draw and to name them.
struct Found {
  std::vector<territory::Municipality> municipalities;                         // all there are, for the filter
  std::vector<std::pair<std::string, std::vector<MapPlace>>> by_municipality;  // name; those with services only
  std::vector<MapPlace> places;
  std::vector<MapLand> lands;
  int services = 0;
  std::string place_name;  // of Asked::place
  std::vector<directory::Placed> in_place;
};

void take_municipality(Found& found, const territory::Municipality& m, words::Language language,
                       const std::vector<territory::Settlement>& settlements, const std::map<std::string, int>& counts,
                       const Asked& asked) {
  std::vector<MapPlace> places;
  MapLand land{m.code.text, {}, {}, false};
  for (const auto& s : settlements) {
    const bool placed = s.latitude != 0 || s.longitude != 0;
    if (placed) land.settlements.push_back({s.latitude, s.longitude});
    const auto n = counts.find(s.code.text);
    if (n == counts.end()) continue;
    places.push_back({s.code.text, s.full_name(language), m.code.text, {s.latitude, s.longitude}, n->second});
    if (s.code == asked.place) found.place_name = s.full_name(language);
    found.services += n->second;
  }
  if (places.empty() && m.code != asked.municipality) return;
  for (const auto& p : places) {
    if (p.at != territory::GeoPoint{}) found.places.push_back(p);
  }
  if (!places.empty()) found.by_municipality.emplace_back(m.name(language), std::move(places));
  found.lands.push_back(std::move(land));
}

Found find_all(db::Session& session, const Asked& asked, words::Language language) {
  Found found;
  std::map<std::string, int> counts;
  for (const auto& [settlement, n] : directory::count_by_settlement(session, asked.type)) counts[settlement.text] = n;
  found.municipalities = territory::list_municipalities(session);
  std::sort(found.municipalities.begin(), found.municipalities.end(),
            [&](const auto& a, const auto& b) { return a.name(language) < b.name(language); });
  for (const auto& m : found.municipalities) {
    if (!asked.municipality.empty() && m.code != asked.municipality) continue;
    take_municipality(found, m, language, territory::list_settlements(session, m.code), counts, asked);
  }
  for (auto& outline : territory::list_outlines(session, "municipality")) {
    const auto land = std::find_if(found.lands.begin(), found.lands.end(),
                                   [&](const MapLand& each) { return each.code == outline.code; });
    if (land != found.lands.end()) {
      land->rings = std::move(outline.rings);
    } else {
      found.lands.insert(found.lands.begin(), MapLand{outline.code, std::move(outline.rings), {}, true});
    }
  }
  if (!found.place_name.empty()) {
    found.in_place = directory::list_in_settlement(session, asked.place, asked.type, services_shown);
  }
  return found;
}

void put_filters(page::Page& p, const words::Words& w, const Asked& asked, const Found& found) {
  std::vector<page::Values::Choice> types{{"", w("directory.services.all_types")}};
  for (const auto t : directory::service_types) {
    types.push_back({std::string(t), w("service_type." + std::string(t)), "", t == asked.type});
  }
  p.select("TYPE", {"type", w("map.type")}, types);
  std::vector<page::Values::Choice> places{{"", w("directory.services.all_municipalities")}};
  for (const auto& m : found.municipalities) {
    places.push_back({m.code.text, m.name(w.language()), "", m.code == asked.municipality});
  }
  p.select("MUNICIPALITY", {"municipality", w("map.municipality")}, places);
}

std::string with_services(const words::Words& w, const std::string& place, int services) {
  return place + ": " + w.count("map.services", services);
}

/// A dot of several places opens their municipality, where they have room to stand apart.
std::string href_of(const Asked& asked, const MapPicture::Dot& dot) {
  const MapPlace& place = *dot.places.front();
  if (dot.places.size() == 1 || !asked.municipality.empty()) return asked.href(place.code);
  return Asked{asked.type, {place.municipality}, {}}.href("");
}

std::string said_of(const words::Words& w, const MapPicture::Dot& dot) {
  const auto others = static_cast<std::int64_t>(dot.places.size()) - 1;
  // It begins with what is seen on the sheet: the name and the number.
  std::string said = with_services(w, dot.places.front()->name, dot.services);
  return others == 0 ? said : said + ", " + w.count("map.with_others", others);
}

void put_picture(page::Page& p, const words::Words& w, const Asked& asked, const Found& found) {
  const MapPicture picture = draw_map(found.lands, found.places, !tiles.address.empty());
  if (picture.dots.empty()) return;
  auto sheet = p.add("PICTURE");
  sheet.set("WIDTH", fmt::format("{:.0f}", picture.width)).set("HEIGHT", fmt::format("{:.0f}", picture.height));
  bool guessed = false;
  for (const auto& land : picture.lands) {
    sheet.add("LANDS")
        .set("PATH", land.path)
        .set("CLASS", land.beside    ? "land beside"
                      : land.guessed ? "land guessed"
                                     : "land");
    guessed = guessed || land.guessed;
  }
  for (const auto& t : picture.tiles) {
    sheet.add("TILES")
        .set("TILE_HREF", tile_address(t))
        .set("TILE_X", fmt::format("{:.2f}", t.x))
        .set("TILE_Y", fmt::format("{:.2f}", t.y))
        .set("TILE_SIZE", fmt::format("{:.2f}", t.size));
  }
  sheet.show_if(!picture.tiles.empty(), "ATTRIBUTION").set("TILES_BY", tiles.attribution);
  sheet.show_if(guessed && picture.tiles.empty(), "GUESSED");
  for (const auto& d : picture.dots) {
    auto dot = sheet.add("DOTS");
    const MapPlace& place = *d.places.front();
    dot.set("HREF", href_of(asked, d)).set("SAID", said_of(w, d));
    dot.set("CLASS", place.code == asked.place.text ? "dot here" : "dot");
    dot.set("X", fmt::format("{:.1f}", d.x)).set("Y", fmt::format("{:.1f}", d.y));
    dot.set("RADIUS", fmt::format("{:.1f}", d.radius)).set("COUNT", d.services);
    if (!d.labelled) continue;
    auto name = dot.add("NAMED");
    name.set("NAME", place.name).set("NAME_X", fmt::format("{:.1f}", d.label_x));
    name.set("ANCHOR", d.label_left ? "end" : "start").set("NAME_Y", fmt::format("{:.1f}", d.y));
  }
}

void put_list(page::Page& p, const words::Words& w, const Asked& asked, const Found& found) {
  for (const auto& [municipality, places] : found.by_municipality) {
    auto group = p.add("GROUPS");
    group.set("MUNICIPALITY_NAME", municipality);
    for (const auto& place : places) {
      auto row = group.add("PLACES");
      row.set("HREF", asked.href(place.code))
          .set("PLACE", place.name)
          .set("COUNT", w.count("map.services", place.services));
    }
  }
}

void put_place(page::Page& p, const words::Words& w, const Asked& asked, const Found& found) {
  if (found.in_place.empty()) return;
  auto place = p.add("PLACE_SERVICES");
  place.set("PLACE", found.place_name).set("BACK_HREF", asked.href(""));
  for (const auto& s : found.in_place) {
    auto row = place.add("SERVICES");
    row.set("ID", s.id.text()).set("NAME", s.name).set("ORGANISATION", s.organisation_name);
    row.set("TYPE_NAME", w("service_type." + s.type));
  }
}

/// The one sentence the picture shows.
std::string sentence(const words::Words& w, const Found& found) {
  int places = 0;
  const MapPlace* most = nullptr;
  for (const auto& [name, list] : found.by_municipality) {
    for (const auto& place : list) {
      ++places;
      if (!most || place.services > most->services) most = &place;
    }
  }
  if (!most) return w("map.nothing");
  return w.with("map.sentence", {{"services", w.count("map.services", found.services)},
                                 {"places", w.count("map.places", places)},
                                 {"most", with_services(w, most->name, most->services)}});
}

}  // namespace

void use_map_tiles(MapTiles wished) { tiles = std::move(wished); }

web::Response show_map(web::Context& c) {
  const auto& w = c.words;
  Asked asked;
  const auto type = c.request.query("type");
  if (text::one_of(directory::service_types, type)) asked.type = type;
  asked.municipality = MunicipalityCode::parse(c.request.query("municipality")).value_or(MunicipalityCode{});
  asked.place = Ekatte::parse(c.request.query("place")).value_or(Ekatte{});
  const Found found = c.office.db.read([&](db::Session& s) { return find_all(s, asked, w.language()); });

  auto p = c.page("portal/map.html", c.actor.signed_in() ? page::Frame::staff : page::Frame::open);
  p.title(w("map.title"));
  p.set("SENTENCE", sentence(w, found));
  put_filters(p, w, asked, found);
  put_picture(p, w, asked, found);
  put_list(p, w, asked, found);
  put_place(p, w, asked, found);
  p.show_if(found.by_municipality.empty(), "EMPTY");
  auto response = c.show(p);
  if (!tiles.address.empty()) response.headers.emplace_back(web::pictures_from_header, tile_origin());
  return response;
}

}  // namespace gishe::portal
