#pragma once
#include "zones/programme.h"

/// What was reached of each indicator, half-year by half-year. Pure.
namespace gishe::zones {

/// A half of a year: 2027, first.
struct Half {
  int year = 0;
  bool second = false;

  auto operator<=>(const Half&) const = default;
  std::int64_t number() const { return std::int64_t{year} * 2 + (second ? 1 : 0); }
  static Half of_number(std::int64_t number) { return {static_cast<int>(number / 2), number % 2 == 1}; }
  Day first_day() const;
};
/// "2027-1"; nothing where it is none.
std::optional<Half> half_from(std::string_view text);
std::string half_text(Half half);
/// The halves of a plan that have begun, oldest first.
std::vector<Half> halves_begun(const Plan& plan, Day today);

struct Actual {
  ZoneMeasureId measure;
  int place = 0;  // of the indicator in its measure, from 1
  Half half;
  std::int64_t thousandths = 0;
  std::string comment, action;
};

/// Reached: the target. On course: three quarters of the way that should be behind it by the end of this half, where it
/// goes evenly from the baseline on the plan's first day to the target on its last. Behind: less. The three quarters
/// are the project's own rule, not law.
enum class Course : std::uint8_t { reached, on_course, behind };
Course course_of(const Plan& plan, const MeasureIndicator& indicator, Half half, std::int64_t thousandths);

/// Words of the fields comment and action; an indicator that is behind needs an action.
Refusals why_not_actual(const Actual& actual, Course course);

}  // namespace gishe::zones
