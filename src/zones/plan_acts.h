#pragma once
#include "platform/access/access.h"
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
/// A plan for who may keep it; to a member who may not: not her function.
Result<Plan> plan_to_keep(db::Session& session, const Actor& actor, const ZonePlanId& id);
/// Whether this actor's office keeps the plan.
bool may_keep(const Actor& actor, const Plan& plan);

/// The ledger's line for something done to a plan.
void note_on_plan(Office& office, db::Tx& tx, const Actor& actor, access::Action verb, const Plan& plan,
                  std::string_view action, std::vector<ledger::Change> changes);

}  // namespace gishe::zones
