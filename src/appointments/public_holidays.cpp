#include "appointments/civil_time.h"
#include "appointments/desk_hours.h"

namespace gishe::appointments {
namespace {

struct Date {
  int month, day;
};
constexpr Date dates[] = {{1, 1}, {3, 3}, {5, 1}, {5, 6}, {5, 24}, {9, 6}, {9, 22}, {12, 24}, {12, 25}, {12, 26}};
constexpr int saturday = 6;

bool is_date(Day day) {
  for (const Date& date : dates) {
    if (day.month() == date.month && day.day() == date.day) return true;
  }
  return false;
}

bool is_easter(Day day) {
  const int from_easter = orthodox_easter(day.year()).days_until(day);
  return from_easter >= -2 && from_easter <= 1;
}

/// Dates on this weekend and before it that still ask for a working day, seen from a Monday on: each takes the next
/// day that is neither a date nor of Easter.
bool is_moved_here(Day day) {
  const int weekday = weekday_of(day);
  if (weekday >= saturday) return false;
  const Day weekend = day.plus_days(-weekday - 1);  // the Saturday before
  int owed = (is_date(weekend) ? 1 : 0) + (is_date(weekend.plus_days(1)) ? 1 : 0);
  for (Day working = weekend.plus_days(2); owed > 0 && weekday_of(working) < saturday; working = working.plus_days(1)) {
    if (is_date(working) || is_easter(working)) continue;
    if (working == day) return true;
    --owed;
  }
  return false;
}

}  // namespace

Day orthodox_easter(int year) {
  const int a = year % 4, b = year % 7, c = year % 19;
  const int d = (19 * c + 15) % 30;
  const int e = (2 * a + 4 * b - d + 34) % 7;
  const int month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
  constexpr int julian_behind = 13;
  return Day::of(year, month, day).value_or(Day{}).plus_days(julian_behind);
}

bool is_public_holiday(Day day) { return is_date(day) || is_easter(day) || is_moved_here(day); }

}  // namespace gishe::appointments
