#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

/// Wall-clock times of a desk. A minute is counted from midnight as clocks show it: 10:20 is 620, also on the two days
/// of the year when the clocks change.
namespace gishe::appointments {

/// The moment when a clock in the municipality shows this; nullopt in the hour that spring leaves out. In the hour that
/// autumn repeats: the first of the two.
std::optional<Instant> instant_of(Day day, int minute);

std::string clock_time(int minute);                           // 10:20
std::optional<int> minute_from_clock(std::string_view text);  // "9:30", "09:30"; 24:00 is 1440

/// 1 is Monday, 7 Sunday.
int weekday_of(Day day);

}  // namespace gishe::appointments
