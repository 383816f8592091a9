#include "guard/emergency.h"

#include <algorithm>

#include "base/text.h"

namespace gishe::guard {

Refusals why_not_reasons(std::string_view code, std::string_view words) {
  Refusals no;
  if (code.empty())
    no.emplace_back(required, "reason_code");
  else if (std::find(std::begin(reason_codes), std::end(reason_codes), code) == std::end(reason_codes))
    no.emplace_back(not_in_list, "reason_code");
  const auto tidy = text::tidy(words);
  if (tidy.empty())
    no.emplace_back(required, "reason");
  else if (!text::is_plain(words))
    no.emplace_back(not_plain_text, "reason");
  else if (text::length(tidy) < reason_min)
    no.push_back(Refusal(too_short, "reason", {{"min", std::to_string(reason_min)}}));
  else if (text::length(tidy) > reason_max)
    no.push_back(Refusal(too_long, "reason", {{"max", std::to_string(reason_max)}}));
  return no;
}

Running running(const Opening& opening, Instant now) {
  if (opening.ended_at) return Running::over;
  if (now.plus_seconds(clock_slack_seconds) < opening.last_read_at) return Running::clock_went_back;
  return now < opening.ends_at ? Running::yes : Running::over;
}

Day plus_working_days(Day from, int days) {
  Day day = from;
  while (days > 0) {
    day = day.plus_days(1);
    const std::chrono::weekday weekday(day.at);
    if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) --days;
  }
  return day;
}

std::optional<Refusal> why_not_review(const Opening& opening, const AccountId& reviewer) {
  if (!opening.verdict.empty()) return Refusal(reviewed_already);
  if (opening.account == reviewer) return Refusal(own_opening);
  return std::nullopt;
}

}  // namespace gishe::guard
