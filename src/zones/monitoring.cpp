#include "zones/monitoring.h"

#include "base/text.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

void check(Refusals& no, const std::string& text, const char* field) {
  if (!text::is_plain(text, text::Lines::many)) no.emplace_back(not_plain_text, field);
  if (text::length(text) > long_text_max)
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(long_text_max)}}));
}

}  // namespace

Day Half::first_day() const { return Day::of(year, second ? 7 : 1, 1).value_or(Day{}); }

std::optional<Half> half_from(std::string_view text) {
  if (text.size() != 6 || text[4] != '-' || (text[5] != '1' && text[5] != '2')) return std::nullopt;
  const auto year = text::whole_number(text.substr(0, 4));
  return year ? std::optional(Half{static_cast<int>(*year), text[5] == '2'}) : std::nullopt;
}

std::string half_text(Half half) { return std::to_string(half.year) + (half.second ? "-2" : "-1"); }

std::vector<Half> halves_begun(const Plan& plan, Day today) {
  std::vector<Half> halves;
  for (int year = plan.first_year; year <= plan.last_year; ++year)
    for (const bool second : {false, true})
      if (Half{year, second}.first_day() <= today) halves.push_back({year, second});
  return halves;
}

Course course_of(const Plan& plan, const MeasureIndicator& indicator, Half half, std::int64_t thousandths) {
  const std::int64_t whole = indicator.target_thousandths - indicator.baseline_thousandths;
  const std::int64_t gone = thousandths - indicator.baseline_thousandths;
  if (whole >= 0 ? gone >= whole : gone <= whole) return Course::reached;
  const std::int64_t halves = std::int64_t{plan.last_year - plan.first_year + 1} * 2;
  const std::int64_t passed = half.number() - Half{plan.first_year, false}.number() + 1;
  // gone / whole against 3/4 × passed / halves, without dividing; as numbers that cannot overflow.
  const long double reached = static_cast<long double>(gone) / static_cast<long double>(whole);
  const long double due = static_cast<long double>(3 * passed) / static_cast<long double>(4 * halves);
  return reached >= due ? Course::on_course : Course::behind;
}

Refusals why_not_actual(const Actual& actual, Course course) {
  Refusals no;
  check(no, actual.comment, "comment");
  check(no, actual.action, "action");
  if (course == Course::behind && actual.action.empty()) no.emplace_back(behind_without_action, "action");
  return no;
}

}  // namespace gishe::zones
