#include "places/stay_store.h"

#include <algorithm>

#include "platform/access/seen.h"

namespace gishe::places::store {
namespace {

// The level that counts is the higher of the stay's and the file's: who becomes shielded later takes the stay along.
// A file behind the wall of the database counts as shielded, never as open.
#define FILE_LEVEL "COALESCE(p.sensitivity, CASE WHEN s.person_id IS NULL THEN 0 ELSE 4 END)"
#define STAY_LEVEL "CASE WHEN " FILE_LEVEL " > s.sensitivity THEN " FILE_LEVEL " ELSE s.sensitivity END"
#define STAY_COLUMNS                                                                                           \
  "SELECT s.municipality, s.id, s.number, s.version, s.place_id, s.service_id, s.organisation_id, "            \
  "s.state, " STAY_LEVEL                                                                                       \
  ", s.from_municipality, s.referral_id, s.person_municipality, s.person_id, s.reserved_on, "                  \
  "s.admitted_on, s.planned_end_on, s.longest_until_on, s.first_alert_on, s.second_alert_on, s.in_emergency, " \
  "s.papers_due_on, s.alerts_told, s.ended_on, s.end_reason, s.destination FROM stay s "                       \
  "LEFT JOIN person p ON p.municipality = s.person_municipality AND p.id = s.person_id "
// $2 the highest level, $3 whose eyes. A shielded file says itself who is named; a protected stay without one has its
// own list.
#define STAY_VISIBLE                                                                                                \
  "(" STAY_LEVEL " <= $2 OR (p.sensitivity = 4 AND " GISHE_NAMED_FOR(                                               \
      "p.municipality", "p.id") ") OR (" FILE_LEVEL                                                                 \
                                " < 4 AND "                                                                         \
                                "s.sensitivity = 4 AND EXISTS (SELECT 1 FROM stay_named n WHERE n.municipality = "  \
                                "s.municipality AND n.stay_id = "                                                   \
                                "s.id AND n.account_id = $3))) AND " GISHE_NOT_BARRED_FROM("s.person_municipality", \
                                                                                           "s.person_id") " "

const db::Query q_find_in_house{"stay.find_in_house",
                                STAY_COLUMNS "WHERE s.id = $4 AND s.organisation_id = $1 AND " STAY_VISIBLE};
const db::Query q_find_sent{"stay.find_sent",
                            STAY_COLUMNS "WHERE s.id = $4 AND s.from_municipality = $1 AND " STAY_VISIBLE};
const db::Query q_running{
    "stay.running", STAY_COLUMNS
    "WHERE s.organisation_id = $1 AND s.municipality = $4 AND s.service_id = $5 AND s.ended_at IS "
    "NULL AND " STAY_VISIBLE "ORDER BY s.planned_end_on LIMIT 500"};
const db::Query q_running_of{"stay.running_of", STAY_COLUMNS
                             "WHERE s.organisation_id = $1 AND s.ended_at IS NULL AND " STAY_VISIBLE "LIMIT 2000"};
const db::Query q_of_referral_in_house{"stay.of_referral_in_house", STAY_COLUMNS
                                       "WHERE s.referral_id = $4 AND s.organisation_id = $1 AND " STAY_VISIBLE
                                       "ORDER BY s.reserved_on, s.id LIMIT 50"};
const db::Query q_of_referral_sent{"stay.of_referral_sent", STAY_COLUMNS
                                   "WHERE s.referral_id = $4 AND s.from_municipality = $1 AND " STAY_VISIBLE
                                   "ORDER BY s.reserved_on, s.id LIMIT 50"};
const db::Query q_between_in_house{"stay.between_in_house", STAY_COLUMNS
                                   "WHERE s.organisation_id = $1 AND s.referral_id IS NOT NULL AND s.admitted_on <= $5 "
                                   "AND (s.ended_on IS NULL OR s.ended_on >= $4) AND " STAY_VISIBLE
                                   "ORDER BY s.admitted_on LIMIT 20000"};
const db::Query q_between_sent{"stay.between_sent", STAY_COLUMNS
                               "WHERE s.from_municipality = $1 AND s.referral_id IS NOT NULL AND s.admitted_on <= $5 "
                               "AND (s.ended_on IS NULL OR s.ended_on >= $4) AND " STAY_VISIBLE
                               "ORDER BY s.admitted_on LIMIT 20000"};
const db::Query q_open_of_referral{
    "stay.open_of_referral", STAY_COLUMNS "WHERE s.municipality = $1 AND s.referral_id = $2 AND s.ended_at IS NULL"};
const db::Query q_for_system{"stay.for_system", STAY_COLUMNS "WHERE s.municipality = $1 AND s.id = $2"};
const db::Query q_alerts_due{"stay.alerts_due", STAY_COLUMNS
                             "WHERE s.first_alert_on <= $1 AND s.ended_at IS NULL AND s.alerts_told < CASE WHEN "
                             "s.second_alert_on <= $1 THEN 2 ELSE 1 END AND s.alerts_told < 2 ORDER BY "
                             "s.first_alert_on LIMIT $2"};
const db::Query q_alerts_told{"stay.alerts_told",
                              "UPDATE stay SET alerts_told = $3 WHERE municipality = $1 AND id = $2"};

const db::Query q_held{"stay.held",
                       "SELECT place_id FROM stay WHERE municipality = $1 AND service_id = $2 AND ended_at IS NULL "
                       "LIMIT 500"};
const db::Query q_planned_ends{"stay.planned_ends",
                               "SELECT planned_end_on FROM stay WHERE municipality = $1 AND service_id = $2 AND "
                               "ended_at IS NULL AND planned_end_on >= $3 ORDER BY planned_end_on LIMIT 500"};
const db::Query q_has_stay{"stay.of_person",
                           "SELECT 1 FROM stay WHERE person_municipality = $1 AND person_id = $2 AND ended_at IS NULL"};
const db::Query q_ever{"stay.ever_of_person", "SELECT 1 FROM stay WHERE person_municipality = $1 AND person_id = $2"};
const db::Query q_unsent{"stay.unsent_of_person", STAY_COLUMNS
                         "WHERE s.person_municipality = $1 AND s.person_id = $2 AND s.ended_at IS NULL AND "
                         "s.referral_id IS NULL ORDER BY s.id LIMIT 20"};
const db::Query q_guest{"stay.guest",
                        "SELECT field, value FROM referral_package WHERE municipality = $1 AND referral_id = $2 AND "
                        "field IN ('sex', 'born_on')"};
const db::Query q_named{"stay.named",
                        "SELECT 1 FROM stay_named WHERE municipality = $1 AND stay_id = $2 AND account_id = $3"};
const db::Query q_number{"stay.number_taken", "SELECT 1 FROM stay WHERE municipality = $1 AND number = $2"};

// Three unique indexes may say no: the place, the referral, the person.
const db::Query q_insert{
    "stay.insert",
    "INSERT INTO stay (municipality, id, number, version, place_id, service_id, organisation_id, state, sensitivity, "
    "from_municipality, referral_id, person_municipality, person_id, reserved_on, admitted_on, planned_end_on, "
    "longest_until_on, first_alert_on, second_alert_on, in_emergency, papers_due_on, changed_at) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) ON CONFLICT DO NOTHING"};
const db::Query q_insert_named{"stay.insert_named",
                               "INSERT INTO stay_named (municipality, stay_id, account_id) VALUES ($1, $2, $3) "
                               "ON CONFLICT DO NOTHING"};
const db::Query q_update{
    "stay.update",
    "UPDATE stay SET version = $3, place_id = $4, state = $5, admitted_on = $6, planned_end_on = $7, longest_until_on "
    "= $8, first_alert_on = $9, second_alert_on = $10, in_emergency = $11, papers_due_on = $12, ended_on = $13, "
    "ended_at = $14, end_reason = $15, destination = $16, changed_at = $17 WHERE municipality = $1 AND id = $2 AND "
    "version = $18"};
const db::Query q_is_held{"stay.is_held",
                          "SELECT 1 FROM stay WHERE municipality = $1 AND place_id = $2 AND ended_at IS NULL AND id <> "
                          "$3"};
const db::Query q_insert_event{
    "stay.insert_event",
    "INSERT INTO stay_event (municipality, stay_id, seq, at, account_id, verb, from_state, to_state, place_id, on_day, "
    "reason, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
const db::Query q_events{"stay.events",
                         "SELECT seq, at, account_id, verb, from_state, to_state, place_id, on_day, reason, note FROM "
                         "stay_event WHERE municipality = $1 AND stay_id = $2 ORDER BY seq LIMIT 200"};

Stay read(const db::Row& row) {
  Stay s;
  s.municipality = row.municipality(0);
  s.id = row.id<StayId>(1);
  s.number = row.string(2);
  s.version = row.integer(3);
  s.place = row.id<PlaceId>(4);
  s.service = row.id<ServiceId>(5);
  s.organisation = row.id<OrganisationId>(6);
  s.state = state_from(row.text(7)).value_or(State::ended);
  s.sensitivity = static_cast<Sensitivity>(row.integer(8));
  s.from_municipality = row.municipality(9);
  s.referral = row.maybe_id<ReferralId>(10);
  s.person_municipality = row.municipality(11);
  s.person = row.maybe_id<PersonId>(12);
  s.reserved_on = row.day(13);
  s.admitted_on = row.maybe_day(14);
  s.planned_end_on = row.maybe_day(15);
  s.longest_until_on = row.maybe_day(16);
  s.first_alert_on = row.maybe_day(17);
  s.second_alert_on = row.maybe_day(18);
  s.in_emergency = row.truth(19);
  s.papers_due_on = row.maybe_day(20);
  s.alerts_told = static_cast<int>(row.integer(21));
  s.ended_on = row.maybe_day(22);
  s.end_reason = row.string(23);
  s.destination = row.string(24);
  return s;
}

/// From which end a scope looks at stays: the house that keeps the places, or the municipality that sent.
bool looks_from_house(const access::Scope& scope) {
  return !scope.none() && scope.territory() != access::Territory::municipality && !scope.organisation().is_nil();
}
bool looks_from_sender(const access::Scope& scope) {
  return !scope.none() && scope.territory() == access::Territory::municipality && !scope.municipality().empty();
}

std::optional<Stay> find_with(db::Session& session, const db::Query& query, db::Args args) {
  std::optional<Stay> found;
  session.one(query, args, [&](const db::Row& row) { found = read(row); });
  return found;
}
std::vector<Stay> list_with(db::Session& session, const db::Query& query, db::Args args) {
  std::vector<Stay> found;
  session.each(query, args, [&](const db::Row& row) { found.push_back(read(row)); });
  return found;
}

}  // namespace

const db::Query* find_stay_query(std::string_view name) {
  static const db::Query* const all[] = {
      &q_find_in_house,    &q_find_sent,        &q_running,      &q_of_referral_in_house,
      &q_of_referral_sent, &q_between_in_house, &q_between_sent, &q_open_of_referral,
      &q_for_system,       &q_alerts_due,       &q_held,         &q_planned_ends,
      &q_has_stay,         &q_running_of};
  const auto at = std::find_if(std::begin(all), std::end(all), [&](const db::Query* q) { return q->name == name; });
  return at == std::end(all) ? nullptr : *at;
}

std::optional<Stay> find_stay(db::Session& session, const access::Scope& scope, const StayId& id) {
  if (looks_from_house(scope))
    return find_with(session, q_find_in_house, {scope.organisation(), scope.sensitivity_max(), scope.account(), id});
  if (looks_from_sender(scope))
    return find_with(session, q_find_sent, {scope.municipality(), scope.sensitivity_max(), scope.account(), id});
  return std::nullopt;
}

std::vector<Stay> list_running(db::Session& session, const access::Scope& scope, const MunicipalityCode& municipality,
                               const ServiceId& service) {
  if (!looks_from_house(scope)) return {};
  return list_with(session, q_running,
                   {scope.organisation(), scope.sensitivity_max(), scope.account(), municipality, service});
}

std::vector<Stay> list_running_of(db::Session& session, const access::Scope& scope) {
  if (!looks_from_house(scope)) return {};
  return list_with(session, q_running_of, {scope.organisation(), scope.sensitivity_max(), scope.account()});
}

std::vector<Stay> list_of_referral(db::Session& session, const access::Scope& scope, const ReferralId& referral) {
  if (looks_from_house(scope))
    return list_with(session, q_of_referral_in_house,
                     {scope.organisation(), scope.sensitivity_max(), scope.account(), referral});
  if (looks_from_sender(scope))
    return list_with(session, q_of_referral_sent,
                     {scope.municipality(), scope.sensitivity_max(), scope.account(), referral});
  return {};
}

std::vector<Stay> list_between(db::Session& session, const access::Scope& scope, Day from, Day until) {
  constexpr int all_but_shielded = static_cast<int>(Sensitivity::sensitive);
  if (looks_from_house(scope))
    return list_with(session, q_between_in_house,
                     {scope.organisation(), all_but_shielded, scope.account(), from, until});
  if (looks_from_sender(scope))
    return list_with(session, q_between_sent, {scope.municipality(), all_but_shielded, scope.account(), from, until});
  return {};
}

std::vector<PlaceId> list_held(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service) {
  std::vector<PlaceId> held;
  session.each(q_held, {municipality, service}, [&](const db::Row& row) { held.push_back(row.id<PlaceId>(0)); });
  return held;
}

std::vector<Day> list_planned_ends(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service,
                                   Day today) {
  std::vector<Day> ends;
  session.each(q_planned_ends, {municipality, service, today}, [&](const db::Row& row) { ends.push_back(row.day(0)); });
  return ends;
}

std::vector<Stay> list_unsent_of_person(db::Session& session, const MunicipalityCode& home, const PersonId& person) {
  return list_with(session, q_unsent, {home, person});
}

bool has_stay(db::Session& session, const MunicipalityCode& home, const PersonId& person) {
  return session.exists(q_has_stay, {home, person});
}

bool ever_stayed(db::Session& session, const MunicipalityCode& home, const PersonId& person) {
  return session.exists(q_ever, {home, person});
}

std::optional<Stay> find_open_of_referral(db::Tx& tx, const MunicipalityCode& municipality,
                                          const ReferralId& referral) {
  return find_with(tx, q_open_of_referral, {municipality, referral});
}

std::optional<Stay> find_for_system(db::Tx& tx, const MunicipalityCode& municipality, const StayId& id) {
  return find_with(tx, q_for_system, {municipality, id});
}

std::vector<Stay> list_alerts_due(db::Session& session, Day today, int limit) {
  return list_with(session, q_alerts_due, {today, limit});
}

void store_alerts_told(db::Tx& tx, const Stay& stay, int told) {
  tx.run(q_alerts_told, {stay.municipality, stay.id, told});
}

Guest guest_of(db::Session& session, const MunicipalityCode& sender, const ReferralId& referral, Day today) {
  Guest guest;
  session.each(q_guest, {sender, referral}, [&](const db::Row& row) {
    const std::string value = row.string(1);
    if (row.text(0) == "born_on") {
      if (const auto born = Day::from_iso(value)) guest.age = age_on(*born, today);
    } else if (value == "f" || value == "m") {
      guest.sex = value;
    }
  });
  return guest;
}

bool is_named(db::Session& session, const Stay& stay, const AccountId& account) {
  return session.exists(q_named, {stay.municipality, stay.id, account});
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_number, {municipality, number});
}

bool insert_stay(db::Tx& tx, const Stay& s, const std::vector<AccountId>& named, Instant at) {
  const auto home = s.person ? std::optional(s.person_municipality) : std::nullopt;
  const auto changed = tx.run(q_insert, {s.municipality,
                                         s.id,
                                         s.number,
                                         s.version,
                                         s.place,
                                         s.service,
                                         s.organisation,
                                         state_name(s.state),
                                         static_cast<int>(s.sensitivity),
                                         s.from_municipality,
                                         s.referral,
                                         home,
                                         s.person,
                                         s.reserved_on,
                                         s.admitted_on,
                                         s.planned_end_on,
                                         s.longest_until_on,
                                         s.first_alert_on,
                                         s.second_alert_on,
                                         s.in_emergency ? 1 : 0,
                                         s.papers_due_on,
                                         at});
  if (changed == 0) return false;
  for (const auto& account : named) tx.run(q_insert_named, {s.municipality, s.id, account});
  return true;
}

Stored update_stay(db::Tx& tx, const Stay& s, Instant at) {
  const bool ended = s.state == State::ended;
  if (!ended && tx.exists(q_is_held, {s.municipality, s.place, s.id})) return Stored::place_taken;
  const auto changed = tx.run(
      q_update, {s.municipality, s.id, s.version, s.place, state_name(s.state), s.admitted_on, s.planned_end_on,
                 s.longest_until_on, s.first_alert_on, s.second_alert_on, s.in_emergency ? 1 : 0, s.papers_due_on,
                 s.ended_on, ended ? std::optional(at) : std::nullopt, s.end_reason, s.destination, at, s.version - 1});
  return changed == 1 ? Stored::yes : Stored::changed_meanwhile;
}

void insert_event(db::Tx& tx, const Stay& stay, const Event& event) {
  const auto by = event.by.is_nil() ? std::nullopt : std::optional(event.by);
  tx.run(q_insert_event,
         {stay.municipality, stay.id, event.seq, event.at, by, verb_name(event.verb), state_name(event.from),
          state_name(event.to), event.place, event.on, event.reason, event.note});
}

std::vector<Event> list_events(db::Session& session, const Stay& stay) {
  std::vector<Event> events;
  session.each(q_events, {stay.municipality, stay.id}, [&](const db::Row& row) {
    Event e;
    e.seq = row.integer(0);
    e.at = row.instant(1);
    e.by = row.id<AccountId>(2);
    e.verb = verb_from(row.text(3)).value_or(Verb::reserve);
    e.from = state_from(row.text(4)).value_or(State::reserved);
    e.to = state_from(row.text(5)).value_or(State::reserved);
    e.place = row.id<PlaceId>(6);
    e.on = row.maybe_day(7);
    e.reason = row.string(8);
    e.note = row.string(9);
    events.push_back(std::move(e));
  });
  return events;
}

}  // namespace gishe::places::store
