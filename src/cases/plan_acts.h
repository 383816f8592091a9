#pragma once
#include "cases/cases_access.h"
#include "cases/plan.h"

/// The verbs on a plan. Each: access (write_plan, approve_plan) → rule → store → ledger, in one transaction.
namespace gishe::cases {

/// A draft; where a plan of this case runs, with its goals and actions that are not finished. Refuses being_written.
Result<SupportPlanId> start_plan(Office& office, const Actor& actor, const CaseId& id, std::string_view once_key);

struct WhichPlan {
  CaseId of;
  SupportPlanId id;
  std::int64_t version = 0;
};
struct NewGoal {
  std::string domain, words, measure, baseline, target, due_on;
};
/// Only while it is a draft.
Result<Done> add_goal(Office& office, const Actor& actor, const WhichPlan& which, const NewGoal& goal,
                      std::string_view once_key);
Result<Done> remove_goal(Office& office, const Actor& actor, const WhichPlan& which, const GoalId& goal,
                         std::string_view once_key);
/// How far it came; while the plan runs.
Result<Done> move_goal(Office& office, const Actor& actor, const WhichPlan& which, const GoalId& goal,
                       std::string_view state, std::string_view progress, std::string_view once_key);

struct NewAction {
  GoalId goal;
  std::string words;
  std::string responsible;        // "account:ID", "service:ID" or "family"
  std::string responsible_words;  // family: who
  std::string frequency, from, until;
};
Result<Done> add_action(Office& office, const Actor& actor, const WhichPlan& which, const NewAction& action,
                        std::string_view once_key);
Result<Done> remove_action(Office& office, const Actor& actor, const WhichPlan& which, const GoalActionId& action,
                           std::string_view once_key);
Result<Done> move_action(Office& office, const Actor& actor, const WhichPlan& which, const GoalActionId& action,
                         std::string_view state, std::string_view once_key);
/// An open referral of the same person; its outcome comes back as a task.
Result<Done> link_referral(Office& office, const Actor& actor, const WhichPlan& which, const GoalActionId& action,
                           const ReferralId& referral, std::string_view once_key);

struct PlanStep {
  std::string verb;       // propose, take_back, agree, approve, activate, review, keep, complete, discontinue
  std::string signed_by;  // agree: "person", or the id of a mandate that holds today
  std::string review_on;  // activate, keep: as typed; empty: by the rule
  std::string note;       // discontinue needs one
};
/// Activating supersedes the plan of this case that runs, in the same transaction. Refuses not_from_this_state,
/// changed_meanwhile, no_goal, goal_without_action, mandate_over, not_approved, plan_elsewhere, loose_ends.
Result<Done> take_plan_step(Office& office, const Actor& actor, const WhichPlan& which, const PlanStep& step,
                            std::string_view once_key);

/// Whatever plan and draft this case has comes to its end with it. `verb`: complete or discontinue.
void end_plans(db::Tx& tx, const Office& office, const AccountId& by, const CaseFile& file, PlanVerb verb);
/// Version + 1, with its event; false when somebody was faster.
bool keep_plan(db::Tx& tx, const Office& office, const AccountId& by, const CaseFile& file, PlanState from, Plan after,
               std::string_view verb, std::string_view note);

}  // namespace gishe::cases
