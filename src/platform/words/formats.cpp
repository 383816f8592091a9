#include <fmt/format.h>

#include "platform/words/words.h"

// Written out by hand and not left to ICU: ICU 72 still gives Bulgarian money in лв. (shared/stack.md §5).
namespace gishe::words {
namespace {

constexpr std::string_view no_break = "\u00A0";
constexpr std::string_view narrow_no_break = "\u202F";
constexpr std::string_view minus = "\u2212";

struct Marks {
  std::string_view thousands, decimal;
};
Marks marks(Language language) {
  switch (language) {
    case Language::it:
      return {".", ","};
    case Language::en:
      return {",", "."};
    case Language::bg:
      break;
  }
  return {narrow_no_break, ","};
}

std::string grouped(std::uint64_t n, std::string_view between) {
  const std::string digits = fmt::format_int(n).str();
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += between;
    out += digits[i];
  }
  return out;
}

/// Also right for the smallest number, which has no positive twin.
std::uint64_t magnitude(std::int64_t n) {
  const auto bits = static_cast<std::uint64_t>(n);
  return n < 0 ? 0 - bits : bits;
}

}  // namespace

std::string Words::day(Day day) const {
  switch (m_language) {
    case Language::it:
      return fmt::format("{:02}/{:02}/{}", day.day(), day.month(), day.year());
    case Language::en:
      return fmt::format("{}{}{}{}{}", day.day(), no_break, (*this)(fmt::format("words.month_short.{}", day.month())),
                         no_break, day.year());
    case Language::bg:
      break;
  }
  return fmt::format("{:02}.{:02}.{}{}г.", day.day(), day.month(), day.year(), no_break);
}

std::string Words::day_long(Day day) const {
  const std::string month = (*this)(fmt::format("words.month.{}", day.month()));
  std::string out = fmt::format("{}{}{} {}", day.day(), no_break, month, day.year());
  if (m_language == Language::bg) out += fmt::format("{}г.", no_break);
  return out;
}

std::string Words::moment(Instant at) const { return day(local_time(at).day) + ", " + time(at); }

std::string Words::time(Instant at) const {
  const LocalTime local = local_time(at);
  return fmt::format("{:02}:{:02}", local.hour, local.minute);
}

std::string Words::relative(Day day, Day today) const {
  const int days = today.days_until(day);
  if (days == 0) return (*this)("words.today");
  if (days == 1) return (*this)("words.tomorrow");
  if (days == -1) return (*this)("words.yesterday");
  return days > 0 ? count("words.in_days", days) : count("words.days_ago", -days);
}

std::string Words::number(std::int64_t n) const {
  const std::string digits = grouped(magnitude(n), marks(m_language).thousands);
  return n < 0 ? std::string(minus) + digits : digits;
}

std::string Words::decimal(std::int64_t thousandths, int decimals_min) const {
  const auto [thousands, point] = marks(m_language);
  const std::uint64_t size = magnitude(thousandths);
  std::string part = fmt::format("{:03}", size % 1000);
  while (part.size() > static_cast<std::size_t>(decimals_min) && part.back() == '0') part.pop_back();
  const std::string_view sign = thousandths < 0 ? minus : "";
  return fmt::format("{}{}{}{}", sign, grouped(size / 1000, thousands), part.empty() ? "" : point, part);
}

std::string Words::money(const Money& money) const {
  const auto [thousands, decimal] = marks(m_language);
  const std::uint64_t cents = magnitude(money.cents);
  const std::string amount = fmt::format("{}{}{:02}", grouped(cents / 100, thousands), decimal, cents % 100);
  const std::string_view sign = money.cents < 0 ? minus : "";
  if (m_language == Language::en) {
    if (money.currency == "EUR") return fmt::format("{}€{}", sign, amount);
    return fmt::format("{}{}{}{}", sign, money.currency, no_break, amount);
  }
  std::string_view unit = money.currency;
  if (unit == "EUR") unit = "€";
  if (unit == "BGN" && m_language == Language::bg) unit = "лв.";
  return fmt::format("{}{}{}{}", sign, amount, no_break, unit);
}

std::string Words::minutes(int minutes) const {
  const int hours = minutes / 60;
  const int rest = minutes % 60;
  if (hours == 0) return with("words.minutes", {{"minutes", number(rest)}});
  if (rest == 0) return with("words.hours", {{"hours", number(hours)}});
  return with("words.hours_minutes", {{"hours", number(hours)}, {"minutes", number(rest)}});
}

}  // namespace gishe::words
