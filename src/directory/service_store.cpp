#include "directory/service_store.h"

#include <algorithm>

#include "base/text.h"
#include "directory/code_list.h"
#include "platform/db/id_list.h"

namespace gishe::directory {
namespace {

using db::Query;

// One statement fills a whole Service: the lists stand in the row as codes (see the migration). The guarded table of
// restricted places is not named in this file, nor in any other that reads.
// A suspended entry that says why is listed: a published row with stopped_words.
#define GISHE_STATE "CASE WHEN s.listed = 1 AND s.stopped_words <> '' THEN 'suspended' ELSE s.state END"
#define GISHE_COLUMNS                                                                                         \
  "SELECT s.id, s.organisation_id, o.name, o.kind, s.name, s.description, s.type, " GISHE_STATE               \
  ", s.municipality,"                                                                                         \
  " l.settlement, l.address, s.phone, s.email, s.hours, s.website, l.latitude, l.longitude, l.visibility,"    \
  " s.referral_required, s.accepts_referrals, s.age_min, s.age_max, s.target_groups, s.needs, s.serves,"      \
  " s.serves_everywhere, s.fees, s.papers, c.status, c.places_total, c.places_free, c.waiting, c.updated_on," \
  " s.confirmed_on, s.version, s.sort_key,"                                                                   \
  " s.alternate_name, s.eligibility, s.application_process, s.alert, s.languages, s.update_months,"           \
  " s.access_class, s.purpose, s.environment, s.duration_class, s.planning_level, s.funding,"                 \
  " s.licence_no, s.licence_valid_to, s.legal_basis, s.substitute_places, s.modified_at,"                     \
  " s.stopped_words, s.suspended_until, s.replaced_by FROM "
#define GISHE_JOINS                                                                               \
  " JOIN organisation o ON o.id = s.organisation_id LEFT JOIN location l ON l.id = s.location_id" \
  " LEFT JOIN service_capacity c ON c.service_id = s.id "
#define GISHE_SERVICE GISHE_COLUMNS "service s" GISHE_JOINS

const Query q_find{"directory.service", GISHE_SERVICE "WHERE s.id = $1"};
const Query q_of_organisation{"directory.services_of",
                              GISHE_SERVICE "WHERE s.organisation_id = $1 ORDER BY s.sort_key LIMIT $2"};
// $1, $2: db::id_list.
const Query q_by_id{"directory.services_by_id",
                    GISHE_COLUMNS "json_each($2) j CROSS JOIN service s" GISHE_JOINS
                                  "WHERE s.id = substr($1, j.value, 16)",
                    GISHE_SERVICE
                    "WHERE s.id IN (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)"
                    " FROM json_array_elements_text(CAST($2 AS json)) v)"};
#define GISHE_CHOICE_COLUMNS                                                                                        \
  "SELECT s.id, o.kind, s.type, " GISHE_STATE                                                                       \
  ", s.municipality, l.latitude, l.longitude, l.visibility, s.age_min,"                                             \
  " s.age_max, s.target_groups, s.serves, s.serves_everywhere, c.status, c.places_total, c.places_free, c.waiting," \
  " c.updated_on, s.confirmed_on FROM "
// First which, then what: left to themselves both planners walk all listed services instead. The inner limit is what
// bounds the work, and is right because only listed services have rows in service_reach. PostgreSQL needs the fences
// (OFFSET 0), SQLite takes the order of a CROSS JOIN as told.
const Query q_for_need{
    "directory.services_for_need",
    GISHE_CHOICE_COLUMNS
    "(SELECT DISTINCT r.service_id FROM service_reach r WHERE r.need = $1"
    " AND r.municipality IN (SELECT value FROM json_each($2)) ORDER BY r.service_id LIMIT $3) f"
    " CROSS JOIN service s" GISHE_JOINS "WHERE s.id = f.service_id ORDER BY s.id",
    GISHE_CHOICE_COLUMNS
    "(SELECT DISTINCT r.service_id FROM service_reach r WHERE r.need = $1 AND r.municipality ="
    " ANY (ARRAY(SELECT json_array_elements_text(CAST($2 AS json)))) ORDER BY r.service_id LIMIT $3) g"
    " CROSS JOIN LATERAL (SELECT x.* FROM service x WHERE x.id = g.service_id OFFSET 0) s"
    " JOIN organisation o ON o.id = s.organisation_id"
    " LEFT JOIN LATERAL (SELECT x.* FROM location x WHERE x.id = s.location_id OFFSET 0) l ON true"
    " LEFT JOIN service_capacity c ON c.service_id = s.id ORDER BY s.id"};
const Query q_suspended_until{
    "directory.suspended_until",
    GISHE_SERVICE "WHERE s.listed = 1 AND s.stopped_words <> '' AND s.suspended_until <= $1 ORDER BY s.id LIMIT $2"};
const Query q_all{"directory.services",
                  GISHE_SERVICE "WHERE s.listed = 1 AND s.sort_key > $1 ORDER BY s.sort_key LIMIT $2"};
const Query q_all_of_type{"directory.services_of_type", GISHE_SERVICE
                          "WHERE s.listed = 1 AND s.type = $3 AND s.sort_key > $1 ORDER BY s.sort_key LIMIT $2"};
// Asked by municipality, a restricted place is not among those that lie there.
#define GISHE_OPEN "(l.visibility IS NULL OR l.visibility = 'public')"
const Query q_all_in{"directory.services_in", GISHE_SERVICE "WHERE s.listed = 1 AND s.municipality = $3 AND " GISHE_OPEN
                                                            " AND s.sort_key > $1 ORDER BY s.sort_key LIMIT $2"};
const Query q_all_of_type_in{"directory.services_of_type_in",
                             GISHE_SERVICE "WHERE s.listed = 1 AND s.municipality = $3 AND s.type = $4 AND " GISHE_OPEN
                                           " AND s.sort_key > $1"
                                           " ORDER BY s.sort_key LIMIT $2"};
const Query q_entries{"directory.entries", GISHE_SERVICE
                      "WHERE s.listed IN (0, 1) AND s.municipality = $1 AND s.state <> 'archived' AND s.id > $2"
                      " ORDER BY s.id LIMIT $3"};
const Query q_unconfirmed{
    "directory.unconfirmed", GISHE_SERVICE
    "WHERE s.state = 'published' AND s.stopped_words = '' AND s.update_months = $1"
    " AND (s.confirmed_on IS NULL OR s.confirmed_on < $2) ORDER BY s.confirmed_on, s.id LIMIT $3"};
const Query q_count_listed{"directory.count_listed", "SELECT count(*) FROM service WHERE listed = 1"};
const Query q_listed{"directory.listed",
                     "SELECT id, modified_at FROM service WHERE listed = 1 ORDER BY id LIMIT $1 OFFSET $2"};
const Query q_organisation{"directory.organisation",
                           "SELECT id, name, kind, eik, municipality, email, phone, website"
                           " FROM organisation WHERE id = $1"};
const Query q_needs{"directory.needs",
                    "SELECT n.code, t.service_type FROM need n JOIN need_service_type t ON t.need = n.code"
                    " ORDER BY n.place, t.place LIMIT 1000"};
const Query q_need{"directory.need",
                   "SELECT n.code, t.service_type FROM need n JOIN need_service_type t ON t.need = n.code"
                   " WHERE n.code = $1 ORDER BY t.place LIMIT 20"};
const Query q_store_contact{"directory.store_contact",
                            "UPDATE service SET phone = $3, email = $4, hours = $5, website = $6,"
                            " state = CASE WHEN stopped_words <> '' THEN state ELSE $7 END, confirmed_on = $8, "
                            "modified_at = $9, version = version + 1"
                            " WHERE id = $1 AND version = $2"};
const Query q_store_capacity{
    "directory.store_capacity",
    "INSERT INTO service_capacity (service_id, status, places_total, places_free, waiting, updated_on)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (service_id) DO UPDATE SET status = excluded.status,"
    " places_total = excluded.places_total, places_free = excluded.places_free, waiting = excluded.waiting,"
    " updated_on = excluded.updated_on"};
// Of a restricted place only another state is a change: who sees that one place more is taken sees who came.
const Query q_touch{"directory.touch",
                    "UPDATE service SET modified_at = $2 WHERE id = $1 AND modified_at < $2 AND (NOT EXISTS"
                    " (SELECT 1 FROM location l WHERE l.id = service.location_id AND l.visibility <> 'public') OR NOT"
                    " EXISTS (SELECT 1 FROM service_capacity c WHERE c.service_id = $1 AND c.status = $3))"};
const Query q_capacity{"directory.capacity",
                       "SELECT status, places_total, places_free, waiting, updated_on FROM service_capacity"
                       " WHERE service_id = $1"};

/// Behind the sort key, which stands at 35.
void more_of(const db::Row& r, Service& s) {
  s.alternate_name = r.string(36);
  s.eligibility = r.string(37);
  s.application_process = r.string(38);
  s.alert = r.string(39);
  s.languages = split_codes(r.text(40));
  s.update_months = static_cast<int>(r.integer(41));
  Classification& c = s.classification;
  c.access_class = r.string(42);
  c.purpose = r.string(43);
  c.environment = r.string(44);
  c.duration_class = r.string(45);
  c.planning_level = r.string(46);
  c.funding = r.string(47);
  c.licence_no = r.string(48);
  c.licence_valid_to = r.maybe_day(49);
  c.legal_basis = r.string(50);
  c.substitute_places = static_cast<int>(r.integer(51));
  s.modified_at = r.instant(52);
  s.stopped_words = r.string(53);
  s.suspended_until = r.maybe_day(54);
  s.replaced_by = r.maybe_id<ServiceId>(55);
}

Service service_of(const db::Row& r) {
  Service s;
  s.id = r.id<ServiceId>(0);
  s.organisation = r.id<OrganisationId>(1);
  s.organisation_name = r.string(2);
  s.organisation_kind = r.string(3);
  s.name = r.string(4);
  s.description = r.string(5);
  s.type = r.string(6);
  s.status = r.string(7);
  s.municipality = r.municipality(8);
  s.settlement = r.ekatte(9);
  s.address = r.string(10);
  s.phone = r.string(11);
  s.email = r.string(12);
  s.hours = r.string(13);
  s.website = r.string(14);
  s.latitude = r.real(15);
  s.longitude = r.real(16);
  s.restricted = !r.null(17) && r.text(17) != "public";
  s.referral_required = r.truth(18);
  s.accepts_referrals = r.truth(19);
  if (const auto age = r.maybe_integer(20)) s.age_min = static_cast<int>(*age);
  if (const auto age = r.maybe_integer(21)) s.age_max = static_cast<int>(*age);
  s.target_groups = split_codes(r.text(22));
  s.needs = split_codes(r.text(23));
  for (auto& code : split_codes(r.text(24))) s.serves.push_back({std::move(code)});
  s.serves_everywhere = r.truth(25);
  s.fees = r.string(26);
  s.papers = split_codes(r.text(27));
  if (!r.null(28)) s.capacity.status = r.string(28);
  s.capacity.places_total = static_cast<int>(r.integer(29));
  s.capacity.places_free = static_cast<int>(r.integer(30));
  s.capacity.waiting = static_cast<int>(r.integer(31));
  s.capacity.updated_on = r.maybe_day(32);
  s.confirmed_on = r.maybe_day(33);
  s.version = r.integer(34);
  more_of(r, s);
  return s;
}

/// What choosing needs, in the order of GISHE_CHOICE_COLUMNS.
Service choice_of(const db::Row& r) {
  Service s;
  s.id = r.id<ServiceId>(0);
  s.organisation_kind = r.string(1);
  s.type = r.string(2);
  s.status = r.string(3);
  s.municipality = r.municipality(4);
  s.latitude = r.real(5);
  s.longitude = r.real(6);
  s.restricted = !r.null(7) && r.text(7) != "public";
  if (const auto age = r.maybe_integer(8)) s.age_min = static_cast<int>(*age);
  if (const auto age = r.maybe_integer(9)) s.age_max = static_cast<int>(*age);
  s.target_groups = split_codes(r.text(10));
  for (auto& code : split_codes(r.text(11))) s.serves.push_back({std::move(code)});
  s.serves_everywhere = r.truth(12);
  if (!r.null(13)) s.capacity.status = r.string(13);
  s.capacity.places_total = static_cast<int>(r.integer(14));
  s.capacity.places_free = static_cast<int>(r.integer(15));
  s.capacity.waiting = static_cast<int>(r.integer(16));
  s.capacity.updated_on = r.maybe_day(17);
  s.confirmed_on = r.maybe_day(18);
  return s;
}

/// ["PAZ14","*"]; codes of three letters and two digits need no escaping, and anything else is left out.
std::string json_list(const std::vector<MunicipalityCode>& municipalities) {
  std::string list = "[\"*\"";
  for (const auto& m : municipalities) {
    if (MunicipalityCode::parse(m.text)) list += ",\"" + m.text + "\"";
  }
  return list + "]";
}

std::vector<Need> needs_from(db::Session& session, const Query& query, db::Args args) {
  std::vector<Need> needs;
  session.each(query, args, [&](const db::Row& r) {
    if (needs.empty() || needs.back().code != r.text(0)) needs.push_back({r.string(0), {}});
    needs.back().service_types.push_back(r.string(1));
  });
  return needs;
}

}  // namespace

std::optional<Service> find_service(db::Session& session, const ServiceId& id) {
  std::optional<Service> found;
  session.one(q_find, {id}, [&](const db::Row& r) { found = service_of(r); });
  return found;
}

std::vector<Service> list_services_of(db::Session& session, const OrganisationId& organisation, int limit) {
  std::vector<Service> all;
  session.each(q_of_organisation, {organisation, limit}, [&](const db::Row& r) { all.push_back(service_of(r)); });
  return all;
}

std::vector<Service> list_entries(db::Session& session, const MunicipalityCode& municipality, const ServiceId& after,
                                  int limit) {
  std::vector<Service> all;
  session.each(q_entries, {municipality, after, limit}, [&](const db::Row& r) { all.push_back(service_of(r)); });
  return all;
}

std::vector<Service> list_unconfirmed(db::Session& session, int update_months, Day before, int limit) {
  std::vector<Service> all;
  session.each(q_unconfirmed, {update_months, before, limit}, [&](const db::Row& r) { all.push_back(service_of(r)); });
  return all;
}

std::vector<Service> list_suspended_until(db::Session& session, Day last, int limit) {
  std::vector<Service> all;
  session.each(q_suspended_until, {last, limit}, [&](const db::Row& r) { all.push_back(service_of(r)); });
  return all;
}

std::vector<Service> list_services_for_need(db::Session& session, const Need& need,
                                            const std::vector<MunicipalityCode>& municipalities, int limit) {
  std::vector<Service> all;
  all.reserve(static_cast<std::size_t>(limit));
  session.each(q_for_need, {need.code, json_list(municipalities), limit},
               [&](const db::Row& r) { all.push_back(choice_of(r)); });
  return all;
}

std::vector<Service> list_services_by_id(db::Session& session, const std::vector<ServiceId>& ids) {
  if (ids.empty()) return {};
  const auto list = db::id_list(ids);
  std::vector<Service> all;
  session.each(q_by_id, {db::Blob{list.bytes}, list.begins}, [&](const db::Row& r) { all.push_back(service_of(r)); });
  return all;
}

std::int64_t count_listed(db::Session& session) {
  std::int64_t count = 0;
  session.one(q_count_listed, {}, [&](const db::Row& r) { count = r.integer(0); });
  return count;
}

std::vector<Listed> list_listed(db::Session& session, int offset, int limit) {
  std::vector<Listed> list;
  session.each(q_listed, {limit, offset},
               [&](const db::Row& r) { list.push_back({r.id<ServiceId>(0), r.instant(1)}); });
  return list;
}

ServicePage list_services(db::Session& session, std::string_view type, const MunicipalityCode& municipality,
                          std::string_view after, int limit) {
  const int wanted = std::clamp(limit, 1, 200);
  const std::string from = text::from_hex(after);
  ServicePage page;
  std::string last;
  const auto take = [&](const db::Row& r) {
    if (static_cast<int>(page.services.size()) == wanted) {
      page.next = text::hex(last);
      return;
    }
    page.services.push_back(service_of(r));
    last = r.string(35);
  };
  const db::Blob start{from};
  if (type.empty() && municipality.empty()) {
    session.each(q_all, {start, wanted + 1}, take);
  } else if (municipality.empty()) {
    session.each(q_all_of_type, {start, wanted + 1, type}, take);
  } else if (type.empty()) {
    session.each(q_all_in, {start, wanted + 1, municipality}, take);
  } else {
    session.each(q_all_of_type_in, {start, wanted + 1, municipality, type}, take);
  }
  return page;
}

std::optional<Organisation> find_organisation(db::Session& session, const OrganisationId& id) {
  std::optional<Organisation> found;
  session.one(q_organisation, {id}, [&](const db::Row& r) {
    found = Organisation{r.id<OrganisationId>(0), r.string(1), r.string(2), r.string(3),
                         r.municipality(4),       r.string(5), r.string(6), r.string(7)};
  });
  return found;
}

std::vector<std::pair<OrganisationId, std::string>> list_organisations(db::Session& session,
                                                                       const MunicipalityCode& municipality) {
  static const db::Query q_seated{"directory.organisations_of_municipality",
                                  "SELECT id, name FROM organisation WHERE municipality = $1 AND merged_into IS NULL"
                                  " ORDER BY name LIMIT 500"};
  std::vector<std::pair<OrganisationId, std::string>> list;
  session.each(q_seated, {municipality},
               [&](const db::Row& r) { list.emplace_back(r.id<OrganisationId>(0), r.string(1)); });
  return list;
}

std::vector<Need> list_needs(db::Session& session) { return needs_from(session, q_needs, {}); }

std::optional<Need> find_need(db::Session& session, std::string_view code) {
  auto found = needs_from(session, q_need, {code});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

bool store_contact(db::Tx& tx, const NewContact& c, std::string_view state, Day confirmed_on, Instant at) {
  if (tx.run(q_store_contact, {c.service, c.version, c.phone, c.email, c.hours, c.website, state, confirmed_on, at}) !=
      1) {
    return false;
  }
  tell_changed(tx, {EntryChange::What::service, c.service.value, at});
  return true;
}

void put_capacity(db::Tx& tx, const ServiceId& service, const Capacity& c) {
  tx.run(q_store_capacity, {service, c.status, c.places_total, c.places_free, c.waiting, c.updated_on.value_or(Day{})});
}

void store_capacity(db::Tx& tx, const ServiceId& service, const Capacity& c, Instant at) {
  tx.run(q_touch, {service, at, c.status});
  put_capacity(tx, service, c);
  tell_changed(tx, {EntryChange::What::service, service.value, at});
}

void shift_places_free(db::Tx& tx, const ServiceId& named, int by, Instant at) {
  const ServiceId service = survivor_of(tx, named);
  const Day on = local_time(at).day;
  Capacity c;
  if (!tx.one(q_capacity, {service}, [&](const db::Row& r) {
        c = {r.string(0), static_cast<int>(r.integer(1)), static_cast<int>(r.integer(2)),
             static_cast<int>(r.integer(3)), r.maybe_day(4)};
      })) {
    return;
  }
  c.places_free = std::clamp(c.places_free + by, 0, std::max(c.places_total, c.places_free));
  if (c.status != "assessment_required") {
    c.status = c.places_free > 0 ? "capacity" : c.waiting > 0 ? "waitlist" : "no_capacity";
  }
  // One place more or less does not make an old figure a new one.
  if (c.status_on(on) != "unknown") c.updated_on = on;
  store_capacity(tx, service, c, at);
}

void set_counted(db::Tx& tx, const ServiceId& service, const Counted& counted, Instant at) {
  Capacity c;
  const bool known = tx.one(q_capacity, {service}, [&](const db::Row& r) { c.status = r.string(0); });
  if (!known && counted.places_total == 0) return;
  c.places_total = counted.places_total;
  c.places_free = counted.places_free;
  c.waiting = counted.waiting;
  if (!known || c.status != "assessment_required") {
    c.status = c.places_free > 0 ? "capacity" : c.waiting > 0 ? "waitlist" : "no_capacity";
  }
  c.updated_on = local_time(at).day;
  store_capacity(tx, service, c, at);
}

}  // namespace gishe::directory
