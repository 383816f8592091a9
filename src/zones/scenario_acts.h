#pragma once
#include "platform/office/office.h"
#include "zones/scenario_store.h"

/// Proposals are kept, listed and taken out again by the office that keeps the plan.
namespace gishe::zones {

struct NewScenario {
  std::string name;
  std::string type;
  int more = 1, minutes = near_minutes;
};
/// Asks the planner again: nothing of the answer comes from the form. Refuses: words of the field name, not_in_list
/// (kind, number, minutes), no_proposal, too_many_scenarios.
Result<ZoneScenarioId> keep_scenario(Office& office, const Actor& actor, const ZonePlanId& plan,
                                     const NewScenario& scenario, std::string_view once_key);
Result<Done> remove_scenario(Office& office, const Actor& actor, const ZonePlanId& plan, const ZoneScenarioId& id,
                             std::string_view once_key);

}  // namespace gishe::zones
