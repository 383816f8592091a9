#include "cases/case_store.h"

#include <algorithm>

#include "base/text.h"
#include "cases/visible.h"

namespace gishe::cases::store {
namespace {

#define CASE_COLUMNS                                                                                          \
  "SELECT c.municipality, c.id, c.number, c.person_id, c.type, c.lead_id, c.state, c.reason, c.hold_reason, " \
  "c.hold_until_on, c.outcome, c.opened_on, c.closed_on, c.review_due_on, c.next_due_on, c.shared_summary, "  \
  "c.version, p.sensitivity, p.pseudonym, p.given_name, p.middle_name, p.family_name, p.born_on"
#define WALK_AFTER " AND c.stage = $5 AND (c.next_due_on, c.id) > ($6, $7) ORDER BY c.next_due_on, c.id LIMIT $8"

const db::Query q_find{"case.find", CASE_COLUMNS CASE_FROM "WHERE" CASE_VISIBLE "AND c.id = $5"};
const db::Query q_find_as_partner{"case.find_as_partner", CASE_COLUMNS CASE_FROM CASE_OF_PARTNER "AND c.id = $1"};
const db::Query q_find_unseen{"case.find_unseen", CASE_COLUMNS CASE_FROM "WHERE c.municipality = $1 AND c.id = $2"};
const db::Query q_led GISHE_INDEXED("case.led", CASE_COLUMNS " FROM case_file c", "case_file_worklist",
                                    "JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
                                    "WHERE c.lead_id = $3 AND" CASE_VISIBLE WALK_AFTER);
const db::Query q_of_town GISHE_INDEXED("case.of_town", CASE_COLUMNS " FROM case_file c", "case_file_of_town",
                                        "JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
                                        "WHERE" CASE_VISIBLE WALK_AFTER);
const db::Query q_of_partner{"case.of_partner", CASE_COLUMNS
                             " FROM case_partner w JOIN case_file c ON c.municipality = w.municipality AND "
                             "c.id = w.case_id JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
                             "WHERE w.account_id = $3 AND c.stage <> $1 AND" PARTNER_FROM_HERE "AND" CASE_NOT_SHUT
                             "ORDER BY c.id LIMIT 200"};
const db::Query q_of_person GISHE_INDEXED("case.of_person", CASE_COLUMNS " FROM case_file c", "case_file_of_person",
                                          "JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
                                          "WHERE" CASE_VISIBLE "AND c.person_id = $5 ORDER BY c.id DESC LIMIT 20");
const db::Query q_unseen_of_person GISHE_INDEXED(
    "case.unseen_of_person", CASE_COLUMNS " FROM case_file c", "case_file_of_person",
    "JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id WHERE c.municipality = $1 AND "
    "c.person_id = $2 ORDER BY c.id DESC LIMIT 20");
const db::Query q_unseen_led GISHE_INDEXED(
    "case.unseen_led", CASE_COLUMNS " FROM case_file c", "case_file_worklist",
    "JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id WHERE c.municipality = $1 AND c.lead_id = "
    "$2 AND c.stage IN ('running', 'held') ORDER BY c.id LIMIT $3");
const db::Query q_count_led GISHE_INDEXED("case.count_led", "SELECT count(*) FROM case_file c", "case_file_worklist",
                                          "JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
                                          "WHERE c.lead_id = $3 AND" CASE_VISIBLE "AND c.stage = $5");
const db::Query q_number{"case.number_is_taken", "SELECT 1 FROM case_file WHERE municipality = $1 AND number = $2"};
const db::Query q_insert{"case.insert",
                         "INSERT INTO case_file (municipality, id, number, person_id, type, lead_id, state, stage, "
                         "reason, opened_on, review_due_on, next_due_on, version, changed_at) VALUES ($1, $2, $3, $4, "
                         "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"};
const db::Query q_update{"case.update",
                         "UPDATE case_file SET lead_id = $3, state = $4, stage = $5, hold_reason = $6, hold_until_on = "
                         "$7, outcome = $8, closed_on = $9, review_due_on = $10, shared_summary = $11, version = $12, "
                         "changed_at = $13 WHERE municipality = $1 AND id = $2 AND version = CAST($12 AS BIGINT) - 1"};
// Of everything that waits: tasks, the plan's review, the assessment's end, the day until which the case is held.
const db::Query q_due{
    "case.earliest_due",
    "SELECT min(day) FROM (SELECT min(due_on) AS day FROM case_task WHERE municipality = $1 AND case_id = $2 AND state "
    "= 'open' UNION ALL SELECT min(review_due_on) FROM support_plan WHERE municipality = $1 AND case_id = $2 AND state "
    "IN ('active', 'under_review') UNION ALL SELECT min(valid_until_on) FROM needs_assessment WHERE municipality = $1 "
    "AND case_id = $2 AND state IN ('completed', 'shared') UNION ALL SELECT hold_until_on FROM case_file WHERE "
    "municipality = $1 AND id = $2 UNION ALL SELECT review_due_on FROM case_file WHERE municipality = $1 AND id = $2) "
    "AS days"};
const db::Query q_set_due{"case.set_due", "UPDATE case_file SET next_due_on = $3 WHERE municipality = $1 AND id = $2"};
const db::Query q_insert_event{"case.insert_event",
                               "INSERT INTO case_event (municipality, case_id, seq, at, verb, account_id, from_state, "
                               "to_state, reason, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_events{"case.events",
                         "SELECT seq, at, verb, account_id, from_state, to_state, reason, note FROM case_event WHERE "
                         "municipality = $1 AND case_id = $2 ORDER BY seq DESC LIMIT 100"};
const db::Query q_hand_over{"case.hand_over_one",
                            "INSERT INTO case_handed_over (municipality, case_id, kind, subject_id, to_words, by_id, "
                            "handed_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (municipality, case_id, kind, "
                            "subject_id) DO UPDATE SET to_words = $5, by_id = $6, handed_at = $7"};
const db::Query q_handed_over{"case.handed_over",
                              "SELECT kind, subject_id, to_words FROM case_handed_over WHERE municipality = $1 AND "
                              "case_id = $2 LIMIT 500"};

CaseFile case_of(const db::Row& row) {
  CaseFile c;
  c.municipality = row.municipality(0);
  c.id = row.id<CaseId>(1);
  c.number = row.string(2);
  c.person = row.id<PersonId>(3);
  c.type = row.string(4);
  c.lead = row.id<AccountId>(5);
  c.state = state_from(row.text(6)).value_or(State::closed);
  c.reason = row.string(7);
  c.hold_reason = row.string(8);
  c.hold_until = row.maybe_day(9);
  c.outcome = row.string(10);
  c.opened_on = row.day(11);
  c.closed_on = row.maybe_day(12);
  c.review_due_on = row.day(13);
  c.next_due_on = row.day(14);
  c.shared_summary = row.string(15);
  c.version = row.integer(16);
  c.sensitivity = std::max(static_cast<Sensitivity>(row.integer(17)), Sensitivity::personal);
  c.pseudonym = row.uuid(18);
  for (int part = 19; part <= 21; ++part) {
    if (!row.text(part).empty()) c.person_name += (c.person_name.empty() ? "" : " ") + row.string(part);
  }
  c.born_on = row.maybe_day(22);
  return c;
}

std::vector<CaseFile> cases_of(db::Session& session, const db::Query& query, db::Args args) {
  std::vector<CaseFile> list;
  session.each(query, args, [&](const db::Row& row) { list.push_back(case_of(row)); });
  return list;
}

std::vector<CaseFile> walk(db::Session& session, const db::Query& query, const access::Scope& scope, Stage stage,
                           const std::optional<After>& after, int limit) {
  const After from = after.value_or(After{Day::of(1800, 1, 1).value(), {}});
  return cases_of(session, query,
                  {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), stage_name(stage),
                   from.due, from.id, limit});
}

}  // namespace

const db::Query* find_query(std::string_view name) {
  for (const db::Query* q : {&q_find, &q_find_as_partner, &q_led, &q_of_town, &q_of_partner, &q_of_person,
                             &q_unseen_of_person, &q_unseen_led, &q_count_led, &q_number, &q_due, &q_events}) {
    if (q->name == name) return q;
  }
  return nullptr;
}

std::optional<CaseFile> find(db::Session& session, const access::Scope& scope, const CaseId& id) {
  std::optional<CaseFile> found;
  if (scope.none()) return found;
  const auto take = [&](const db::Row& row) { found = case_of(row); };
  if (as_partner(scope)) {
    session.one(q_find_as_partner,
                {id, bound_level(scope), scope.account(), scope.municipality(), scope.organisation()}, take);
  } else {
    session.one(q_find, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), id}, take);
  }
  return found;
}

std::optional<CaseFile> find_unseen(db::Session& session, const MunicipalityCode& municipality, const CaseId& id) {
  std::optional<CaseFile> found;
  session.one(q_find_unseen, {municipality, id}, [&](const db::Row& row) { found = case_of(row); });
  return found;
}

std::vector<CaseFile> list_led(db::Session& session, const access::Scope& scope, Stage stage,
                               const std::optional<After>& after, int limit) {
  return walk(session, q_led, scope, stage, after, limit);
}

std::vector<CaseFile> list_of_town(db::Session& session, const access::Scope& scope, Stage stage,
                                   const std::optional<After>& after, int limit) {
  return walk(session, q_of_town, scope, stage, after, limit);
}

std::vector<CaseFile> list_of_partner(db::Session& session, const access::Scope& scope) {
  if (!as_partner(scope)) return {};
  return cases_of(
      session, q_of_partner,
      {stage_name(Stage::closed), bound_level(scope), scope.account(), scope.municipality(), scope.organisation()});
}

std::vector<CaseFile> list_of_person(db::Session& session, const access::Scope& scope, const PersonId& person) {
  return cases_of(session, q_of_person,
                  {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), person});
}

std::vector<CaseFile> list_unseen_of_person(db::Session& session, const MunicipalityCode& municipality,
                                            const PersonId& person) {
  return cases_of(session, q_unseen_of_person, {municipality, person});
}

std::vector<CaseFile> list_unseen_led(db::Session& session, const MunicipalityCode& municipality, const AccountId& lead,
                                      int limit) {
  return cases_of(session, q_unseen_led, {municipality, lead, limit});
}

std::int64_t count_led(db::Session& session, const access::Scope& scope, Stage stage) {
  return session.count(q_count_led, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope),
                                     stage_name(stage)});
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_number, {municipality, number});
}

void insert(db::Tx& tx, const CaseFile& c, Instant now) {
  tx.run(q_insert,
         {c.municipality, c.id, c.number, c.person, c.type, c.lead, state_name(c.state), stage_name(stage_of(c.state)),
          c.reason, c.opened_on, c.review_due_on, c.next_due_on, c.version, now});
}

bool update(db::Tx& tx, const CaseFile& c, Instant now) {
  return tx.run(q_update,
                {c.municipality, c.id, c.lead, state_name(c.state), stage_name(stage_of(c.state)), c.hold_reason,
                 c.hold_until, c.outcome, c.closed_on, c.review_due_on, c.shared_summary, c.version, now}) == 1;
}

void refresh_due(db::Tx& tx, const MunicipalityCode& municipality, const CaseId& id) {
  Day earliest = never();
  tx.one(q_due, {municipality, id}, [&](const db::Row& row) { earliest = row.maybe_day(0).value_or(never()); });
  tx.run(q_set_due, {municipality, id, earliest});
}

void insert_event(db::Tx& tx, const CaseFile& after, std::string_view verb, const AccountId& by, std::string_view from,
                  std::string_view reason, std::string_view note, Instant now) {
  const auto account = by.is_nil() ? std::nullopt : std::optional(by);
  tx.run(q_insert_event, {after.municipality, after.id, after.version, now, verb, account, from,
                          state_name(after.state), reason, note});
}

std::vector<Event> list_events(db::Session& session, const CaseFile& file) {
  std::vector<Event> list;
  session.each(q_events, {file.municipality, file.id}, [&](const db::Row& row) {
    list.push_back({row.integer(0), row.instant(1), row.string(2), row.id<AccountId>(3), row.string(4), row.string(5),
                    row.string(6), row.string(7)});
  });
  return list;
}

void insert_handed_over(db::Tx& tx, const CaseFile& file, const HandedOver& handed, const AccountId& by, Instant now) {
  tx.run(q_hand_over, {file.municipality, file.id, handed.kind, handed.subject, handed.to, by, now});
}

std::vector<HandedOver> list_handed_over(db::Session& session, const CaseFile& file) {
  std::vector<HandedOver> list;
  session.each(q_handed_over, {file.municipality, file.id},
               [&](const db::Row& row) { list.push_back({row.string(0), row.uuid(1), row.string(2)}); });
  return list;
}

}  // namespace gishe::cases::store
