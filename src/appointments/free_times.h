#pragma once
#include <optional>
#include <vector>

#include "appointments/appointment_store.h"
#include "appointments/said.h"

/// The next days of a desk that have free times, for the pages and the API.
namespace gishe::appointments {

struct FreeDay {
  Day day;
  std::vector<Free> times;
};
struct FreeDays {
  std::vector<FreeDay> days;
  std::optional<Day> next;  // where later days begin; nullopt: that was all
};
inline constexpr int days_shown = 5;

/// From `first` on, never before `earliest`, within the plan's reach: at most `days_max` days that have something.
FreeDays list_free_days(db::Session& session, const Plan& plan, Day first, Instant earliest, Day today, int days_max);
/// The earliest beginning that a stranger may book now.
Instant earliest_online(const Plan& plan, Instant now);

}  // namespace gishe::appointments
