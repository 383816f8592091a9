#pragma once
#include "territory/territory.h"

/// Every statement on the tables of places.
namespace gishe::territory {

struct District {
  std::string code, name_bg, name_latin;
};
struct Zone {
  ZoneId id;
  std::string kind, name_bg, name_it, name_en;
};
struct ZoneMember {
  ZoneId zone;
  MunicipalityCode municipality;
  Day valid_from;
  std::optional<Day> valid_to;
};

/// Each replaces the row of the same code. Throws db::Conflict where the district or municipality is missing.
void store_district(db::Tx& tx, const District& district);
void store_municipality(db::Tx& tx, const Municipality& municipality);
void store_settlement(db::Tx& tx, const Settlement& settlement);
void store_zone(db::Tx& tx, const Zone& zone);
void store_zone_member(db::Tx& tx, const ZoneMember& member);
void store_measured_travel(db::Tx& tx, const Ekatte& from, const Ekatte& to, int minutes, double km,
                           std::string_view source);

/// The same, from a routing server: what somebody imported stays.
void store_routed_travel(db::Tx& tx, const Ekatte& from, const Ekatte& to, const Travel& travel);
/// Settlements with coordinates of all municipalities that are in a planning zone on a day; by code, at most 2,000.
std::vector<Settlement> list_zone_settlements(db::Session& session, Day on);

}  // namespace gishe::territory
