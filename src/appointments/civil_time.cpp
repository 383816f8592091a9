#include "appointments/civil_time.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gishe::appointments {
namespace {

std::int64_t seconds_of(Day day) {
  return std::chrono::duration_cast<std::chrono::seconds>(day.at.time_since_epoch()).count();
}

/// By how many seconds clocks are ahead of UTC at this second of UTC.
std::int64_t ahead_of_utc(std::int64_t utc) {
  const LocalTime shown = local_time(Instant{utc * 1'000'000});
  return seconds_of(shown.day) + shown.hour * 3600 + shown.minute * 60 - utc / 60 * 60;
}

}  // namespace

std::optional<Instant> instant_of(Day day, int minute) {
  const std::int64_t utc = seconds_of(day) + std::int64_t{minute} * 60;
  // Clocks do not change twice within two days: what holds is what held the day before, or what will the day after.
  constexpr std::int64_t a_day = 24 * 3600;
  const std::int64_t before = ahead_of_utc(utc - a_day), after = ahead_of_utc(utc + a_day);
  for (const std::int64_t ahead : {std::max(before, after), std::min(before, after)}) {  // the earlier moment first
    const Instant moment{(utc - ahead) * 1'000'000};
    const LocalTime shown = local_time(moment);
    if (shown.day == day && shown.hour * 60 + shown.minute == minute) return moment;
  }
  return std::nullopt;
}

std::string clock_time(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

std::optional<int> minute_from_clock(std::string_view text) {
  const auto colon = text.find_first_of(":.");
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto digits = [](std::string_view part) -> std::optional<std::int64_t> {
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
    }
    return part.size() == 2 ? (part[0] - '0') * 10 + (part[1] - '0') : part[0] - '0';
  };
  const auto hour = digits(text.substr(0, colon)), minute = digits(text.substr(colon + 1));
  if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > 24 * 60) return std::nullopt;
  return static_cast<int>(*hour * 60 + *minute);
}

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday(day.at).iso_encoding()); }

}  // namespace gishe::appointments
