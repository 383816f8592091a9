#pragma once
#include "platform/office/office.h"
#include "zones/plan.h"

/// The verbs of plans: access → rule → store → ledger, in one transaction.
namespace gishe::zones {

/// Opens a plan that the actor's office keeps; its own municipality is among the members. Refuses: words of the fields,
/// same_years where the office keeps another plan for one of these years.
Result<ZonePlanId> open_plan(Office& office, const Actor& actor, const NewPlan& plan, std::string_view once_key);

/// Plans of which the actor's municipality is a member.
std::vector<Plan> list_plans(db::Session& session, const Actor& actor);
Result<Plan> see_plan(db::Session& session, const Actor& actor, const ZonePlanId& id);

}  // namespace gishe::zones
