#include "zones/working_table_acts.h"

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "zones/plan_acts.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

Result<Plan> plan_with_tables(db::Session& session, const Actor& actor, const ZonePlanId& id) {
  auto plan = plan_to_keep(session, actor, id);
  if (plan && plan->state == "archived") return not_from_this_state;
  return plan;
}

}  // namespace

Result<int> write_working_table(Office& office, const Actor& actor, const ZonePlanId& id, const WorkingTable& typed,
                                std::string_view once_key) {
  WorkingTable table = typed;
  table.topic = text::tidy(table.topic);
  table.minutes = text::tidy(table.minutes, text::Lines::many);
  if (auto no = why_not_working_table(table, office.today()); !no.empty()) return no;
  std::string present;
  for (const auto& [kind, people] : table.present) present += kind + "=" + std::to_string(people) + ";";
  const auto content = content_digest({id.text(), table.held_on.iso(), table.topic, table.minutes, present});
  const auto kept = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "write_working_table", content, [&]() -> Result<std::string> {
      const auto plan = plan_with_tables(tx, actor, id);
      if (!plan) return plan.refusals();
      if (store::count_working_tables(tx, *plan) >= working_tables_max)
        return Refusal(too_many_tables, "", {{"max", std::to_string(working_tables_max)}});
      const auto number = std::to_string(store::insert_working_table(tx, *plan, table, actor.account, office.now()));
      note_on_plan(office, tx, actor, access::Action::keep_zone_plan, *plan, "zone_plan.table_written",
                   {{"table", "", number}});
      return number;
    });
  });
  if (!kept) return kept.refusals();
  return static_cast<int>(text::whole_number(*kept).value_or(0));
}

Result<Done> remove_working_table(Office& office, const Actor& actor, const ZonePlanId& id, int number,
                                  std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "remove_working_table", {id.text(), std::to_string(number)},
                     [&]() -> Result<Done> {
                       const auto plan = plan_with_tables(tx, actor, id);
                       if (!plan) return plan.refusals();
                       if (!store::delete_working_table(tx, *plan, number)) return not_found;
                       note_on_plan(office, tx, actor, access::Action::keep_zone_plan, *plan, "zone_plan.table_removed",
                                    {{"table", std::to_string(number), ""}});
                       return Done{};
                     });
  });
}

}  // namespace gishe::zones
