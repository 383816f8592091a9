#include "retention/clock.h"

#include <algorithm>

namespace gishe::retention {

namespace {
constexpr int majority_years = 18;
}

Day plus_years(Day day, int years) {
  const auto same = Day::of(day.year() + years, day.month(), day.day());
  return same.value_or(Day::of(day.year() + years, 3, 1).value_or(day));
}

std::optional<Day> majority_of(std::optional<Day> born_on, Day registered_on) {
  if (!born_on || age_on(*born_on, registered_on) >= majority_years) return std::nullopt;
  return plus_years(*born_on, majority_years);
}

Due due_of(const std::vector<Held>& held, const std::vector<Rule>& rules) {
  Due due;
  bool runs = true;
  for (const Held& h : held) {
    if (h.count == 0) continue;
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.record_class == h.record_class; });
    ClockShown clock{h, rule == rules.end() ? Rule{h.record_class, 0, {}, {}, {}} : *rule, std::nullopt};
    if (rule == rules.end() || h.open > 0 || !h.last_on) {
      runs = false;  // what has no rule is kept until somebody makes one
    } else {
      clock.due_on = plus_years(*h.last_on, rule->years);
      if (!due.due_on || *clock.due_on > *due.due_on) {
        due.due_on = clock.due_on;
        due.record_class = h.record_class;
      }
    }
    due.clocks.push_back(std::move(clock));
  }
  if (!runs) due.due_on = std::nullopt;
  return due;
}

std::optional<std::string> after_step(std::string_view state, std::string_view step) {
  if (state == "due" && step == "hold") return "held";
  if (state == "held" && step == "release") return "due";
  return std::nullopt;
}

const std::vector<std::string>& hold_reasons() {
  static const std::vector<std::string> reasons{"court", "complaint", "open_case", "other"};
  return reasons;
}

}  // namespace gishe::retention
