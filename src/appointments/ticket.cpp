#include "appointments/ticket.h"

#include <algorithm>

namespace gishe::appointments {
namespace {

bool by_time(const Ticket* a, const Ticket* b) {
  return std::pair(*a->booked_for, a->number) < std::pair(*b->booked_for, b->number);
}
bool by_number(const Ticket* a, const Ticket* b) { return a->number < b->number; }

bool were_all_appointments(const std::vector<Ticket>& called_before) {
  if (called_before.size() < appointments_in_a_row) return false;
  return std::all_of(called_before.begin(), called_before.begin() + appointments_in_a_row,
                     [](const Ticket& t) { return t.appointment.has_value(); });
}

}  // namespace

bool has_its_time(const Ticket& t, Instant now) {
  return t.booked_for && *t.booked_for <= now && t.booked_for->seconds_until(t.taken_at) <= late_seconds;
}

std::optional<TicketId> next_in_line(const std::vector<Ticket>& waiting, const std::vector<Ticket>& called_before,
                                     Instant now) {
  std::vector<const Ticket*> due, others;
  for (const Ticket& t : waiting) (has_its_time(t, now) ? due : others).push_back(&t);
  const auto first_due = std::min_element(due.begin(), due.end(), by_time);
  const auto first_other = std::min_element(others.begin(), others.end(), by_number);
  if (first_due == due.end() && first_other == others.end()) return std::nullopt;
  if (first_due == due.end()) return (*first_other)->id;
  const bool passed_over_too_long = first_other != others.end() && were_all_appointments(called_before) &&
                                    (*first_other)->taken_at.seconds_until(now) >= long_wait_seconds;
  return passed_over_too_long ? (*first_other)->id : (*first_due)->id;
}

std::optional<int> usual_wait_minutes(const std::vector<Ticket>& called_before, Instant now) {
  constexpr std::int64_t recent_seconds = 2 * 3600;
  constexpr int step = 5;
  std::vector<std::int64_t> waits;
  for (const Ticket& t : called_before) {
    if (t.appointment || !t.called_at || t.called_at->seconds_until(now) > recent_seconds) continue;
    waits.push_back(t.taken_at.seconds_until(*t.called_at));
  }
  if (waits.size() < evidence_min) return std::nullopt;
  const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
  std::nth_element(waits.begin(), middle, waits.end());
  const int minutes = static_cast<int>((*middle + 59) / 60);
  return std::max(step, (minutes + step - 1) / step * step);
}

}  // namespace gishe::appointments
