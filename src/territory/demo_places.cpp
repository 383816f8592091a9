#include <cassert>

#include "base/csv.h"
#include "platform/embedded/embedded.h"
#include "territory/places_csv.h"
#include "territory/territory.h"

namespace gishe::territory {
namespace {

std::string_view demo_file(std::string_view name) { return embedded::find(name).value_or(std::string_view{}); }

void load_zone(db::Tx& tx) {
  csv::Reader zones(demo_file("demo/zone.csv"));
  while (zones.next()) {
    const auto id = ZoneId::parse(zones.get("id"));
    assert(id && zones.fault().empty());
    store_zone(tx, {*id, zones.get("kind"), zones.get("name_bg"), zones.get("name_it"), zones.get("name_en")});
  }
  csv::Reader members(demo_file("demo/zone_members.csv"));
  while (members.next()) {
    const auto zone = ZoneId::parse(members.get("zone_id"));
    const auto municipality = MunicipalityCode::parse(members.get("municipality"));
    const auto from = Day::from_iso(members.get("valid_from"));
    assert(zone && municipality && from && members.fault().empty());
    store_zone_member(tx, {*zone, *municipality, *from, Day::from_iso(members.get("valid_to"))});
  }
}

}  // namespace

void load_demo_places(db::Tx& tx) {
  const Places places = read_places(
      {demo_file("demo/districts.csv"), demo_file("demo/municipalities.csv"), demo_file("demo/settlements.csv")});
  assert(places.refused.empty());
  store_places(tx, places);
  load_zone(tx);
}

}  // namespace gishe::territory
