#include "hospital/discharge_store.h"

#include "base/split.h"
#include "base/text.h"
#include "platform/access/seen.h"
#include "platform/db/wall.h"

namespace gishe::hospital::store {
namespace {

#define DISCHARGE                                                                                                \
  "SELECT d.id, d.municipality, d.number, d.application_id, d.organisation_id, d.link_id, d.needs, d.urgency, "  \
  "d.leaves_on, d.legal_ground, d.consent_how, d.sender, d.reply_to, d.state, d.outcome, d.case_id, d.sent_at, " \
  "d.version, (SELECT o.name FROM organisation o WHERE o.id = d.organisation_id)"
#define FROM_DISCHARGE " FROM discharge d "
// Outside nobody learns of a shielded person: $3 the highest level.
#define TOLD_OUTSIDE                                                                                      \
  " NOT EXISTS (SELECT 1 FROM application a JOIN person p ON p.municipality = a.municipality AND p.id = " \
  "a.person_id WHERE a.municipality = d.municipality AND a.id = d.application_id AND p.sensitivity > $3) "
// As for every file: $1 municipality, $2 highest ordinary level, $3 account, $4 1 when she must be on the team.
#define WITH_PERSON                                                                                             \
  ", p.given_name, p.family_name, p.id FROM discharge d JOIN application a ON a.municipality = d.municipality " \
  "AND a.id = d.application_id JOIN person p ON p.municipality = a.municipality AND p.id = a.person_id "        \
  "WHERE d.municipality = $1 AND" GISHE_FILE_SEEN_BY_TEAM("p")

const db::Query q_insert{
    "discharge.insert",
    "INSERT INTO discharge (municipality, id, number, secret_hash, application_id, organisation_id, link_id, needs, "
    "urgency, leaves_on, legal_ground, consent_how, sender, reply_to, state, sent_at, changed_at) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"};
const db::Query q_taken{"discharge.number_taken", "SELECT 1 FROM discharge WHERE municipality = $1 AND number = $2"};
const db::Query q_update{"discharge.update",
                         "UPDATE discharge SET state = $3, outcome = $4, case_id = $5, changed_at = $6, version = $7 "
                         "WHERE municipality = $1 AND id = $2 AND version = $7 - 1"};
const db::Query q_by_number{"discharge.by_number",
                            DISCHARGE ", d.secret_hash" FROM_DISCHARGE
                                      "WHERE d.municipality = $1 AND d.number = $2 AND" TOLD_OUTSIDE};
const db::Query q_of_house{"discharge.of_house",
                           DISCHARGE FROM_DISCHARGE "WHERE d.id = $2 AND d.organisation_id = $1 AND" TOLD_OUTSIDE};
const db::Query q_list_of_house{"discharge.list_of_house", DISCHARGE FROM_DISCHARGE
                                "WHERE d.organisation_id = $1 AND" TOLD_OUTSIDE "ORDER BY d.id DESC LIMIT $2"};
const db::Query q_by_application{"discharge.by_application",
                                 DISCHARGE FROM_DISCHARGE "WHERE d.municipality = $1 AND d.application_id = $2"};
const db::Query q_by_case{"discharge.by_case", DISCHARGE FROM_DISCHARGE "WHERE d.municipality = $1 AND d.case_id = $2"};
const db::Query q_find{"discharge.find", DISCHARGE WITH_PERSON "AND d.id = $5"};
const db::Query q_list{"discharge.list", DISCHARGE WITH_PERSON "AND ($6 = 0 OR d.id < $5) ORDER BY d.id DESC LIMIT $7"};
const db::Query q_waiting{"discharge.count_waiting",
                          "SELECT count(*), min(o.due_on) FROM discharge d JOIN online_application o ON o.municipality "
                          "= d.municipality AND o.id = d.application_id WHERE d.municipality = $1 AND o.state = "
                          "'waiting'"};
const db::Query q_event{"discharge.insert_event",
                        "INSERT INTO discharge_event (municipality, discharge_id, seq, happened_at, verb, by_id, "
                        "from_state, to_state, reason, note, on_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                        "$11)"};
const db::Query q_events{"discharge.events",
                         "SELECT happened_at, verb, by_id, from_state, to_state, reason, note, on_day FROM "
                         "discharge_event WHERE municipality = $1 AND discharge_id = $2 ORDER BY seq LIMIT 100"};

Discharge read(const db::Row& row) {
  Discharge d;
  d.id = row.id<DischargeId>(0);
  d.municipality = row.municipality(1);
  d.number = row.string(2);
  d.application = row.id<ApplicationId>(3);
  d.house = row.id<OrganisationId>(4);
  if (!row.null(5)) d.link = row.uuid(5);
  d.needs = text::split(row.text(6), ',');
  d.urgency = row.string(7);
  d.leaves_on = row.day(8);
  d.legal_ground = row.string(9);
  d.consent_how = row.string(10);
  d.sender = row.string(11);
  d.reply_to = row.string(12);
  d.state = state_from(row.text(13)).value_or(State::withdrawn);
  d.outcome = row.string(14);
  d.of_case = row.maybe_id<CaseId>(15);
  d.sent_at = row.instant(16);
  d.version = row.integer(17);
  d.house_name = row.string(18);
  return d;
}

Discharge read_with_person(const db::Row& row) {
  Discharge d = read(row);
  d.person_name = text::tidy(row.string(19) + " " + row.string(20));
  d.person = row.id<PersonId>(21);
  return d;
}

}  // namespace

void insert(db::Tx& tx, const Discharge& d, std::string_view secret_hash, Instant now) {
  tx.run(q_insert, {d.municipality, d.id, d.number, db::Blob{secret_hash}, d.application, d.house, d.link,
                    text::join(d.needs, ","), d.urgency, d.leaves_on, d.legal_ground, d.consent_how, d.sender,
                    d.reply_to, state_name(d.state), d.sent_at, now});
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  bool taken = false;
  session.one(q_taken, {municipality, number}, [&](const db::Row&) { taken = true; });
  return taken;
}

bool update(db::Tx& tx, const Discharge& d, Instant now) {
  return tx.run(q_update, {d.municipality, d.id, state_name(d.state), d.outcome, d.of_case, now, d.version}) == 1;
}

std::optional<visitors::Kept<Discharge>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                        std::string_view number) {
  constexpr int below_shielded = 3;
  std::optional<visitors::Kept<Discharge>> found;
  const db::BeyondTheWall to_know_who_is_shielded;
  session.one(q_by_number, {municipality, number, below_shielded},
              [&](const db::Row& row) { found = visitors::Kept<Discharge>{read(row), row.string(19)}; });
  return found;
}

std::optional<Discharge> find_of_house(db::Session& session, const access::Scope& scope, const DischargeId& id) {
  std::optional<Discharge> found;
  if (access::no_house(scope)) return found;
  const db::BeyondTheWall to_know_who_is_shielded;
  session.one(q_of_house, {scope.organisation(), id, access::bound_level(scope)},
              [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<Discharge> list_of_house(db::Session& session, const access::Scope& scope, int limit) {
  std::vector<Discharge> list;
  if (access::no_house(scope)) return list;
  const db::BeyondTheWall to_know_who_is_shielded;
  session.each(q_list_of_house, {scope.organisation(), limit, access::bound_level(scope)},
               [&](const db::Row& row) { list.push_back(read(row)); });
  return list;
}

std::optional<Discharge> find_by_application(db::Session& session, const MunicipalityCode& municipality,
                                             const ApplicationId& id) {
  std::optional<Discharge> found;
  session.one(q_by_application, {municipality, id}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::optional<Discharge> find_by_case(db::Session& session, const MunicipalityCode& municipality, const CaseId& id) {
  std::optional<Discharge> found;
  session.one(q_by_case, {municipality, id}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::optional<Discharge> find(db::Session& session, const access::Scope& scope, const DischargeId& id) {
  std::optional<Discharge> found;
  session.one(
      q_find,
      {access::bound_municipality(scope), access::bound_level(scope), scope.account(), access::team_only(scope), id},
      [&](const db::Row& row) { found = read_with_person(row); });
  return found;
}

std::vector<Discharge> list(db::Session& session, const access::Scope& scope, const std::optional<DischargeId>& before,
                            int limit) {
  std::vector<Discharge> list;
  session.each(q_list,
               {access::bound_municipality(scope), access::bound_level(scope), scope.account(),
                access::team_only(scope), before.value_or(DischargeId{}), before ? 1 : 0, limit},
               [&](const db::Row& row) { list.push_back(read_with_person(row)); });
  return list;
}

std::pair<std::int64_t, std::optional<Day>> count_waiting(db::Session& session, const access::Scope& scope) {
  std::pair<std::int64_t, std::optional<Day>> waiting;
  session.one(q_waiting, {access::bound_municipality(scope)},
              [&](const db::Row& row) { waiting = {row.integer(0), row.maybe_day(1)}; });
  return waiting;
}

void insert_event(db::Tx& tx, const Discharge& after, const Event& e) {
  tx.run(q_event,
         {after.municipality, after.id, after.version, e.at, e.verb, e.by, e.from, e.to, e.reason, e.note, e.on});
}

std::vector<Event> list_events(db::Session& session, const Discharge& d) {
  std::vector<Event> list;
  session.each(q_events, {d.municipality, d.id}, [&](const db::Row& row) {
    list.push_back({row.instant(0), row.string(1), row.maybe_id<AccountId>(2), row.string(3), row.string(4),
                    row.string(5), row.string(6), row.maybe_day(7)});
  });
  return list;
}

}  // namespace gishe::hospital::store
