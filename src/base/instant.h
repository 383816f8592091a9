#pragma once
#include <compare>
#include <cstdint>

#include "base/day.h"

namespace gishe {

/// A moment: microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;

  Instant plus_seconds(std::int64_t seconds) const { return {micros + seconds * 1'000'000}; }
  std::int64_t seconds_until(Instant later) const { return (later.micros - micros) / 1'000'000; }
  /// 2026-11-22T09:30:00Z
  std::string iso() const;
  auto operator<=>(const Instant&) const = default;
};

/// Wall-clock parts of a moment where the municipality is (the process's time zone, Europe/Sofia unless told).
struct LocalTime {
  Day day;
  int hour = 0;
  int minute = 0;
};
LocalTime local_time(Instant at);

}  // namespace gishe
