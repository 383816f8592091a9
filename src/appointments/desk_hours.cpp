#include "appointments/desk_hours.h"

#include <algorithm>

#include "appointments/civil_time.h"
#include "base/text.h"

namespace gishe::appointments {
namespace {

const Hours closed;

/// Dashes of every length become "-", blanks go.
std::string plain_dashes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("–") || rest.starts_with("—")) {
      plain += '-';
      i += 3;
    } else {
      if (text[i] != ' ') plain += text[i];
      ++i;
    }
  }
  return plain;
}

std::optional<Period> period_from(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = minute_from_clock(text.substr(0, dash)), until = minute_from_clock(text.substr(dash + 1));
  if (!from || !until || *from >= *until || *from % hold_minutes != 0 || *until % hold_minutes != 0) {
    return std::nullopt;
  }
  return Period{*from, *until};
}

}  // namespace

std::optional<Hours> hours_from(std::string_view text) {
  Hours hours;
  const std::string plain = plain_dashes(text::tidy(text));
  std::string_view rest = plain;
  while (!rest.empty()) {
    const auto end = std::min(rest.find_first_of(",;"), rest.size());
    const auto period = period_from(rest.substr(0, end));
    if (!period || hours.size() == periods_max) return std::nullopt;
    if (!hours.empty() && period->from < hours.back().until) return std::nullopt;
    hours.push_back(*period);
    rest = end == rest.size() ? std::string_view() : rest.substr(end + 1);
  }
  return hours;
}

std::string hours_text(const Hours& hours) {
  std::string text;
  for (const Period& p : hours) {
    text += (text.empty() ? "" : ", ") + clock_time(p.from) + '-' + clock_time(p.until);
  }
  return text;
}

const Hours& hours_on(const Plan& plan, Day day) {
  if (const auto special = plan.special.find(day); special != plan.special.end()) return special->second.hours;
  if (is_public_holiday(day)) return closed;
  return plan.week[static_cast<std::size_t>(weekday_of(day) - 1)];
}

std::vector<int> slots_on(const Plan& plan, Day day) {
  std::vector<int> slots;
  for (const Period& period : hours_on(plan, day)) {
    for (int minute = period.from; minute + plan.slot_minutes <= period.until; minute += plan.slot_minutes) {
      bool there = true;
      for (int at = minute; at < minute + plan.slot_minutes; at += hold_minutes)
        there &= instant_of(day, at).has_value();
      if (there) slots.push_back(minute);
    }
  }
  return slots;
}

bool is_slot(const Plan& plan, Day day, int minute) {
  const auto slots = slots_on(plan, day);
  return std::find(slots.begin(), slots.end(), minute) != slots.end();
}

}  // namespace gishe::appointments
