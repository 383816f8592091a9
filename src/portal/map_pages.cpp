#include "portal/map_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "base/text.h"
#include "directory/directory.h"
#include "maps/maps.h"
#include "platform/web/pictures_from.h"
#include "portal/portal.h"

namespace gishe::portal {
namespace {

using maps::MapLand;
using maps::MapPicture;
using maps::MapPlace;

constexpr int services_shown = 200;
constexpr int places_listed = 300;  // when there are more, the list names municipalities

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
  std::vector<territory::Municipality> municipalities;  // all there are, for the filter
  struct Group {
    std::string code, name;
    std::vector<MapPlace> places;
    int services = 0;
  };
  std::vector<Group> groups;     // by municipality; those with services only
  std::vector<MapPlace> placed;  // of all groups, where it is known where they lie
  std::vector<MapLand> lands;
  int places = 0, services = 0;
  std::string place_name;  // of Asked::place
  std::vector<directory::Placed> in_place;
};

using Counts = std::map<std::string, int, std::less<>>;                                      // by EKATTE
using Settlements = std::map<std::string, std::vector<territory::Settlement>, std::less<>>;  // by municipality

void take_municipality(Found& found, const territory::Municipality& m, words::Language language,
                       const std::vector<territory::Settlement>& settlements, const Counts& counts,
                       const Asked& asked) {
  Found::Group group{m.code.text, m.name(language), {}, 0};
  MapLand land{m.code.text, nullptr, {}, false};
  for (const auto& s : settlements) {
    const territory::GeoPoint at{s.latitude, s.longitude};
    if (at != territory::GeoPoint{}) land.settlements.push_back(at);
    const auto n = counts.find(s.code.text);
    if (n == counts.end()) continue;
    group.places.push_back({s.code.text, s.full_name(language), m.code.text, at, n->second});
    group.services += n->second;
    if (at != territory::GeoPoint{}) found.placed.push_back(group.places.back());
    if (s.code == asked.place) found.place_name = group.places.back().name;
  }
  if (group.places.empty() && m.code != asked.municipality) return;
  found.lands.push_back(std::move(land));
  if (group.places.empty()) return;
  found.places += static_cast<int>(group.places.size());
  found.services += group.services;
  found.groups.push_back(std::move(group));
}

/// A border replaces the settlements it goes round; lands without services are drawn below the others, as neighbours.
void put_borders(std::vector<MapLand>& lands, std::vector<std::shared_ptr<const territory::Outline>> borders) {
  std::map<std::string_view, MapLand*> own;
  for (auto& land : lands) own[land.code] = &land;
  std::vector<MapLand> beside;
  for (auto& border : borders) {
    if (border->rings.empty()) continue;
    const auto land = own.find(border->code);
    if (land == own.end()) {
      beside.push_back({border->code, std::move(border), {}, true});
    } else {
      land->second->settlements.clear();
      land->second->border = std::move(border);
    }
  }
  lands.insert(lands.begin(), std::make_move_iterator(beside.begin()), std::make_move_iterator(beside.end()));
}

Found find_all(db::Session& session, const Asked& asked, words::Language language) {
  Found found;
  Counts counts;
  for (const auto& [settlement, n] : directory::count_by_settlement(session, asked.type)) counts[settlement.text] = n;
  Settlements settlements;
  for (auto& s : asked.municipality.empty() ? territory::list_settlements(session)
                                            : territory::list_settlements(session, asked.municipality)) {
    settlements[s.municipality.text].push_back(std::move(s));
  }
  found.municipalities = territory::list_municipalities(session);
  std::sort(found.municipalities.begin(), found.municipalities.end(),
            [&](const auto& a, const auto& b) { return a.name(language) < b.name(language); });
  for (const auto& m : found.municipalities) {
    if (!asked.municipality.empty() && m.code != asked.municipality) continue;
    take_municipality(found, m, language, settlements[m.code.text], counts, asked);
  }
  put_borders(found.lands, territory::list_outlines(session, "municipality"));
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
  const MapPicture picture = maps::draw_map(found.lands, found.placed, !tiles.address.empty());
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
  const auto add_row = [&](page::Values& to, const std::string& href, const std::string& name, int services) {
    to.add("PLACES").set("HREF", href).set("PLACE", name).set("COUNT", w.count("map.services", services));
  };
  const bool all = found.places <= places_listed;
  p.show(all ? "BY_PLACE" : "BY_MUNICIPALITY");
  if (!all) {
    auto one = p.add("GROUPS");
    for (const auto& group : found.groups) {
      add_row(one, Asked{asked.type, {group.code}, {}}.href(""), group.name, group.services);
    }
    return;
  }
  for (const auto& group : found.groups) {
    auto municipality = p.add("GROUPS");
    municipality.add("NAMED").set("MUNICIPALITY_NAME", group.name);
    for (const auto& place : group.places) add_row(municipality, asked.href(place.code), place.name, place.services);
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
  const MapPlace* most = nullptr;
  for (const auto& group : found.groups) {
    for (const auto& place : group.places) {
      if (!most || place.services > most->services) most = &place;
    }
  }
  if (!most) return w("map.nothing");
  if (found.places == 1) return with_services(w, most->name, most->services) + ".";
  return w.with("map.sentence", {{"services", w.count("map.services", found.services)},
                                 {"places", w.count("map.places", found.places)},
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
  p.show_if(found.groups.empty(), "EMPTY");
  auto response = c.show_to_all(p);
  if (!tiles.address.empty()) response.headers.emplace_back(web::pictures_from_header, tile_origin());
  return response;
}

}  // namespace gishe::portal
