#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"

/// Retention clocks: each class of record runs so many years from its event. Pure.
namespace gishe::retention {

/// A row of retention_rule.
struct Rule {
  std::string record_class;  // file, application, referral, place, case_file, crisis, request, emergency, childhood
  int years = 0;
  std::string event, basis, mark;
};

/// What a file holds of one class.
struct Held {
  std::string record_class;
  std::int64_t count = 0, open = 0;  // open: something still goes on
  std::optional<Day> last_on;        // the last event
};

/// One class on a file, as it stands today.
struct ClockShown {
  Held held;
  Rule rule;
  std::optional<Day> due_on;  // nullopt: it runs not, because something is open
};
struct Due {
  std::vector<ClockShown> clocks;
  std::optional<Day> due_on;  // of the whole file: its last clock; nullopt while anything is open or has no rule
  std::string record_class;   // whose clock that is
};

/// The same day so many years later; the 29th of February becomes the 1st of March.
Day plus_years(Day day, int years);
/// Majority as an event: the day a child turns 18; nullopt where she was grown up when the file was made.
std::optional<Day> majority_of(std::optional<Day> born_on, Day registered_on);
Due due_of(const std::vector<Held>& held, const std::vector<Rule>& rules);

/// due ⇄ held; nullopt where the step is not possible from here.
std::optional<std::string> after_step(std::string_view state, std::string_view step);
const std::vector<std::string>& hold_reasons();

}  // namespace gishe::retention
