#pragma once
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace gishe {

/// A civil day, without time or zone. Range 1800-01-01 to 2199-12-31.
struct Day {
  std::chrono::sys_days at{};

  static std::optional<Day> of(int year, int month, int day);
  /// 2026-11-22
  static std::optional<Day> from_iso(std::string_view text);
  /// What people write: 22.11.2026, 22.11.2026 г., 22/11/2026, 22-11-2026 or 2026-11-22.
  static std::optional<Day> from_person(std::string_view text);

  std::string iso() const;
  int year() const;
  int month() const;
  int day() const;
  Day plus_days(int days) const { return {at + std::chrono::days(days)}; }
  int days_until(Day later) const { return static_cast<int>((later.at - at).count()); }

  auto operator<=>(const Day&) const = default;
};

/// Completed years of age on a day; 0 before birth.
int age_on(Day birth, Day on);

}  // namespace gishe
