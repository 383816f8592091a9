#include "zones/approval_store.h"

namespace gishe::zones::store {
namespace {

const db::Query q_move{
    "zone_plan.move",
    "UPDATE zone_plan SET state = $3, comments_from = $4, comments_until = $5, version = version + 1 "
    "WHERE municipality = $1 AND id = $2 AND version = $6"};
const db::Query q_insert_step{
    "zone_plan_step.insert",
    "INSERT INTO zone_plan_step (municipality, plan_id, seq, state, day, number, made_by, made_at) "
    "VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) + 1 FROM zone_plan_step WHERE municipality = $1 AND plan_id = $2), "
    "$3, $4, $5, $6, $7)"};
const db::Query q_steps{
    "zone_plan_step.list",
    "SELECT state, number, day, made_by, made_at FROM zone_plan_step WHERE municipality = $1 AND plan_id = $2 "
    "ORDER BY seq LIMIT 500"};
const db::Query q_delete_gives_of{
    "zone_council_money.delete_of_member",
    "DELETE FROM zone_council_money WHERE municipality = $1 AND plan_id = $2 AND member = $3"};
const db::Query q_delete_decision_of{
    "zone_council_decision.delete_of_member",
    "DELETE FROM zone_council_decision WHERE municipality = $1 AND plan_id = $2 AND member = $3"};
const db::Query q_delete_gives{"zone_council_money.delete",
                               "DELETE FROM zone_council_money WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_delete_decisions{"zone_council_decision.delete",
                                   "DELETE FROM zone_council_decision WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_insert_decision{
    "zone_council_decision.insert",
    "INSERT INTO zone_council_decision (municipality, plan_id, member, joins, number, decided_on, made_by, made_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Query q_insert_gives{
    "zone_council_money.insert",
    "INSERT INTO zone_council_money (municipality, plan_id, member, year, cents) VALUES ($1, $2, $3, $4, $5)"};

}  // namespace

bool move_plan(db::Tx& tx, const Plan& plan, std::string_view state, std::optional<Day> comments_from,
               std::optional<Day> comments_until) {
  return tx.run(q_move, {plan.municipality, plan.id, state, comments_from, comments_until, plan.version}) > 0;
}

void insert_step(db::Tx& tx, const Plan& plan, const PastStep& step) {
  tx.run(q_insert_step, {plan.municipality, plan.id, step.state, step.day, step.number, step.by, step.at});
}

std::vector<PastStep> list_steps(db::Session& session, const Plan& plan) {
  std::vector<PastStep> all;
  session.each(q_steps, {plan.municipality, plan.id}, [&](const db::Row& row) {
    all.push_back({row.string(0), row.string(1), row.day(2), row.id<AccountId>(3), row.instant(4)});
  });
  return all;
}

void put_decision(db::Tx& tx, const Plan& plan, const CouncilDecision& d, const AccountId& by, Instant at) {
  tx.run(q_delete_gives_of, {plan.municipality, plan.id, d.member});
  tx.run(q_delete_decision_of, {plan.municipality, plan.id, d.member});
  tx.run(q_insert_decision, {plan.municipality, plan.id, d.member, d.joins ? 1 : 0, d.number, d.decided_on, by, at});
  for (const auto& [year, cents] : d.gives) tx.run(q_insert_gives, {plan.municipality, plan.id, d.member, year, cents});
}

void delete_decisions(db::Tx& tx, const Plan& plan) {
  tx.run(q_delete_gives, {plan.municipality, plan.id});
  tx.run(q_delete_decisions, {plan.municipality, plan.id});
}

}  // namespace gishe::zones::store
