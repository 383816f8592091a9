#include "appointments/free_times.h"

#include <algorithm>

namespace gishe::appointments {

FreeDays list_free_days(db::Session& session, const Plan& plan, Day first, Instant earliest, Day today, int days_max) {
  FreeDays found;
  const Day last = today.plus_days(plan.days_ahead);
  for (Day day = std::max(first, today); day <= last; day = day.plus_days(1)) {
    auto times = list_free(session, plan, day, earliest);
    if (times.empty()) continue;
    if (static_cast<int>(found.days.size()) == days_max) {
      found.next = day;
      break;
    }
    found.days.push_back({day, std::move(times)});
  }
  return found;
}

Instant earliest_online(const Plan& plan, Instant now) {
  return now.plus_seconds(std::int64_t{plan.notice_hours} * 3600);
}

}  // namespace gishe::appointments
