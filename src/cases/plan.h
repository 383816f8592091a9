#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"
#include "platform/access/action.h"

/// The individual support plan: goals in the person's words, actions with somebody responsible, and its states. Pure.
namespace gishe::cases {

inline constexpr RefusalCode no_goal{"cases.no_goal", 422};
inline constexpr RefusalCode goal_without_action{"cases.goal_without_action", 422};
inline constexpr RefusalCode own_plan{"cases.own_plan", 409};  // approved by another than who wrote or leads it
inline constexpr RefusalCode not_approved{"cases.not_approved", 409};
inline constexpr RefusalCode mandate_over{"cases.mandate_over", 422};
inline constexpr RefusalCode actions_unfinished{"cases.actions_unfinished", 409};  // with {n}
inline constexpr RefusalCode too_many{"cases.too_many", 422};                      // with {max}
inline constexpr RefusalCode plan_elsewhere{"cases.plan_elsewhere", 409};  // active in another case of the person

enum class PlanState { draft, proposed, agreed, active, under_review, completed, discontinued, superseded };
inline constexpr int plan_state_count = 8;
std::string_view plan_state_name(PlanState state);  // locale "cases.plan_state.NAME"
std::optional<PlanState> plan_state_from(std::string_view name);

enum class PlanVerb { propose, take_back, agree, approve, activate, review, keep, complete, discontinue, supersede };
inline constexpr int plan_verb_count = 10;
std::string_view plan_verb_name(PlanVerb verb);  // locale "cases.plan_verb.NAME"
std::optional<PlanVerb> plan_verb_from(std::string_view name);

struct PlanTransition {
  PlanState from;
  PlanVerb verb;
  PlanState to;
};
std::span<const PlanTransition> plan_transitions();
const PlanTransition* find_transition(PlanState from, PlanVerb verb);
inline bool is_written(PlanState s) {
  return s == PlanState::draft || s == PlanState::proposed || s == PlanState::agreed;
}
inline bool is_running(PlanState s) { return s == PlanState::active || s == PlanState::under_review; }
inline bool is_over(PlanState s) { return !is_written(s) && !is_running(s); }

inline constexpr std::string_view goal_states[] = {"planned", "in_progress",  "achieved",
                                                   "partly",  "not_achieved", "abandoned"};
inline constexpr std::string_view action_states[] = {"planned", "running", "done", "stopped"};
inline constexpr std::size_t goals_max = 20, actions_max = 60;

struct Plan {
  SupportPlanId id;
  CaseId of;
  PersonId person;
  std::optional<AssessmentId> assessment;
  std::int64_t number = 0;
  std::optional<SupportPlanId> previous;
  PlanState state = PlanState::draft;
  std::string summary;
  std::optional<Day> from, review_due, ended_on, signed_on;
  std::string signed_by;  // person, representative
  std::optional<RepresentativeId> mandate;
  std::optional<AccountId> approved_by;
  std::optional<Instant> approved_at;
  AccountId author;
  std::int64_t version = 0;
};
struct Goal {
  GoalId id;
  std::string domain, words, measure, baseline, target;
  std::optional<Day> due_on;
  std::string state = "planned", progress;
};
struct PlanAction {
  GoalActionId id;
  GoalId goal;
  std::string words;
  std::string responsible;  // account, service, family
  std::optional<AccountId> account;
  std::optional<ServiceId> service;
  std::string responsible_words;
  std::string frequency;
  std::optional<Day> from, until;
  std::string state = "planned";
  std::optional<ReferralId> referral;
};
inline bool is_unfinished(const PlanAction& a) { return a.state == "planned" || a.state == "running"; }

/// What a plan must hold before it is shown to the person: a goal, and for each goal an action.
std::optional<Refusal> why_not_propose(const std::vector<Goal>& goals, const std::vector<PlanAction>& actions);

}  // namespace gishe::cases
