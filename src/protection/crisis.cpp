#include "protection/crisis.h"

#include <algorithm>

#include "protection/words.h"

namespace gishe::protection {
namespace {

constexpr std::string_view kind_names[] = {"contact", "resident"};
constexpr std::string_view state_names[crisis_state_count] = {"open", "referred", "admitted", "leaving", "closed"};
constexpr std::string_view verb_names[crisis_verb_count] = {"open",      "refer",   "refused", "admit",
                                                            "plan_exit", "stay_on", "close"};
using K = CrisisKind;
using S = CrisisState;
using V = CrisisVerb;

constexpr CrisisStep steps[] = {
    {K::contact, S::open, V::refer, S::referred},         {K::contact, S::referred, V::refused, S::open},
    {K::contact, S::open, V::close, S::closed},           {K::contact, S::referred, V::close, S::closed},
    {K::resident, S::admitted, V::plan_exit, S::leaving}, {K::resident, S::leaving, V::stay_on, S::admitted},
    {K::resident, S::admitted, V::close, S::closed},      {K::resident, S::leaving, V::close, S::closed},
};

}  // namespace

std::string_view crisis_kind_name(CrisisKind kind) { return kind_names[static_cast<int>(kind)]; }
std::string_view crisis_state_name(CrisisState state) { return state_names[static_cast<int>(state)]; }
std::string_view crisis_verb_name(CrisisVerb verb) { return verb_names[static_cast<int>(verb)]; }
CrisisState crisis_state_from(std::string_view name) {
  const auto at = std::find(std::begin(state_names), std::end(state_names), name);
  return at == std::end(state_names) ? S::closed : static_cast<S>(at - std::begin(state_names));
}

std::span<const CrisisStep> crisis_steps() { return steps; }
const CrisisStep* find_crisis_step(CrisisKind kind, CrisisState from, CrisisVerb verb) {
  for (const auto& step : steps) {
    if (step.kind == kind && step.from == from && step.verb == verb) return &step;
  }
  return nullptr;
}

std::span<const std::string_view> endings_of(CrisisKind kind) {
  return kind == K::contact ? std::span<const std::string_view>(contact_endings)
                            : std::span<const std::string_view>(resident_endings);
}

Refusals why_not_plan(SafetyPlan& plan) {
  Refusals no;
  check_words(no, "steps", plan.steps, Must::say, plan_words_max);
  check_words(no, "safe_word", plan.safe_word, Must::may, 100);
  check_words(no, "people", plan.people, Must::may, plan_words_max);
  check_words(no, "documents", plan.documents, Must::may, plan_words_max);
  return no;
}

}  // namespace gishe::protection
