#include "protection/commission.h"

#include <algorithm>

#include "base/text.h"
#include "protection/protection.h"
#include "protection/words.h"

namespace gishe::protection {
namespace {

constexpr std::string_view state_names[case_state_count] = {"opened", "hearing_set", "measure",
                                                            "review", "closed",      "sealed"};
constexpr std::string_view verb_names[case_verb_count] = {
    "open", "set_hearing", "postpone", "decide_measure", "decide_none", "breach", "keep_measure", "close", "seal"};
using S = CaseState;
using V = CaseVerb;
constexpr CaseStep steps[] = {
    {S::opened, V::set_hearing, S::hearing_set},
    {S::opened, V::close, S::closed},
    {S::hearing_set, V::postpone, S::hearing_set},
    {S::hearing_set, V::decide_measure, S::measure},
    {S::hearing_set, V::decide_none, S::closed},
    {S::measure, V::breach, S::review},
    {S::measure, V::close, S::closed},
    {S::review, V::keep_measure, S::measure},
    {S::review, V::set_hearing, S::hearing_set},
    {S::review, V::close, S::closed},
    {S::opened, V::seal, S::sealed},
    {S::hearing_set, V::seal, S::sealed},
    {S::measure, V::seal, S::sealed},
    {S::review, V::seal, S::sealed},
    {S::closed, V::seal, S::sealed},
};
constexpr int of_age = 18;  // чл. 2 ЗЛС

}  // namespace

std::string_view case_state_name(CaseState state) { return state_names[static_cast<int>(state)]; }
std::string_view case_verb_name(CaseVerb verb) { return verb_names[static_cast<int>(verb)]; }
CaseState case_state_from(std::string_view name) {
  const auto at = std::find(std::begin(state_names), std::end(state_names), name);
  return at == std::end(state_names) ? S::sealed : static_cast<S>(at - std::begin(state_names));
}

std::span<const CaseStep> case_steps() { return steps; }
const CaseStep* find_case_step(CaseState from, CaseVerb verb) {
  for (const auto& step : steps) {
    if (step.from == from && step.verb == verb) return &step;
  }
  return nullptr;
}

Refusals why_not_open(NewCase& typed, std::optional<Day>& born_on, Day today) {
  Refusals no;
  if (!text::one_of(case_sources, typed.source))
    no.emplace_back(typed.source.empty() ? required : not_in_list, "source");
  check_words(no, "name", typed.child.name, Must::say, case_name_max);
  born_on = Day::from_person(typed.born_on);
  if (typed.born_on.empty()) {
    no.emplace_back(required, "born_on");
  } else if (!born_on) {
    no.emplace_back(not_a_date, "born_on");
  } else if (*born_on > today || majority_of(*born_on) <= today) {
    no.emplace_back(not_a_minor, "born_on");
  }
  check_words(no, "school", typed.child.school, Must::may, case_name_max);
  check_words(no, "parents", typed.child.parents, Must::may, case_words_max);
  check_words(no, "what", typed.child.what, Must::say, case_words_max);
  return no;
}

Refusals why_not_report(const NewReport& typed, Day today, CaseReport& report) {
  Refusals no;
  const auto on = Day::from_person(typed.on);
  if (!on) no.emplace_back(typed.on.empty() ? required : not_a_date, "on");
  if (on && *on > today) no.emplace_back(day_to_come, "on");
  if (!text::one_of(report_sources, typed.source)) no.emplace_back(not_in_list, "source");
  if (!text::one_of(report_courses, typed.course))
    no.emplace_back(typed.course.empty() ? required : not_in_list, "course");
  report.on = on.value_or(today);
  report.source = typed.source;
  report.course = typed.course;
  report.words = typed.words;
  check_words(no, "report", report.words, Must::say, case_words_max);
  return no;
}

Day majority_of(Day born_on) {
  const int year = born_on.year() + of_age;
  if (const auto day = Day::of(year, born_on.month(), born_on.day())) return *day;
  return Day::of(year, 3, 1).value_or(born_on);
}

Day seal_day(Day born_on, std::optional<Day> closed_on, int days_after_closing) {
  const Day of_full_age = majority_of(born_on);
  return closed_on ? std::min(of_full_age, closed_on->plus_days(days_after_closing)) : of_full_age;
}

}  // namespace gishe::protection
