#pragma once
#include "platform/office/office.h"
#include "zones/step.h"

/// A plan goes from state to state; each member says what its council decided.
namespace gishe::zones {

/// A plan with all that its pages and its next step need.
struct PlanNow {
  Plan plan;
  Programme programme;
  PeopleOf people;
  Standing standing;
};
/// Of a plan that was opened to the reader before.
PlanNow gather_plan(db::Session& session, const Plan& plan, Day today);

/// Refuses: why_not_step. Going back to "revised" from the councils, their decisions are taken again.
Result<Done> take_step(Office& office, const Actor& actor, const ZonePlanId& plan, const Step& step,
                       std::string_view once_key);

/// The decision of the council of the actor's municipality. Refuses: words of the fields number, decided_on and
/// "gives_2027", not_before_councils.
Result<Done> enter_decision(Office& office, const Actor& actor, const ZonePlanId& plan, const CouncilDecision& decision,
                            std::string_view once_key);
/// Whether the actor may enter it for this plan now.
bool may_enter_decision(const Actor& actor, const Plan& plan);

}  // namespace gishe::zones
