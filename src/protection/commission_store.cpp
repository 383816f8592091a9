#include "protection/commission_store.h"

#include "protection/words.h"

namespace gishe::protection {
namespace {

#define CASE_COLUMNS                                                                                                  \
  "SELECT c.id, c.municipality, c.number, c.state, c.source, c.child, c.born_on, c.informed_signal_id, c.person_id, " \
  "c.referral_id, c.opened_on, c.opened_by, c.closed_on, c.outcome, c.seal_on, c.sealed_on, c.erase_on, c.version "   \
  "FROM commission_case c "

const db::Query q_taken{"commission.number_taken",
                        "SELECT 1 FROM commission_case WHERE municipality = $1 AND number = $2"};
const db::Query q_insert{
    "commission.insert",
    "INSERT INTO commission_case (municipality, id, number, state, source, child, born_on, opened_on, opened_by,"
    " outcome, seal_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, 1)"};
const db::Query q_update{"commission.update",
                         "UPDATE commission_case SET state = $3, closed_on = $4, outcome = $5, seal_on = $6,"
                         " sealed_on = $7, erase_on = $8, version = version + 1 WHERE municipality = $1 AND id = $2 AND"
                         " version = $9"};
const db::Query q_link{"commission.link",
                       "UPDATE commission_case SET informed_signal_id = $3, person_id = $4, referral_id = $5,"
                       " version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $6"};
const db::Query q_add_event{
    "commission.add_event",
    "INSERT INTO commission_event (municipality, case_id, seq, at, account_id, verb, from_state, to_state, reason)"
    " SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8 FROM commission_event WHERE municipality = $1 AND"
    " case_id = $2"};
const db::Query q_events{"commission.events",
                         "SELECT at, account_id, verb, reason FROM commission_event WHERE municipality = $1 AND"
                         " case_id = $2 ORDER BY seq LIMIT 200"};
const db::Query q_find{"commission.find", CASE_COLUMNS
                       "WHERE c.municipality = $1 AND c.id = $2 AND (c.state <> 'sealed' OR EXISTS (SELECT 1 FROM"
                       " commission_unsealing u WHERE u.municipality = c.municipality AND u.case_id = c.id AND"
                       " u.account_id = $3 AND u.until_at >= $4))"};
const db::Query q_of_measure{"commission.of_measure",
                             CASE_COLUMNS "WHERE c.municipality = $1 AND c.id = $2 AND c.state <> 'sealed'"};
const db::Query q_list{"commission.list", CASE_COLUMNS
                       "WHERE c.municipality = $1 AND c.state <> 'sealed' ORDER BY CASE WHEN c.state = 'closed' THEN 1"
                       " ELSE 0 END, c.opened_on DESC, c.id DESC LIMIT $2"};
const db::Query q_add_hearing{"commission.add_hearing",
                              "INSERT INTO commission_hearing (municipality, id, case_id, held_on, decision) VALUES"
                              " ($1, $2, $3, $4, '')"};
const db::Query q_hold{"commission.hold_hearing",
                       "UPDATE commission_hearing SET held_on = $3, decision = $4, words = $5 WHERE municipality = $1"
                       " AND id = $2"};
const db::Query q_hearings{"commission.hearings",
                           "SELECT id, held_on, decision, words FROM commission_hearing WHERE municipality = $1 AND"
                           " case_id = $2 ORDER BY held_on, id LIMIT 60"};
const db::Query q_kinds{"commission.measure_kinds",
                        "SELECT code, article, needs_term FROM measure_kind WHERE (municipality = '' OR municipality ="
                        " $1) AND from_on <= $2 AND (until_on IS NULL OR until_on >= $2) ORDER BY position LIMIT 60"};
const db::Query q_add_measure{"commission.add_measure",
                              "INSERT INTO commission_measure (municipality, id, case_id, kind, from_on, until_on,"
                              " educator) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const db::Query q_end_measures{"commission.end_measures",
                               "UPDATE commission_measure SET ended_on = $3 WHERE municipality = $1 AND case_id = $2"
                               " AND ended_on IS NULL"};
const db::Query q_measures{"commission.measures",
                           "SELECT id, kind, from_on, until_on, ended_on, educator FROM commission_measure WHERE"
                           " municipality = $1 AND case_id = $2 ORDER BY id LIMIT 60"};
const db::Query q_add_report{"commission.add_report",
                             "INSERT INTO commission_report (municipality, id, case_id, on_day, source, course, words,"
                             " account_id, organisation_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_reports{
    "commission.reports",
    "SELECT id, on_day, source, course, words, account_id FROM commission_report WHERE municipality = $1 AND"
    " case_id = $2 ORDER BY on_day DESC, id DESC LIMIT 100"};
const db::Query q_find_sealed{"commission.find_sealed",
                              "SELECT id FROM commission_case WHERE municipality = $1 AND number = $2 AND state ="
                              " 'sealed'"};
const db::Query q_unseal{"commission.unseal",
                         "INSERT INTO commission_unsealing (municipality, id, case_id, account_id, at, until_at,"
                         " reason_code, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Query q_to_seal{"commission.to_seal",
                          CASE_COLUMNS "WHERE c.sealed_on IS NULL AND c.seal_on <= $1 ORDER BY c.seal_on LIMIT $2"};
const db::Query q_to_erase{"commission.to_erase",
                           CASE_COLUMNS "WHERE c.state = 'sealed' AND c.erase_on <= $1 ORDER BY c.erase_on LIMIT $2"};
const db::Query q_erase[] = {
    {"commission.erase_unsealings", "DELETE FROM commission_unsealing WHERE municipality = $1 AND case_id = $2"},
    {"commission.erase_reports", "DELETE FROM commission_report WHERE municipality = $1 AND case_id = $2"},
    {"commission.erase_measures", "DELETE FROM commission_measure WHERE municipality = $1 AND case_id = $2"},
    {"commission.erase_hearings", "DELETE FROM commission_hearing WHERE municipality = $1 AND case_id = $2"},
    {"commission.erase_events", "DELETE FROM commission_event WHERE municipality = $1 AND case_id = $2"},
    {"commission.erase_case", "DELETE FROM commission_case WHERE municipality = $1 AND id = $2"},
};

const MunicipalityCode& bound(const access::Scope& scope) {
  static const MunicipalityCode nowhere;
  return scope.none() || scope.territory() != access::Territory::municipality ? nowhere : scope.municipality();
}

CommissionCase case_from(const db::Row& row, const Office& office) {
  CommissionCase c;
  c.id = row.id<CommissionCaseId>(0);
  c.municipality = row.municipality(1);
  c.number = row.string(2);
  c.state = case_state_from(row.text(3));
  c.source = row.string(4);
  const auto texts = unseal_words(office, "commission_case", c.id.value, row.text(5), 4);
  c.child = {texts[0], texts[1], texts[2], texts[3]};
  c.born_on = row.day(6);
  c.informed = row.maybe_id<ChildSignalId>(7);
  c.person = row.maybe_id<PersonId>(8);
  c.referral = row.maybe_id<ReferralId>(9);
  c.opened_on = row.day(10);
  c.opened_by = row.id<AccountId>(11);
  c.closed_on = row.maybe_day(12);
  c.outcome = row.string(13);
  c.seal_on = row.day(14);
  c.sealed_on = row.maybe_day(15);
  c.erase_on = row.maybe_day(16);
  c.version = row.integer(17);
  return c;
}

void add_event(db::Tx& tx, const CommissionCase& c, std::string_view from, CaseVerb verb, const AccountId& by,
               Instant at, std::string_view reason) {
  const auto account = by.is_nil() ? std::nullopt : std::optional(by);
  tx.run(q_add_event,
         {c.municipality, c.id, at, account, case_verb_name(verb), from, case_state_name(c.state), reason});
}

}  // namespace

bool case_number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_taken, {municipality, number});
}

void insert_case(db::Tx& tx, const Office& office, const CommissionCase& c) {
  const auto child =
      seal_words(office, "commission_case", c.id.value, {c.child.name, c.child.school, c.child.parents, c.child.what});
  tx.run(q_insert, {c.municipality, c.id, c.number, case_state_name(c.state), c.source, db::Blob{child}, c.born_on,
                    c.opened_on, c.opened_by, c.seal_on});
  add_event(tx, c, "", CaseVerb::open, c.opened_by, office.now(), "");
}

bool update_case(db::Tx& tx, const CommissionCase& c, CaseState from, CaseVerb verb, const AccountId& by, Instant at,
                 std::string_view reason) {
  if (tx.run(q_update, {c.municipality, c.id, case_state_name(c.state), c.closed_on, c.outcome, c.seal_on, c.sealed_on,
                        c.erase_on, c.version}) != 1)
    return false;
  add_event(tx, c, case_state_name(from), verb, by, at, reason);
  return true;
}

bool link_case(db::Tx& tx, const CommissionCase& c) {
  return tx.run(q_link, {c.municipality, c.id, c.informed, c.person, c.referral, c.version}) == 1;
}

std::optional<CommissionCase> find_case(db::Session& session, const Office& office, const access::Scope& scope,
                                        const CommissionCaseId& id) {
  std::optional<CommissionCase> found;
  session.one(q_find, {bound(scope), id, scope.account(), office.now()},
              [&](const db::Row& row) { found = case_from(row, office); });
  return found;
}

std::optional<CommissionCase> case_of_measure(db::Session& session, const Office& office,
                                              const MunicipalityCode& municipality, const CommissionCaseId& id) {
  std::optional<CommissionCase> found;
  session.one(q_of_measure, {municipality, id}, [&](const db::Row& row) { found = case_from(row, office); });
  return found;
}

std::vector<CommissionCase> list_cases(db::Session& session, const Office& office, const access::Scope& scope,
                                       int limit) {
  std::vector<CommissionCase> list;
  session.each(q_list, {bound(scope), limit}, [&](const db::Row& row) { list.push_back(case_from(row, office)); });
  return list;
}

std::vector<CaseEvent> list_case_events(db::Session& session, const CommissionCase& c) {
  std::vector<CaseEvent> events;
  session.each(q_events, {c.municipality, c.id}, [&](const db::Row& row) {
    events.push_back({row.instant(0), row.id<AccountId>(1), row.string(2), row.string(3)});
  });
  return events;
}

void insert_hearing(db::Tx& tx, const CommissionCase& c, const Hearing& hearing) {
  tx.run(q_add_hearing, {c.municipality, hearing.id, c.id, hearing.held_on});
}

std::optional<Hearing> find_coming_hearing(db::Session& session, const Office& office, const CommissionCase& c) {
  for (auto& hearing : list_hearings(session, office, c)) {
    if (hearing.decision.empty()) return hearing;
  }
  return std::nullopt;
}

void hold_hearing(db::Tx& tx, const Office& office, const CommissionCase& c, const Hearing& hearing) {
  const auto words = seal_words(office, "commission_hearing", hearing.id, {hearing.participants, hearing.words});
  tx.run(q_hold, {c.municipality, hearing.id, hearing.held_on, hearing.decision, db::Blob{words}});
}

std::vector<Hearing> list_hearings(db::Session& session, const Office& office, const CommissionCase& c) {
  std::vector<Hearing> list;
  session.each(q_hearings, {c.municipality, c.id}, [&](const db::Row& row) {
    Hearing hearing{row.uuid(0), row.day(1), row.string(2), {}, {}};
    if (!row.null(3)) {
      const auto texts = unseal_words(office, "commission_hearing", hearing.id, row.text(3), 2);
      hearing.participants = texts[0];
      hearing.words = texts[1];
    }
    list.push_back(std::move(hearing));
  });
  return list;
}

std::vector<MeasureKind> list_measure_kinds(db::Session& session, const MunicipalityCode& municipality, Day on) {
  std::vector<MeasureKind> kinds;
  session.each(q_kinds, {municipality, on},
               [&](const db::Row& row) { kinds.push_back({row.string(0), row.string(1), row.truth(2)}); });
  return kinds;
}

void insert_measure(db::Tx& tx, const Office& office, const CommissionCase& c, const Measure& measure) {
  const auto educator = seal_words(office, "commission_measure", measure.id.value, {measure.educator});
  tx.run(q_add_measure,
         {c.municipality, measure.id, c.id, measure.kind, measure.from_on, measure.until_on, db::Blob{educator}});
}

void end_measures(db::Tx& tx, const CommissionCase& c, Day on) { tx.run(q_end_measures, {c.municipality, c.id, on}); }

std::vector<Measure> list_measures(db::Session& session, const Office& office, const CommissionCase& c) {
  std::vector<Measure> list;
  session.each(q_measures, {c.municipality, c.id}, [&](const db::Row& row) {
    Measure m{row.id<MeasureId>(0), row.string(1), {}, row.day(2), row.maybe_day(3), row.maybe_day(4)};
    if (!row.null(5)) m.educator = unseal_words(office, "commission_measure", m.id.value, row.text(5), 1)[0];
    list.push_back(std::move(m));
  });
  return list;
}

void insert_report(db::Tx& tx, const Office& office, const CommissionCase& c, const CaseReport& report) {
  const Uuid id = Uuid::make();
  const auto words = seal_words(office, "commission_report", id, {report.words});
  const auto by = report.by.is_nil() ? std::nullopt : std::optional(report.by);
  const auto house = report.house.is_nil() ? std::nullopt : std::optional(report.house);
  tx.run(q_add_report, {c.municipality, id, c.id, report.on, report.source, report.course, db::Blob{words}, by, house});
}

std::vector<CaseReport> list_reports(db::Session& session, const Office& office, const CommissionCase& c) {
  std::vector<CaseReport> list;
  session.each(q_reports, {c.municipality, c.id}, [&](const db::Row& row) {
    list.push_back({row.day(1), row.string(2), row.string(3),
                    unseal_words(office, "commission_report", row.uuid(0), row.text(4), 1)[0],
                    row.maybe_id<AccountId>(5).value_or(AccountId{})});
  });
  return list;
}

std::optional<CommissionCaseId> find_sealed_case(db::Session& session, const access::Scope& scope,
                                                 std::string_view number) {
  std::optional<CommissionCaseId> found;
  session.one(q_find_sealed, {bound(scope), number}, [&](const db::Row& row) { found = row.id<CommissionCaseId>(0); });
  return found;
}

void insert_unsealing(db::Tx& tx, const Office& office, const access::Scope& scope, const CommissionCaseId& id,
                      Instant until, std::string_view reason_code, const std::string& reason) {
  const Uuid unsealing = Uuid::make();
  const auto words = seal_words(office, "commission_unsealing", unsealing, {reason});
  tx.run(q_unseal, {bound(scope), unsealing, id, scope.account(), office.now(), until, reason_code, db::Blob{words}});
}

std::vector<CommissionCase> list_cases_to_seal(db::Session& session, const Office& office, Day today, int limit) {
  std::vector<CommissionCase> list;
  session.each(q_to_seal, {today, limit}, [&](const db::Row& row) { list.push_back(case_from(row, office)); });
  return list;
}

std::vector<CommissionCase> list_cases_to_erase(db::Session& session, const Office& office, Day today, int limit) {
  std::vector<CommissionCase> list;
  session.each(q_to_erase, {today, limit}, [&](const db::Row& row) { list.push_back(case_from(row, office)); });
  return list;
}

void erase_case(db::Tx& tx, const CommissionCase& c) {
  for (const auto& query : q_erase) tx.run(query, {c.municipality, c.id});
}

}  // namespace gishe::protection
