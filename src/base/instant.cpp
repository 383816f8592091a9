#include "base/instant.h"

#include <fmt/format.h>

#include <ctime>

namespace gishe {

std::string Instant::iso() const {
  const std::time_t seconds = micros / 1'000'000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

LocalTime local_time(Instant at) {
  const std::time_t seconds = at.micros / 1'000'000;
  std::tm parts{};
  localtime_r(&seconds, &parts);
  const auto day = Day::of(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
  return {day.value_or(Day{}), parts.tm_hour, parts.tm_min};
}

}  // namespace gishe
