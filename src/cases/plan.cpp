#include "cases/plan.h"

#include <algorithm>

namespace gishe::cases {
namespace {

constexpr std::string_view state_names[plan_state_count] = {"draft",        "proposed",  "agreed",       "active",
                                                            "under_review", "completed", "discontinued", "superseded"};
constexpr std::string_view verb_names[plan_verb_count] = {
    "propose", "take_back", "agree", "approve", "activate", "review", "keep", "complete", "discontinue", "supersede"};

// facts.md §3.5. The supervisor's approval stands between agreed and active and is no state of its own: the plan is the
// person's in both.
constexpr PlanTransition table[] = {
    {PlanState::draft, PlanVerb::propose, PlanState::proposed},
    {PlanState::proposed, PlanVerb::take_back, PlanState::draft},
    {PlanState::agreed, PlanVerb::take_back, PlanState::draft},
    {PlanState::proposed, PlanVerb::agree, PlanState::agreed},
    {PlanState::agreed, PlanVerb::approve, PlanState::agreed},
    {PlanState::agreed, PlanVerb::activate, PlanState::active},
    {PlanState::active, PlanVerb::review, PlanState::under_review},
    {PlanState::under_review, PlanVerb::keep, PlanState::active},
    {PlanState::active, PlanVerb::complete, PlanState::completed},
    {PlanState::under_review, PlanVerb::complete, PlanState::completed},
    {PlanState::draft, PlanVerb::discontinue, PlanState::discontinued},
    {PlanState::proposed, PlanVerb::discontinue, PlanState::discontinued},
    {PlanState::agreed, PlanVerb::discontinue, PlanState::discontinued},
    {PlanState::active, PlanVerb::discontinue, PlanState::discontinued},
    {PlanState::under_review, PlanVerb::discontinue, PlanState::discontinued},
    {PlanState::active, PlanVerb::supersede, PlanState::superseded},
    {PlanState::under_review, PlanVerb::supersede, PlanState::superseded},
};

template <class Kind, std::size_t n>
std::optional<Kind> named(const std::string_view (&names)[n], std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view plan_state_name(PlanState state) { return state_names[static_cast<int>(state)]; }
std::optional<PlanState> plan_state_from(std::string_view name) { return named<PlanState>(state_names, name); }
std::string_view plan_verb_name(PlanVerb verb) { return verb_names[static_cast<int>(verb)]; }
std::optional<PlanVerb> plan_verb_from(std::string_view name) { return named<PlanVerb>(verb_names, name); }
std::span<const PlanTransition> plan_transitions() { return table; }

const PlanTransition* find_transition(PlanState from, PlanVerb verb) {
  for (const PlanTransition& t : table) {
    if (t.from == from && t.verb == verb) return &t;
  }
  return nullptr;
}

std::optional<Refusal> why_not_propose(const std::vector<Goal>& goals, const std::vector<PlanAction>& actions) {
  if (goals.empty()) return Refusal(no_goal);
  for (const Goal& goal : goals) {
    const bool some =
        std::any_of(actions.begin(), actions.end(), [&](const PlanAction& a) { return a.goal == goal.id; });
    if (!some) return Refusal(goal_without_action);
  }
  return std::nullopt;
}

}  // namespace gishe::cases
