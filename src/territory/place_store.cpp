#include "territory/place_store.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/transliterate.h"
#include "territory/geometry.h"
#include "territory/outline.h"

namespace gishe::territory {
namespace {

using db::Query;

#define GISHE_MUNICIPALITY "m.code, m.name_bg, m.name_latin, m.district, m.seat, m.latitude, m.longitude, m.population"
#define GISHE_SETTLEMENT \
  "code, municipality, kind, name_bg, name_latin, postal_code, latitude, longitude, population FROM settlement "

const Query q_district{"territory.district", "SELECT name_bg, name_latin FROM district WHERE code = $1"};
const Query q_municipality{"territory.municipality",
                           "SELECT " GISHE_MUNICIPALITY " FROM municipality m WHERE m.code = $1"};
const Query q_municipalities{"territory.municipalities",
                             "SELECT " GISHE_MUNICIPALITY " FROM municipality m ORDER BY m.code LIMIT 1000"};
const Query q_settlement{"territory.settlement", "SELECT " GISHE_SETTLEMENT "WHERE code = $1"};
const Query q_settlements{"territory.settlements_of",
                          "SELECT " GISHE_SETTLEMENT "WHERE municipality = $1 ORDER BY name_bg, code LIMIT 1000"};
const Query q_all_settlements{"territory.all_settlements",
                              "SELECT " GISHE_SETTLEMENT "ORDER BY municipality, name_bg, code LIMIT 10000"};
const Query q_with_postal_code{"territory.settlements_with",
                               "SELECT " GISHE_SETTLEMENT "WHERE postal_code = $1 ORDER BY code LIMIT 1000"};
const Query q_settlements_named{"territory.settlements_named", "SELECT " GISHE_SETTLEMENT
                                                               "WHERE name_bg IN ($1, $2) OR name_latin IN ($1, $2)"
                                                               " ORDER BY population DESC, code LIMIT 50"};
// $1: a JSON list of codes.
const Query q_by_code{
    "territory.settlements_by_code", "SELECT " GISHE_SETTLEMENT "WHERE code IN (SELECT value FROM json_each($1))",
    "SELECT " GISHE_SETTLEMENT "WHERE code = ANY (ARRAY(SELECT json_array_elements_text(CAST($1 AS json))))"};
const Query q_every_settlement{"territory.every_settlement",
                               "SELECT " GISHE_SETTLEMENT "ORDER BY population DESC, code LIMIT 10000"};
const Query q_zone_members{"territory.zone_members",
                           "SELECT DISTINCT " GISHE_MUNICIPALITY
                           " FROM zone_member mine JOIN zone z ON z.id = mine.zone_id AND z.kind = 'planning'"
                           " JOIN zone_member other ON other.zone_id = mine.zone_id"
                           " JOIN municipality m ON m.code = other.municipality"
                           " WHERE mine.municipality = $1"
                           " AND mine.valid_from <= $2 AND (mine.valid_to IS NULL OR mine.valid_to >= $2)"
                           " AND other.valid_from <= $2 AND (other.valid_to IS NULL OR other.valid_to >= $2)"
                           " LIMIT 400"};
const Query q_zone_name{"territory.zone_name",
                        "SELECT z.name_bg, z.name_it, z.name_en FROM zone_member mine"
                        " JOIN zone z ON z.id = mine.zone_id AND z.kind = 'planning'"
                        " WHERE mine.municipality = $1"
                        " AND mine.valid_from <= $2 AND (mine.valid_to IS NULL OR mine.valid_to >= $2)"
                        " ORDER BY mine.valid_from DESC, z.id LIMIT 1"};
// $2: a JSON list of codes.
#define GISHE_MEASURED "SELECT to_settlement, minutes, km, source FROM travel_minutes WHERE from_settlement = $1 AND "
const Query q_measured{"territory.measured_travel", GISHE_MEASURED "to_settlement IN (SELECT value FROM json_each($2))",
                       GISHE_MEASURED "to_settlement = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS json))))"};
#define GISHE_MINUTES "SELECT from_settlement, to_settlement, minutes FROM travel_minutes WHERE "
const Query q_minutes{"territory.measured_minutes",
                      GISHE_MINUTES
                      "from_settlement IN (SELECT value FROM json_each($1)) AND to_settlement IN "
                      "(SELECT value FROM json_each($2))",
                      GISHE_MINUTES
                      "from_settlement = ANY (ARRAY(SELECT json_array_elements_text(CAST($1 AS json)))) "
                      "AND to_settlement = ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS "
                      "json))))"};

const Query q_store_district{"territory.store_district",
                             "INSERT INTO district (code, name_bg, name_latin) VALUES ($1, $2, $3)"
                             " ON CONFLICT (code) DO UPDATE SET name_bg = excluded.name_bg,"
                             " name_latin = excluded.name_latin"};
const Query q_store_municipality{
    "territory.store_municipality",
    "INSERT INTO municipality (code, district, name_bg, name_latin, seat, latitude, longitude, population)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    " ON CONFLICT (code) DO UPDATE SET district = excluded.district, name_bg = excluded.name_bg,"
    " name_latin = excluded.name_latin, seat = excluded.seat, latitude = excluded.latitude,"
    " longitude = excluded.longitude, population = excluded.population"};
const Query q_store_settlement{
    "territory.store_settlement",
    "INSERT INTO settlement (code, municipality, kind, name_bg, name_latin, postal_code, latitude, longitude,"
    " population) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (code) DO UPDATE SET municipality = excluded.municipality, kind = excluded.kind,"
    " name_bg = excluded.name_bg, name_latin = excluded.name_latin, postal_code = excluded.postal_code,"
    " latitude = excluded.latitude, longitude = excluded.longitude, population = excluded.population"};
const Query q_store_zone{"territory.store_zone",
                         "INSERT INTO zone (id, kind, name_bg, name_it, name_en) VALUES ($1, $2, $3, $4, $5)"
                         " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name_bg = excluded.name_bg,"
                         " name_it = excluded.name_it, name_en = excluded.name_en"};
const Query q_store_member{"territory.store_zone_member",
                           "INSERT INTO zone_member (zone_id, municipality, valid_from, valid_to)"
                           " VALUES ($1, $2, $3, $4) ON CONFLICT (zone_id, municipality, valid_from)"
                           " DO UPDATE SET valid_to = excluded.valid_to"};
const Query q_store_travel{
    "territory.store_travel",
    "INSERT INTO travel_minutes (from_settlement, to_settlement, minutes, km, source) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (from_settlement, to_settlement) DO UPDATE SET minutes = excluded.minutes, km = excluded.km,"
    " source = excluded.source"};

const Query q_outlines{"territory.outlines",
                       "SELECT code, rings FROM outline WHERE kind = $1 ORDER BY code LIMIT 6000"};
const Query q_store_outline{"territory.store_outline",
                            "INSERT INTO outline (kind, code, rings, source) VALUES ($1, $2, $3, $4)"
                            " ON CONFLICT (kind, code) DO UPDATE SET rings = excluded.rings, source = excluded.source"};

const Query q_store_routed{
    "territory.store_routed",
    "INSERT INTO travel_minutes (from_settlement, to_settlement, minutes, km, source) VALUES ($1, $2, $3, $4, 'osrm')"
    " ON CONFLICT (from_settlement, to_settlement) DO UPDATE SET minutes = excluded.minutes, km = excluded.km"
    " WHERE travel_minutes.source = 'osrm'"
    " AND (travel_minutes.minutes <> excluded.minutes OR travel_minutes.km <> excluded.km)"};
const Query q_zone_settlements{"territory.zone_settlements",
                               "SELECT " GISHE_SETTLEMENT
                               "WHERE latitude IS NOT NULL AND municipality IN (SELECT m.municipality"
                               " FROM zone_member m JOIN zone z ON z.id = m.zone_id AND z.kind = 'planning'"
                               " WHERE m.valid_from <= $1 AND (m.valid_to IS NULL OR m.valid_to >= $1))"
                               " ORDER BY code LIMIT 2000"};

Municipality municipality_of(const db::Row& r) {
  return {r.municipality(0), r.string(1), r.string(2), r.string(3), r.ekatte(4), r.real(5), r.real(6), r.integer(7)};
}

Settlement settlement_of(const db::Row& r) {
  return {r.ekatte(0), r.municipality(1), r.string(2), r.string(3), r.string(4),
          r.string(5), r.real(6),         r.real(7),   r.integer(8)};
}

/// ["35571","43369"]; five digits need no escaping, and anything else is left out.
std::string json_list(const std::vector<Ekatte>& codes) {
  std::string list;
  for (const auto& code : codes) {
    if (Ekatte::parse(code.text)) list += (list.empty() ? "[\"" : ",\"") + code.text + "\"";
  }
  return list.empty() ? "[]" : list + "]";
}

std::optional<double> coordinate(double degrees) {
  if (degrees == 0) return std::nullopt;
  return degrees;
}

}  // namespace

std::optional<Municipality> find_municipality(db::Session& session, const MunicipalityCode& code) {
  std::optional<Municipality> found;
  session.one(q_municipality, {code}, [&](const db::Row& r) { found = municipality_of(r); });
  return found;
}

std::vector<Municipality> list_municipalities(db::Session& session) {
  std::vector<Municipality> all;
  session.each(q_municipalities, {}, [&](const db::Row& r) { all.push_back(municipality_of(r)); });
  return all;
}

std::string municipality_name(db::Session& session, const MunicipalityCode& code, words::Language language) {
  const auto found = find_municipality(session, code);
  return found ? found->name(language) : code.text;
}

std::string district_name(db::Session& session, std::string_view code, words::Language language) {
  std::string name;
  session.one(q_district, {code}, [&](const db::Row& r) { name = r.string(language == words::Language::bg ? 0 : 1); });
  return name;
}

std::optional<Settlement> find_settlement(db::Session& session, const Ekatte& code) {
  std::optional<Settlement> found;
  session.one(q_settlement, {code}, [&](const db::Row& r) { found = settlement_of(r); });
  return found;
}

std::vector<Settlement> list_settlements(db::Session& session, const MunicipalityCode& municipality) {
  std::vector<Settlement> all;
  session.each(q_settlements, {municipality}, [&](const db::Row& r) { all.push_back(settlement_of(r)); });
  return all;
}

std::vector<Settlement> list_settlements_by_code(db::Session& session, const std::vector<Ekatte>& codes) {
  std::vector<Settlement> found;
  session.each(q_by_code, {json_list(codes)}, [&](const db::Row& r) { found.push_back(settlement_of(r)); });
  return found;
}

std::vector<Settlement> list_settlements(db::Session& session) {
  std::vector<Settlement> all;
  session.each(q_all_settlements, {}, [&](const db::Row& r) { all.push_back(settlement_of(r)); });
  return all;
}

std::vector<Settlement> list_settlements_with(db::Session& session, std::string_view postal_code) {
  std::vector<Settlement> all;
  session.each(q_with_postal_code, {postal_code}, [&](const db::Row& r) { all.push_back(settlement_of(r)); });
  return all;
}

std::vector<Settlement> list_settlements_named(db::Session& session, std::string_view name) {
  std::vector<Settlement> found;
  session.each(q_settlements_named, {name, text::capitalised(text::lower(name))},
               [&](const db::Row& r) { found.push_back(settlement_of(r)); });
  const std::string sound = found.empty() ? name_skeleton(name) : "";
  if (sound.empty()) return found;
  session.each(q_every_settlement, {}, [&](const db::Row& r) {
    if (found.size() < 50 && name_skeleton(r.text(3)) == sound) found.push_back(settlement_of(r));
  });
  return found;
}

std::vector<MunicipalityCode> zone_of(db::Session& session, const MunicipalityCode& municipality, Day on) {
  std::vector<Municipality> members;
  session.each(q_zone_members, {municipality, on}, [&](const db::Row& r) { members.push_back(municipality_of(r)); });
  const auto self = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.code == municipality; });
  if (self == members.end()) return {municipality};
  const Municipality from = *self;
  std::vector<std::pair<double, MunicipalityCode>> by_distance;
  for (const auto& m : members) {
    const bool own = m.code == municipality;
    by_distance.emplace_back(own ? -1 : great_circle_km(from.latitude, from.longitude, m.latitude, m.longitude),
                             m.code);
  }
  std::sort(by_distance.begin(), by_distance.end());
  std::vector<MunicipalityCode> codes;
  for (auto& [km, code] : by_distance) codes.push_back(std::move(code));
  return codes;
}

std::string zone_name(db::Session& session, const MunicipalityCode& municipality, Day on, words::Language language) {
  std::string name;
  session.one(q_zone_name, {municipality, on}, [&](const db::Row& r) {
    name = r.string(language == words::Language::bg ? 0 : language == words::Language::it ? 1 : 2);
  });
  return name;
}

std::map<Ekatte, Travel> list_measured_travel(db::Session& session, const Ekatte& from, const std::vector<Ekatte>& to) {
  std::map<Ekatte, Travel> measured;
  session.each(q_measured, {from, json_list(to)}, [&](const db::Row& r) {
    const auto source = r.text(3) == "osrm" ? Travel::Source::osrm : Travel::Source::imported;
    measured[Ekatte{r.string(0)}] = {static_cast<int>(r.integer(1)), r.real(2), source};
  });
  return measured;
}

void each_measured_minutes(db::Session& session, const std::vector<Ekatte>& from, const std::vector<Ekatte>& to,
                           const std::function<void(const Ekatte&, const Ekatte&, int)>& way) {
  session.each(q_minutes, {json_list(from), json_list(to)}, [&](const db::Row& r) {
    way(Ekatte{r.string(0)}, Ekatte{r.string(1)}, static_cast<int>(r.integer(2)));
  });
}

std::vector<std::shared_ptr<const Outline>> list_outlines(db::Session& session, std::string_view kind) {
  std::vector<std::shared_ptr<const Outline>> all;
  session.each(q_outlines, {kind},
               [&](const db::Row& r) { all.push_back(outline_from_text(kind, r.text(0), r.text(1))); });
  return all;
}

std::vector<Settlement> list_zone_settlements(db::Session& session, Day on) {
  std::vector<Settlement> all;
  session.each(q_zone_settlements, {on}, [&](const db::Row& r) { all.push_back(settlement_of(r)); });
  return all;
}

void store_routed_travel(db::Tx& tx, const Ekatte& from, const Ekatte& to, const Travel& travel) {
  tx.run(q_store_routed, {from, to, travel.minutes, travel.km});
}

void store_outline(db::Tx& tx, const Outline& o, std::string_view source) {
  tx.run(q_store_outline, {o.kind, o.code, rings_to_text(o.rings), source});
}

void store_district(db::Tx& tx, const District& d) { tx.run(q_store_district, {d.code, d.name_bg, d.name_latin}); }

void store_municipality(db::Tx& tx, const Municipality& m) {
  tx.run(q_store_municipality, {m.code, m.district, m.name_bg, m.name_latin, m.seat, coordinate(m.latitude),
                                coordinate(m.longitude), m.population});
}

void store_settlement(db::Tx& tx, const Settlement& s) {
  tx.run(q_store_settlement, {s.code, s.municipality, s.kind, s.name_bg, s.name_latin, s.postal_code,
                              coordinate(s.latitude), coordinate(s.longitude), s.population});
}

void store_zone(db::Tx& tx, const Zone& z) { tx.run(q_store_zone, {z.id, z.kind, z.name_bg, z.name_it, z.name_en}); }

void store_zone_member(db::Tx& tx, const ZoneMember& m) {
  tx.run(q_store_member, {m.zone, m.municipality, m.valid_from, m.valid_to});
}

void store_measured_travel(db::Tx& tx, const Ekatte& from, const Ekatte& to, int minutes, double km,
                           std::string_view source) {
  tx.run(q_store_travel, {from, to, minutes, km, source});
}

}  // namespace gishe::territory
