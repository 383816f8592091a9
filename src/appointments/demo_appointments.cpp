#include <algorithm>
#include <stdexcept>

#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/civil_time.h"
#include "appointments/desk_acts.h"
#include "appointments/queue.h"
#include "platform/office/must.h"

// The demo's desks: a week behind and ten days ahead, and four people in the first one's hall. Played through the acts.
namespace gishe::appointments {
namespace {

constexpr int days_behind = 7, days_ahead = 10;
constexpr std::int64_t minute_seconds = 60, day_seconds = 24 * 3600;

Plan plan_of(const Actor& officer) {
  Plan plan;
  plan.municipality = officer.post.municipality;
  for (std::size_t i = 0; i < 5; ++i) plan.week[i] = hours_from("09:00-12:00, 13:00-17:00").value_or(Hours{});
  plan.counters = 2;
  return plan;
}

struct Kept {
  AppointmentId id;
  Instant starts_at;
};

/// A few of each day's slots, other ones every day.
std::vector<Kept> book_some(Office& office, const Actor& officer, const Plan& plan, Day today) {
  std::vector<Kept> kept;
  for (int ahead = -days_behind; ahead <= days_ahead; ++ahead) {
    const Day day = today.plus_days(ahead);
    const auto slots = slots_on(plan, day);
    for (std::size_t i = static_cast<std::size_t>(day.day()) % 4; i < slots.size(); i += 5) {
      const auto starts = instant_of(day, slots[i]);
      if (!starts || *starts <= office.now()) continue;
      NewBooking b;
      b.desk = plan.municipality;
      b.day = day;
      b.minute = slots[i];
      b.subject = subjects[(i + static_cast<std::size_t>(day.day())) % std::size(subjects)];
      kept.push_back({must(book_for(office, officer, b, "")).id, *starts});
    }
  }
  return kept;
}

/// Every sixth did not come; one said so before.
void mark_past(Office& office, SetClock& clock, const Actor& officer, std::vector<Kept> kept, Instant now) {
  int n = 0;
  for (const Kept& one : kept) {
    const Instant after = one.starts_at.plus_seconds(10 * minute_seconds);
    if (after >= now) continue;
    clock.move_to(after);
    const Step step = ++n % 6 == 0 ? Step::did_not_come : n % 11 == 0 ? Step::excuse : Step::came;
    must(step_by_desk(office, officer, {one.id, 1, step}, ""));
  }
}

void fill_hall(Office& office, SetClock& clock, const Actor& officer, Instant now) {
  const Instant midnight = instant_of(local_time(now).day, 0).value_or(now);
  const auto ago = [&](std::int64_t minutes) {
    clock.move_to(std::max(midnight, now.plus_seconds(-minutes * minute_seconds)));
  };
  std::int64_t minutes = 34;
  for (const std::string_view subject : {"papers", "information", "new_application", "home_help", "answer"}) {
    ago(minutes);
    must(take_ticket_by_desk(office, officer, subject, ""));
    minutes -= 6;
  }
  ago(5);
  must(call_next(office, officer, 1, ""));
}

}  // namespace

void load_demo(Office& office, SetClock& clock, const std::vector<Actor>& officers) {
  const Instant now = office.now();
  const Day today = office.today();
  bool first = true;
  for (const Actor& officer : officers) {
    const Plan plan = plan_of(officer);
    clock.move_to(now.plus_seconds(-(days_behind + 1) * day_seconds));
    must(keep_plan(office, officer, plan, ""));
    mark_past(office, clock, officer, book_some(office, officer, plan, today), now);
    if (first) fill_hall(office, clock, officer, now);
    first = false;
  }
  clock.move_to(now);
}

}  // namespace gishe::appointments
