#include "cases/plan_store.h"

#include "cases/visible.h"

namespace gishe::cases::store {
namespace {

#define PLAN_COLUMNS                                                                                            \
  "SELECT id, case_id, person_id, assessment_id, number, previous_id, state, summary, from_on, review_due_on, " \
  "ended_on, signed_by, mandate_id, signed_on, approved_by, approved_at, author_id, version FROM support_plan "
const db::Query q_find{"plan.find", PLAN_COLUMNS "WHERE municipality = $1 AND case_id = $2 AND id = $3"};
const db::Query q_list{"plan.list",
                       PLAN_COLUMNS "WHERE municipality = $1 AND case_id = $2 ORDER BY number DESC LIMIT 50"};
const db::Query q_running{"plan.running", PLAN_COLUMNS
                          "WHERE municipality = $1 AND person_id = $2 AND state IN ('active', "
                          "'under_review')"};
const db::Query q_by_referral{"plan.by_referral",
                              "SELECT s.case_id, s.id, a.id FROM plan_action a JOIN support_plan s ON s.municipality = "
                              "a.municipality AND s.id = a.plan_id WHERE a.municipality = $1 AND a.referral_id = $2 "
                              "ORDER BY s.number DESC LIMIT 1"};
const db::Query q_to_approve GISHE_INDEXED(
    "plan.to_approve", "SELECT s.id, s.case_id, c.number, c.type, s.number, s.signed_on FROM support_plan s",
    "support_plan_to_approve",
    "JOIN case_file c ON c.municipality = s.municipality AND c.id = s.case_id JOIN person p ON p.municipality = "
    "c.municipality AND p.id = c.person_id WHERE s.municipality = $1 AND s.state = 'agreed' AND s.approved_by IS NULL "
    "AND" CASE_VISIBLE "ORDER BY s.id LIMIT 50");
const db::Query q_insert{"plan.insert",
                         "INSERT INTO support_plan (municipality, id, case_id, person_id, assessment_id, number, "
                         "previous_id, state, summary, author_id, version, changed_at) VALUES ($1, $2, $3, $4, $5, $6, "
                         "$7, $8, $9, $10, $11, $12)"};
const db::Query q_update{
    "plan.update",
    "UPDATE support_plan SET state = $3, summary = $4, from_on = $5, review_due_on = $6, ended_on "
    "= $7, signed_by = $8, mandate_id = $9, signed_on = $10, approved_by = $11, approved_at = $12, "
    "version = $13, changed_at = $14 WHERE municipality = $1 AND id = $2 AND version = CAST($13 AS "
    "BIGINT) - 1"};
const db::Query q_goals{"plan.goals",
                        "SELECT id, domain, words, measure, baseline, target, due_on, state, progress FROM plan_goal "
                        "WHERE municipality = $1 AND plan_id = $2 ORDER BY position, id LIMIT 50"};
const db::Query q_insert_goal{
    "plan.insert_goal",
    "INSERT INTO plan_goal (municipality, id, plan_id, position, domain, words, measure, baseline, target, due_on, "
    "state, progress) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
const db::Query q_update_goal{
    "plan.update_goal",
    "UPDATE plan_goal SET domain = $4, words = $5, measure = $6, baseline = $7, target = $8, "
    "due_on = $9, state = $10, progress = $11 WHERE municipality = $1 AND plan_id = $2 AND id "
    "= $3"};
const db::Query q_delete_actions{"plan.delete_actions_of_goal",
                                 "DELETE FROM plan_action WHERE municipality = $1 AND plan_id = $2 AND goal_id = $3"};
const db::Query q_delete_goal{"plan.delete_goal",
                              "DELETE FROM plan_goal WHERE municipality = $1 AND plan_id = $2 AND id = $3"};
const db::Query q_actions{
    "plan.actions",
    "SELECT id, goal_id, words, responsible, account_id, service_id, responsible_words, frequency, "
    "from_on, until_on, state, referral_id FROM plan_action WHERE municipality = $1 AND plan_id = "
    "$2 ORDER BY position, id LIMIT 100"};
const db::Query q_insert_action{
    "plan.insert_action",
    "INSERT INTO plan_action (municipality, id, plan_id, goal_id, position, words, responsible, account_id, "
    "service_id, responsible_words, frequency, from_on, until_on, state, referral_id) VALUES ($1, $2, $3, $4, $5, $6, "
    "$7, $8, $9, $10, $11, $12, $13, $14, $15)"};
const db::Query q_update_action{
    "plan.update_action",
    "UPDATE plan_action SET state = $4, referral_id = $5 WHERE municipality = $1 AND plan_id "
    "= $2 AND id = $3"};
const db::Query q_delete_action{"plan.delete_action",
                                "DELETE FROM plan_action WHERE municipality = $1 AND plan_id = $2 AND id = $3"};
const db::Query q_insert_event{"plan.insert_event",
                               "INSERT INTO plan_event (municipality, plan_id, seq, at, verb, account_id, from_state, "
                               "to_state, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_events{"plan.events",
                         "SELECT at, verb, account_id, from_state, to_state, note FROM plan_event WHERE municipality = "
                         "$1 AND plan_id = $2 ORDER BY seq DESC LIMIT 100"};

Plan plan_of(const db::Row& row) {
  Plan p;
  p.id = row.id<SupportPlanId>(0);
  p.of = row.id<CaseId>(1);
  p.person = row.id<PersonId>(2);
  p.assessment = row.maybe_id<AssessmentId>(3);
  p.number = row.integer(4);
  p.previous = row.maybe_id<SupportPlanId>(5);
  p.state = plan_state_from(row.text(6)).value_or(PlanState::discontinued);
  p.summary = row.string(7);
  p.from = row.maybe_day(8);
  p.review_due = row.maybe_day(9);
  p.ended_on = row.maybe_day(10);
  p.signed_by = row.string(11);
  p.mandate = row.maybe_id<RepresentativeId>(12);
  p.signed_on = row.maybe_day(13);
  p.approved_by = row.maybe_id<AccountId>(14);
  p.approved_at = row.maybe_instant(15);
  p.author = row.id<AccountId>(16);
  p.version = row.integer(17);
  return p;
}

std::optional<Plan> one_plan(db::Session& session, const db::Query& query, db::Args args) {
  std::optional<Plan> found;
  session.one(query, args, [&](const db::Row& row) { found = plan_of(row); });
  return found;
}

}  // namespace

std::optional<Plan> find_plan(db::Session& session, const CaseFile& file, const SupportPlanId& id) {
  return one_plan(session, q_find, {file.municipality, file.id, id});
}

std::vector<Plan> list_plans(db::Session& session, const CaseFile& file) {
  std::vector<Plan> list;
  session.each(q_list, {file.municipality, file.id}, [&](const db::Row& row) { list.push_back(plan_of(row)); });
  return list;
}

std::optional<Plan> find_running(db::Session& session, const CaseFile& file) {
  return one_plan(session, q_running, {file.municipality, file.person});
}

std::optional<ActionPlace> find_by_referral(db::Session& session, const MunicipalityCode& municipality,
                                            const ReferralId& referral) {
  std::optional<ActionPlace> found;
  session.one(q_by_referral, {municipality, referral}, [&](const db::Row& row) {
    found = ActionPlace{row.id<CaseId>(0), row.id<SupportPlanId>(1), row.id<GoalActionId>(2)};
  });
  return found;
}

std::vector<ToApprove> list_to_approve(db::Session& session, const access::Scope& scope) {
  std::vector<ToApprove> list;
  session.each(q_to_approve, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope)},
               [&](const db::Row& row) {
                 list.push_back({row.id<SupportPlanId>(0), row.id<CaseId>(1), row.string(2), row.string(3),
                                 row.integer(4), row.maybe_day(5)});
               });
  return list;
}

void insert_plan(db::Tx& tx, const CaseFile& file, const Plan& p, Instant now) {
  tx.run(q_insert, {file.municipality, p.id, p.of, p.person, p.assessment, p.number, p.previous,
                    plan_state_name(p.state), p.summary, p.author, p.version, now});
}

bool update_plan(db::Tx& tx, const CaseFile& file, const Plan& p, Instant now) {
  return tx.run(q_update,
                {file.municipality, p.id, plan_state_name(p.state), p.summary, p.from, p.review_due, p.ended_on,
                 p.signed_by, p.mandate, p.signed_on, p.approved_by, p.approved_at, p.version, now}) == 1;
}

std::vector<Goal> list_goals(db::Session& session, const CaseFile& file, const SupportPlanId& plan) {
  std::vector<Goal> list;
  session.each(q_goals, {file.municipality, plan}, [&](const db::Row& row) {
    list.push_back({row.id<GoalId>(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5),
                    row.maybe_day(6), row.string(7), row.string(8)});
  });
  return list;
}

void insert_goal(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const Goal& g) {
  const auto position = static_cast<std::int64_t>(list_goals(tx, file, plan).size()) + 1;
  tx.run(q_insert_goal, {file.municipality, g.id, plan, position, g.domain, g.words, g.measure, g.baseline, g.target,
                         g.due_on, g.state, g.progress});
}

bool update_goal(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const Goal& g) {
  return tx.run(q_update_goal, {file.municipality, plan, g.id, g.domain, g.words, g.measure, g.baseline, g.target,
                                g.due_on, g.state, g.progress}) == 1;
}

bool delete_goal(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const GoalId& goal) {
  tx.run(q_delete_actions, {file.municipality, plan, goal});
  return tx.run(q_delete_goal, {file.municipality, plan, goal}) == 1;
}

std::vector<PlanAction> list_actions(db::Session& session, const CaseFile& file, const SupportPlanId& plan) {
  std::vector<PlanAction> list;
  session.each(q_actions, {file.municipality, plan}, [&](const db::Row& row) {
    PlanAction a;
    a.id = row.id<GoalActionId>(0);
    a.goal = row.id<GoalId>(1);
    a.words = row.string(2);
    a.responsible = row.string(3);
    a.account = row.maybe_id<AccountId>(4);
    a.service = row.maybe_id<ServiceId>(5);
    a.responsible_words = row.string(6);
    a.frequency = row.string(7);
    a.from = row.maybe_day(8);
    a.until = row.maybe_day(9);
    a.state = row.string(10);
    a.referral = row.maybe_id<ReferralId>(11);
    list.push_back(std::move(a));
  });
  return list;
}

void insert_action(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const PlanAction& a) {
  const auto position = static_cast<std::int64_t>(list_actions(tx, file, plan).size()) + 1;
  tx.run(q_insert_action, {file.municipality, a.id, plan, a.goal, position, a.words, a.responsible, a.account,
                           a.service, a.responsible_words, a.frequency, a.from, a.until, a.state, a.referral});
}

bool update_action(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const PlanAction& a) {
  return tx.run(q_update_action, {file.municipality, plan, a.id, a.state, a.referral}) == 1;
}

bool delete_action(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const GoalActionId& action) {
  return tx.run(q_delete_action, {file.municipality, plan, action}) == 1;
}

void insert_plan_event(db::Tx& tx, const CaseFile& file, const Plan& after, std::string_view verb, const AccountId& by,
                       std::string_view from, std::string_view note, Instant now) {
  const auto account = by.is_nil() ? std::nullopt : std::optional(by);
  tx.run(q_insert_event,
         {file.municipality, after.id, after.version, now, verb, account, from, plan_state_name(after.state), note});
}

std::vector<PlanEvent> list_plan_events(db::Session& session, const CaseFile& file, const SupportPlanId& plan) {
  std::vector<PlanEvent> list;
  session.each(q_events, {file.municipality, plan}, [&](const db::Row& row) {
    list.push_back({row.instant(0), row.string(1), row.id<AccountId>(2), row.string(3), row.string(4), row.string(5)});
  });
  return list;
}

}  // namespace gishe::cases::store
