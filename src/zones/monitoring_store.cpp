#include "zones/monitoring_store.h"

namespace gishe::zones::store {
namespace {

const db::Query q_list{
    "zone_actual.list",
    "SELECT measure_id, place, half, value_thousandths, comment, action FROM zone_actual WHERE municipality = $1 "
    "AND plan_id = $2 ORDER BY half, measure_id, place LIMIT 7000"};
const db::Query q_delete{"zone_actual.delete",
                         "DELETE FROM zone_actual WHERE municipality = $1 AND plan_id = $2 AND measure_id = $3 AND "
                         "place = $4 AND half = $5"};
const db::Query q_insert{
    "zone_actual.insert",
    "INSERT INTO zone_actual (municipality, plan_id, measure_id, place, half, value_thousandths, comment, action, "
    "entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

}  // namespace

std::vector<Actual> list_actuals(db::Session& session, const Plan& plan) {
  std::vector<Actual> all;
  session.each(q_list, {plan.municipality, plan.id}, [&](const db::Row& row) {
    all.push_back({row.id<ZoneMeasureId>(0), static_cast<int>(row.integer(1)), Half::of_number(row.integer(2)),
                   row.integer(3), row.string(4), row.string(5)});
  });
  return all;
}

void put_actual(db::Tx& tx, const Plan& plan, const Actual& a, const AccountId& by, Instant at) {
  tx.run(q_delete, {plan.municipality, plan.id, a.measure, a.place, a.half.number()});
  tx.run(q_insert,
         {plan.municipality, plan.id, a.measure, a.place, a.half.number(), a.thousandths, a.comment, a.action, by, at});
}

}  // namespace gishe::zones::store
