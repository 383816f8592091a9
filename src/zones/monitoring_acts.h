#pragma once
#include "platform/office/office.h"
#include "zones/monitoring.h"

/// What was reached is entered by the office that keeps the plan, while it is in force; every member reads it.
namespace gishe::zones {

/// All that was entered for a plan that was opened to the reader before; oldest half first.
std::vector<Actual> list_actuals(db::Session& session, const Plan& plan);

/// The figures of one half in place of what there was; an indicator that is not among them keeps what it has. Refuses:
/// not_in_force, not_in_list (a half that has not begun, an indicator there is not), why_not_actual with the field
/// "action_MEASURE_1".
Result<Done> enter_actuals(Office& office, const Actor& actor, const ZonePlanId& plan, Half half,
                           const std::vector<Actual>& actuals, std::string_view once_key);
/// Is a plan in a state in which it is watched?
bool is_watched(const Plan& plan);

}  // namespace gishe::zones
