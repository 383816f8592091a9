#include "agreements/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gishe::agreements {

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto day = Day::from_iso(std::string(text) + "-01");
  if (!day) return std::nullopt;
  return of(*day);
}
Month Month::of(Day day) { return {day.year(), day.month()}; }
std::string Month::text() const { return fmt::format("{:04}-{:02}", year, month); }
Day Month::first() const { return Day::of(year, month, 1).value_or(Day{}); }
Day Month::last() const {
  const Month next = month == 12 ? Month{year + 1, 1} : Month{year, month + 1};
  return next.first().plus_days(-1);
}
Month Month::before() const { return month == 1 ? Month{year - 1, 12} : Month{year, month - 1}; }

std::string month_words(const words::Words& w, const Month& month) {
  return w(fmt::format("words.month.{}", month.month)) + " " + std::to_string(month.year);
}

int days_in_service(const referrals::Served& served, const Month& month, Day today) {
  if (!served.started_on) return 0;
  const Day first = std::max(month.first(), *served.started_on);
  Day last = std::min(month.last(), today);
  if (served.ended_on) last = std::min(last, *served.ended_on);
  return last < first ? 0 : first.days_until(last) + 1;
}

Refusals why_not_report(const Report& report, const referrals::Served& served, Day today) {
  Refusals no;
  const int days = days_in_service(served, report.month, today);
  if (days == 0) {
    no.emplace_back(month_wrong, "month");
    return no;
  }
  if (report.days_attended < 0 || report.days_absent < 0 || report.days_attended + report.days_absent > days) {
    no.push_back(Refusal(days_wrong, "days_attended", {{"max", std::to_string(days)}}));
  }
  if (report.hours < 0 || report.hours > 24 * days) {
    no.push_back(Refusal(days_wrong, "hours", {{"max", std::to_string(24 * days)}}));
  }
  if (!text::is_plain(report.words, text::Lines::many)) {
    no.emplace_back(not_plain_text, "words");
  } else if (text::length(report.words) > report_words_max) {
    no.push_back(Refusal(too_long, "words", {{"max", std::to_string(report_words_max)}}));
  }
  return no;
}

}  // namespace gishe::agreements
