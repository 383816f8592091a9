#include "places/place_store.h"

#include <algorithm>

namespace gishe::places::store {
namespace {

#define PLACE_COLUMNS                                                                                       \
  "SELECT l.municipality, l.id, l.service_id, l.organisation_id, l.seq, l.name, l.room, l.kind, l.for_sex," \
  " l.age_min, l.age_max, l.active_from_on, l.active_until_on, l.beyond_capacity, l.decision FROM place l "

const db::Query q_of_service{"place.of_service", PLACE_COLUMNS "WHERE l.service_id = $1 ORDER BY l.seq LIMIT 500"};
const db::Query q_of_organisation{"place.of_organisation",
                                  PLACE_COLUMNS "WHERE l.organisation_id = $1 ORDER BY l.service_id, l.seq LIMIT 2000"};
const db::Query q_find{"place.find", PLACE_COLUMNS "WHERE l.municipality = $1 AND l.id = $2"};
const db::Query q_kept{"place.kept", "SELECT 1 FROM place WHERE service_id = $1 LIMIT 1"};
// SQLite has one writer at a time anyway.
const db::Query q_lock{"place.lock", "SELECT 1 FROM place WHERE service_id = $1 ORDER BY seq LIMIT 1",
                       "SELECT 1 FROM place WHERE service_id = $1 ORDER BY seq LIMIT 1 FOR UPDATE"};
const db::Query q_insert{"place.insert",
                         "INSERT INTO place (municipality, id, service_id, organisation_id, seq, name, room, kind, "
                         "for_sex, age_min, age_max, active_from_on, beyond_capacity, decision, made_by, made_at) "
                         "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
const db::Query q_close{"place.close",
                        "UPDATE place SET active_until_on = $3, decision = $4 WHERE municipality = $1 AND id = $2"};
const db::Query q_free{
    "place.count_free",
    "SELECT CAST(COALESCE(sum(CASE WHEN l.beyond_capacity = 0 THEN 1 ELSE 0 END), 0) AS BIGINT), "
    "CAST(COALESCE(sum(CASE WHEN l.beyond_capacity = 0 AND s.id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) "
    "FROM place l LEFT JOIN stay s ON s.municipality = l.municipality AND s.place_id = l.id AND s.ended_at IS NULL "
    "WHERE l.service_id = $1 AND l.active_from_on <= $2 AND (l.active_until_on IS NULL OR l.active_until_on >= $2)"};

std::optional<int> maybe_int(const db::Row& row, int column) {
  const auto value = row.maybe_integer(column);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

Place read(const db::Row& row) {
  Place p;
  p.municipality = row.municipality(0);
  p.id = row.id<PlaceId>(1);
  p.service = row.id<ServiceId>(2);
  p.organisation = row.id<OrganisationId>(3);
  p.seq = static_cast<int>(row.integer(4));
  p.name = row.string(5);
  p.room = row.string(6);
  p.kind = row.string(7);
  p.for_sex = row.string(8);
  p.age_min = maybe_int(row, 9);
  p.age_max = maybe_int(row, 10);
  p.active_from = row.day(11);
  p.active_until = row.maybe_day(12);
  p.beyond_capacity = row.truth(13);
  p.decision = row.string(14);
  return p;
}

}  // namespace

const db::Query* find_place_query(std::string_view name) {
  static const db::Query* const all[] = {&q_of_service, &q_of_organisation, &q_find, &q_kept, &q_free};
  const auto at = std::find_if(std::begin(all), std::end(all), [&](const db::Query* q) { return q->name == name; });
  return at == std::end(all) ? nullptr : *at;
}

std::vector<Place> list_places(db::Session& session, const ServiceId& service) {
  std::vector<Place> places;
  session.each(q_of_service, {service}, [&](const db::Row& row) { places.push_back(read(row)); });
  return places;
}

std::vector<Place> list_places_of(db::Session& session, const OrganisationId& organisation) {
  std::vector<Place> places;
  session.each(q_of_organisation, {organisation}, [&](const db::Row& row) { places.push_back(read(row)); });
  return places;
}

std::optional<Place> find_place(db::Session& session, const MunicipalityCode& municipality, const PlaceId& id) {
  std::optional<Place> place;
  session.one(q_find, {municipality, id}, [&](const db::Row& row) { place = read(row); });
  return place;
}

bool keeps_places(db::Session& session, const ServiceId& service) { return session.exists(q_kept, {service}); }

void lock_service(db::Tx& tx, const ServiceId& service) { tx.exists(q_lock, {service}); }

void insert_place(db::Tx& tx, const Place& p, const AccountId& by, Instant at) {
  const auto whom = by.is_nil() ? std::nullopt : std::optional(by);
  tx.run(q_insert, {p.municipality, p.id, p.service, p.organisation, p.seq, p.name, p.room, p.kind, p.for_sex,
                    p.age_min, p.age_max, p.active_from, p.beyond_capacity ? 1 : 0, p.decision, whom, at});
}

void close_place(db::Tx& tx, const Place& place, Day last, std::string_view decision) {
  tx.run(q_close, {place.municipality, place.id, last, decision});
}

Free count_free(db::Session& session, const ServiceId& service, Day today) {
  Free free;
  free.kept = keeps_places(session, service);
  session.one(q_free, {service, today}, [&](const db::Row& row) {
    free.total = static_cast<int>(row.integer(0));
    free.free = static_cast<int>(row.integer(1));
  });
  return free;
}

}  // namespace gishe::places::store
