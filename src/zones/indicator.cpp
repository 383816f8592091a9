#include "zones/indicator.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

constexpr std::size_t typed_shown_max = 60;
constexpr std::string_view needed[] = {"area", "indicator", "year", "value", "source", "document"};

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Spaces between thousands, also the narrow ones of spreadsheets.
std::string without_spaces(std::string_view typed) {
  std::string s(typed);
  for (const std::string_view space : {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"})
    for (std::size_t at = s.find(space); at != std::string::npos; at = s.find(space)) s.erase(at, space.size());
  return s;
}

class RowReader {
 public:
  RowReader(const HowToRead& how, std::map<std::string, std::size_t> places)
      : m_how(how), m_places(std::move(places)) {}

  ReadRow read(const table::Row& row, std::size_t number) const {
    ReadRow r = judge(row, number);
    for (const auto& no : r.faults)
      if (const auto place = m_places.find(no.field); !row.broken && place != m_places.end())
        r.typed[no.field] = text::first(text::tidy(row.cells[place->second]), typed_shown_max);
    return r;
  }

 private:
  ReadRow judge(const table::Row& row, std::size_t number) const {
    ReadRow r;
    r.number = number;
    if (row.broken) {
      r.faults.emplace_back(row_broken);
      return r;
    }
    IndicatorValue& v = r.value;
    const auto cell = [&](const std::string& column) -> std::string {
      const auto found = m_places.find(column);
      return found == m_places.end() ? "" : row.cells[found->second];
    };
    for (const auto column : needed)
      if (cell(std::string(column)).empty()) r.faults.emplace_back(required, std::string(column));
    if (!r.faults.empty()) return r;
    v.area = {m_how.area_kind(cell("area")), cell("area")};
    if (v.area.kind.empty()) r.faults.emplace_back(unknown_area, "area");
    v.indicator = cell("indicator");
    const auto unit = m_how.unit.find(v.indicator);
    if (unit == m_how.unit.end()) r.faults.emplace_back(not_in_list, "indicator");
    if (const std::string sex = text::lower(cell("sex")); !sex.empty()) {
      const auto known = m_how.sex.find(sex);
      if (known == m_how.sex.end())
        r.faults.emplace_back(not_in_list, "sex");
      else
        v.sex = known->second;
    }
    v.age = without_spaces(cell("age"));
    if (!is_age(v.age)) r.faults.emplace_back(not_in_list, "age");
    const auto year = text::whole_number(cell("year"));
    if (!year || *year < 1950 || *year > m_how.year_max)
      r.faults.emplace_back(not_in_list, "year");
    else
      v.year = static_cast<int>(*year);
    take_value(r, cell("value"), unit == m_how.unit.end() ? "" : unit->second);
    v.source = cell("source");
    v.document = cell("document");
    for (const auto* said : {&v.source, &v.document})
      if (text::length(*said) > source_length_max)
        r.faults.emplace_back(
            too_long, said == &v.source ? "source" : "document",
            std::vector<std::pair<std::string, std::string>>{{"max", std::to_string(source_length_max)}});
    return r;
  }

  void take_value(ReadRow& r, const std::string& typed, const std::string& unit) const {
    if (unit == "eur" && r.value.year) {
      const auto euros = euros_from(typed, r.value.year, m_how.currencies);
      if (!euros) r.faults.emplace_back(*euros.refusals().front().code, "value");
      r.value.thousandths = euros ? *euros : 0;
    } else {
      const auto number = thousandths_from(typed);
      if (!number) r.faults.emplace_back(not_a_number, "value");
      r.value.thousandths = number.value_or(0);
    }
    if (r.value.thousandths < 0) r.faults.emplace_back(negative, "value");
    if (unit == "percent" && r.value.thousandths > 100'000) r.faults.emplace_back(over_100, "value");
  }

  const HowToRead& m_how;
  std::map<std::string, std::size_t> m_places;
};

}  // namespace

std::string ReadRow::typed_in(const std::string& column) const {
  const auto found = typed.find(column);
  return found == typed.end() ? "" : found->second;
}

Result<std::int64_t> euros_from(std::string_view typed, int year, const Currencies& said) {
  constexpr int first_year_of_euro = 2026;
  constexpr std::int64_t levs = 195'583, euros = 100'000;
  std::string number = text::lower(text::tidy(typed));
  const auto ends = [&](const std::vector<std::string>& words) {
    for (const auto& word : words) {
      if (!number.ends_with(word)) continue;
      number = text::tidy(number.substr(0, number.size() - word.size()));
      return true;
    }
    return false;
  };
  const bool said_euro = ends(said.euro), said_leva = !said_euro && ends(said.leva);
  const auto thousandths = thousandths_from(number);
  if (!thousandths) return not_a_number;
  if (said_leva && year >= first_year_of_euro) return currency_over;
  if (!said_leva && !said_euro && year < first_year_of_euro) return currency_not_said;
  if (!said_leva || *thousandths < 0) return *thousandths;
  return (*thousandths * euros + levs / 2) / levs;
}

std::optional<std::int64_t> thousandths_from(std::string_view typed) {
  std::string s = without_spaces(typed);
  const bool below_zero = s.starts_with('-');
  if (below_zero) s.erase(0, 1);
  std::replace(s.begin(), s.end(), ',', '.');
  const std::size_t point = s.find('.');
  const std::string whole = s.substr(0, point), part = point == std::string::npos ? "" : s.substr(point + 1);
  if (!all_digits(whole) || whole.size() > 12 || part.size() > 3) return std::nullopt;
  if (point != std::string::npos && !all_digits(part)) return std::nullopt;
  const std::int64_t value =
      std::stoll(whole) * 1000 + (part.empty() ? 0 : std::stoll(part + std::string(3 - part.size(), '0')));
  return below_zero ? -value : value;
}

bool is_age(std::string_view typed) {
  if (typed.empty()) return true;
  if (typed.size() > 7) return false;
  if (typed.ends_with('+')) return all_digits(typed.substr(0, typed.size() - 1));
  const std::size_t dash = typed.find('-');
  if (dash == std::string_view::npos) return all_digits(typed);
  const auto from = typed.substr(0, dash), until = typed.substr(dash + 1);
  return all_digits(from) && all_digits(until) && std::stoi(std::string(from)) <= std::stoi(std::string(until));
}

Result<std::vector<ReadRow>> read_values(const table::Table& table, const HowToRead& how) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    const auto known = how.heading.find(text::lower(table.headings[i]));
    if (known == how.heading.end()) continue;
    if (!places.emplace(known->second, i).second)
      return Refusal(column_twice, "table", {{"column", table.headings[i]}});
  }
  for (const auto column : needed)
    if (!places.contains(std::string(column)))
      return Refusal(column_missing, "table", {{"column", std::string(column)}});
  const RowReader reader(how, places);
  std::vector<ReadRow> rows;
  std::map<std::tuple<std::string, Area, std::string, std::string, int>, std::size_t> seen;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    ReadRow r = reader.read(table.rows[i], i + 1);
    if (r.faults.empty()) {
      const auto& v = r.value;
      const auto [first, fresh] = seen.emplace(std::tuple(v.indicator, v.area, v.sex, v.age, v.year), i + 1);
      if (!fresh)
        r.faults.emplace_back(twice_in_table, "",
                              std::vector<std::pair<std::string, std::string>>{{"row", std::to_string(first->second)}});
    }
    rows.push_back(std::move(r));
  }
  return rows;
}

}  // namespace gishe::zones
