#pragma once
#include <vector>

#include "cases/case_file.h"
#include "cases/plan.h"
#include "platform/db/db.h"

/// Every statement on plans. Callers hold a case that was allowed: rows are joined by its id.
namespace gishe::cases::store {

std::optional<Plan> find_plan(db::Session& session, const CaseFile& file, const SupportPlanId& id);
/// Newest first; at most 50.
std::vector<Plan> list_plans(db::Session& session, const CaseFile& file);
/// The one that is active or under review for this person, in whichever case.
std::optional<Plan> find_running(db::Session& session, const CaseFile& file);
/// Which case of this municipality an action with this referral belongs to, and its plan and action.
struct ActionPlace {
  CaseId of;
  SupportPlanId plan;
  GoalActionId action;
};
std::optional<ActionPlace> find_by_referral(db::Session& session, const MunicipalityCode& municipality,
                                            const ReferralId& referral);
/// Agreed plans that wait for approval, of cases in scope; at most 50.
struct ToApprove {
  SupportPlanId plan;
  CaseId of;
  std::string case_number, type;
  std::int64_t number;
  std::optional<Day> signed_on;
};
std::vector<ToApprove> list_to_approve(db::Session& session, const access::Scope& scope);

/// Throws db::Conflict (support_plan_one_written) when one is being written already.
void insert_plan(db::Tx& tx, const CaseFile& file, const Plan& plan, Instant now);
/// The row whose version is one less; false when somebody was faster. Throws db::Conflict (support_plan_one_active).
bool update_plan(db::Tx& tx, const CaseFile& file, const Plan& plan, Instant now);

std::vector<Goal> list_goals(db::Session& session, const CaseFile& file, const SupportPlanId& plan);
void insert_goal(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const Goal& goal);
bool update_goal(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const Goal& goal);
/// With its actions.
bool delete_goal(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const GoalId& goal);

std::vector<PlanAction> list_actions(db::Session& session, const CaseFile& file, const SupportPlanId& plan);
void insert_action(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const PlanAction& action);
bool update_action(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const PlanAction& action);
bool delete_action(db::Tx& tx, const CaseFile& file, const SupportPlanId& plan, const GoalActionId& action);

struct PlanEvent {
  Instant at;
  std::string verb;
  AccountId by;
  std::string from, to, note;
};
void insert_plan_event(db::Tx& tx, const CaseFile& file, const Plan& after, std::string_view verb, const AccountId& by,
                       std::string_view from, std::string_view note, Instant now);
/// Newest first; at most 100.
std::vector<PlanEvent> list_plan_events(db::Session& session, const CaseFile& file, const SupportPlanId& plan);

}  // namespace gishe::cases::store
