#include "zones/working_table_store.h"

namespace gishe::zones::store {
namespace {

const db::Query q_count{"zone_working_table.count",
                        "SELECT COUNT(*) FROM zone_working_table WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_last{
    "zone_working_table.last",
    "SELECT COALESCE(MAX(number), 0) FROM zone_working_table WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_list{"zone_working_table.list",
                       "SELECT number, held_on, topic, minutes FROM zone_working_table WHERE municipality = $1 AND "
                       "plan_id = $2 ORDER BY held_on DESC, number DESC LIMIT 200"};
const db::Query q_present{"zone_working_table.present",
                          "SELECT number, kind, people FROM zone_working_table_present WHERE municipality = $1 AND "
                          "plan_id = $2 ORDER BY number, kind LIMIT 1200"};
const db::Query q_insert{"zone_working_table.insert",
                         "INSERT INTO zone_working_table (municipality, plan_id, number, held_on, topic, minutes, "
                         "written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Query q_insert_present{"zone_working_table.insert_present",
                                 "INSERT INTO zone_working_table_present (municipality, plan_id, number, kind, people) "
                                 "VALUES ($1, $2, $3, $4, $5)"};
const db::Query q_delete_present{
    "zone_working_table.delete_present",
    "DELETE FROM zone_working_table_present WHERE municipality = $1 AND plan_id = $2 AND number = $3"};
const db::Query q_delete{"zone_working_table.delete",
                         "DELETE FROM zone_working_table WHERE municipality = $1 AND plan_id = $2 AND number = $3"};

}  // namespace

std::vector<WorkingTable> list_working_tables(db::Session& session, const Plan& plan) {
  std::vector<WorkingTable> all;
  session.each(q_list, {plan.municipality, plan.id}, [&](const db::Row& row) {
    all.push_back({static_cast<int>(row.integer(0)), row.day(1), row.string(2), row.string(3), {}});
  });
  session.each(q_present, {plan.municipality, plan.id}, [&](const db::Row& row) {
    for (auto& table : all)
      if (table.number == row.integer(0)) table.present[row.string(1)] = static_cast<int>(row.integer(2));
  });
  return all;
}

int count_working_tables(db::Session& session, const Plan& plan) {
  return static_cast<int>(session.count(q_count, {plan.municipality, plan.id}));
}

int insert_working_table(db::Tx& tx, const Plan& plan, const WorkingTable& table, const AccountId& by, Instant at) {
  const int number = static_cast<int>(tx.count(q_last, {plan.municipality, plan.id})) + 1;
  tx.run(q_insert, {plan.municipality, plan.id, number, table.held_on, table.topic, table.minutes, by, at});
  for (const auto& [kind, people] : table.present)
    tx.run(q_insert_present, {plan.municipality, plan.id, number, kind, people});
  return number;
}

bool delete_working_table(db::Tx& tx, const Plan& plan, int number) {
  tx.run(q_delete_present, {plan.municipality, plan.id, number});
  return tx.run(q_delete, {plan.municipality, plan.id, number}) > 0;
}

}  // namespace gishe::zones::store
