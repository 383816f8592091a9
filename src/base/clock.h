#pragma once
#include "base/instant.h"

namespace gishe {

/// The only way to learn the time. Rules take a Day or an Instant; acts take a Clock; tests set their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  Day today() const { return local_time(now()).day; }
};

const Clock& system_clock();

/// For tests and for the demo: stands still until moved.
class SetClock : public Clock {
 public:
  explicit SetClock(Instant at) : m_at(at) {}
  Instant now() const override { return m_at; }
  void move_to(Instant at) { m_at = at; }

 private:
  Instant m_at;
};

/// Microseconds of a steady clock, for durations only.
std::int64_t steady_micros();

}  // namespace gishe
