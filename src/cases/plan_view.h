#pragma once
#include "cases/handlers.h"
#include "cases/plan_acts.h"
#include "cases/plan_store.h"

/// What of a plan is shown: shared by its page, the approval's page, the partner's page and the paper.
namespace gishe::cases::pages {

struct ShownPlan {
  Plan plan;
  std::vector<Goal> goals;
  std::vector<PlanAction> actions;
  std::vector<store::PlanEvent> events;
  std::string author, approver, signer;
};
std::optional<ShownPlan> gather_plan(db::Session& session, const Actor& actor, const CaseFile& file,
                                     const SupportPlanId& id, Day today);
page::Values::Tone tone_of(PlanState state);
/// Goals with their actions, for [[include:cases/goals.html]]; `edit`: with the forms that this state allows.
struct Forms {
  bool draft = false, running = false;
  std::string subject;  // whose form was refused: id of a goal
  Refusals no;
};
void fill_goals(page::Values& place, const web::Context& c, db::Session& session, const CaseFile& file,
                const ShownPlan& shown, const Forms& forms);

}  // namespace gishe::cases::pages
