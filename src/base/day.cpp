#include "base/day.h"

#include <fmt/compile.h>

#include <array>
#include <charconv>

namespace gishe {

using namespace std::chrono;

static std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
  return value;
}

std::optional<Day> Day::of(int y, int m, int d) {
  if (y < 1800 || y > 2199 || m < 1 || m > 12 || d < 1) return std::nullopt;
  const year_month_day civil{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                             std::chrono::day(static_cast<unsigned>(d))};
  if (!civil.ok()) return std::nullopt;
  return Day{sys_days(civil)};
}

std::optional<Day> Day::from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number(text.substr(0, 4));
  const auto m = number(text.substr(5, 2));
  const auto d = number(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return of(*y, *m, *d);
}

std::optional<Day> Day::from_person(std::string_view text) {
  for (const std::string_view end : {"г.", "г"}) {
    if (text.ends_with(end)) text.remove_suffix(end.size());
  }
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  if (auto day = from_iso(text)) return day;
  std::array<int, 3> parts{};
  std::size_t count = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '.' && text[i] != '/' && text[i] != '-') continue;
    if (count == 3 || i - from > 4) return std::nullopt;
    const auto value = number(text.substr(from, i - from));
    if (!value) return std::nullopt;
    parts[count++] = *value;
    from = i + 1;
  }
  if (count != 3) return std::nullopt;
  return of(parts[2], parts[1], parts[0]);
}

static year_month_day civil_of(Day day) { return year_month_day(day.at); }
int Day::year() const { return static_cast<int>(civil_of(*this).year()); }
int Day::month() const { return static_cast<int>(static_cast<unsigned>(civil_of(*this).month())); }
int Day::day() const { return static_cast<int>(static_cast<unsigned>(civil_of(*this).day())); }
std::string Day::iso() const {
  const auto civil = civil_of(*this);
  // Written in every list and letter: the pattern is read by the compiler.
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(civil.year()),
                     static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()));
}

int age_on(Day birth, Day on) {
  int years = on.year() - birth.year();
  if (on.month() < birth.month() || (on.month() == birth.month() && on.day() < birth.day())) --years;
  return years < 0 ? 0 : years;
}

}  // namespace gishe
