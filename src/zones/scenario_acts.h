#pragma once
#include "platform/office/office.h"
#include "zones/scenario_store.h"

/// Proposals and places put by hand are kept and taken out again by the office that keeps the plan.
namespace gishe::zones {

struct NewScenario {
  std::string name;
  std::string type;
  int more = 1, minutes = near_minutes;  // more 0: the places and the price below
  PlacesBySettlement places = {};
  Price price = {};
};
/// Asks the planner, or reckons, again: nothing of the answer comes from the form. Refuses: words of the field name,
/// not_in_list (kind, number, minutes, share_key), unknown_area and too_many_places (places), no_proposal,
/// too_many_scenarios.
Result<ZoneScenarioId> keep_scenario(Office& office, const Actor& actor, const ZonePlanId& plan,
                                     const NewScenario& scenario, std::string_view once_key);
Result<Done> remove_scenario(Office& office, const Actor& actor, const ZonePlanId& plan, const ZoneScenarioId& id,
                             std::string_view once_key);

}  // namespace gishe::zones
