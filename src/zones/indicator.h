#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/table.h"

/// Figures of official sources: one row of a table as one value, or why not. Pure.
namespace gishe::zones {

inline constexpr std::size_t source_length_max = 300;

struct Area {
  std::string kind;  // settlement, municipality, district, country
  std::string code;  // EKATTE, PAZ14, PAZ, BG

  auto operator<=>(const Area&) const = default;
};

struct IndicatorValue {
  std::string indicator;
  Area area;
  std::string sex, age;  // empty: all
  int year = 0;
  std::int64_t thousandths = 0;
  std::string source, document;
};

/// The columns a table may have; locale "zones.column.NAME", what else they may be called "zones.heading.NAME".
inline constexpr std::string_view columns[] = {"area", "indicator", "sex",    "age",
                                               "year", "value",     "source", "document"};

struct ReadRow {
  std::size_t number = 0;  // 1: below the headings
  IndicatorValue value;
  Refusals faults;
  std::map<std::string, std::string> typed;  // of the columns with faults, cut short

  std::string typed_in(const std::string& column) const;
};
struct Currencies {
  std::vector<std::string> euro, leva;  // as said after a sum, in small letters
};
struct HowToRead {
  std::map<std::string, std::string> heading;                // in small letters → column
  std::function<std::string(const std::string&)> area_kind;  // of a code; empty where there is no such place
  std::map<std::string, std::string> unit;                   // of each indicator there is
  std::map<std::string, std::string> sex;                    // as said, in small letters → f, m
  Currencies currencies;
  int year_max = 0;
};
/// Refuses the table whole where a column is missing or stands twice; else every row as it is.
Result<std::vector<ReadRow>> read_values(const table::Table& table, const HowToRead& how);

/// A sum of money in thousandths of EUR: "1 200,50", "1200 €", "2 347 лв.". Until 2025 the currency has to be said, and
/// leva become euro at the fixed rate of 1.95583; since 2026 there are no leva.
Result<std::int64_t> euros_from(std::string_view typed, int year, const Currencies& said);
/// "1 234,5" and "1234.5" are 1,234,500; nothing where it is no number, has more than three decimals or is too large.
std::optional<std::int64_t> thousandths_from(std::string_view typed);
/// "0-17", "75+", "65"; empty is everybody.
bool is_age(std::string_view typed);

}  // namespace gishe::zones
