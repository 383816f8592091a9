#include "imports/table.h"

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"
#include "base/windows_1251.h"
#include "imports/imports.h"

namespace gishe::imports {
namespace {

std::string without_returns(std::string_view bytes) {
  if (bytes.starts_with(csv::byte_order_mark)) bytes.remove_prefix(csv::byte_order_mark.size());
  std::string text(bytes);
  std::erase(text, '\r');
  return text;
}

/// Empty when it is text in neither code page.
std::string as_utf8(std::string_view bytes) {
  auto text = without_returns(bytes);
  if (text::is_plain(text, text::Lines::many)) return text;
  text = from_windows_1251(text);
  const bool is_text = text.find("\xEF\xBF\xBD") == std::string::npos && text::is_plain(text, text::Lines::many);
  return is_text ? text : std::string();
}

/// The sign that stands most often in the first line, outside quotes.
char separator_of(std::string_view text) {
  constexpr std::array<char, 3> signs{',', ';', '\t'};
  std::array<int, 3> times{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) break;
    for (std::size_t i = 0; i < signs.size(); ++i) times[i] += !quoted && c == signs[i] ? 1 : 0;
  }
  return signs[static_cast<std::size_t>(std::max_element(times.begin(), times.end()) - times.begin())];
}

/// csv::Reader knows commas only: comma and separator change places before it, and back in what it read.
void change_over(std::string& text, char separator) {
  for (char& c : text) {
    if (c == separator)
      c = ',';
    else if (c == ',')
      c = separator;
  }
}

bool is_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

Result<Table> read_table(std::string_view bytes) {
  if (bytes.size() > table_bytes_max)
    return Refusal(table_too_large, "table", {{"max", std::to_string(table_bytes_max >> 20)}});
  auto text = as_utf8(bytes);
  if (text.empty()) return Refusal(not_a_table, "table");
  const char separator = separator_of(text);
  change_over(text, separator);
  Table table;
  table.headings = csv::Reader(text).header();
  const auto width = table.headings.size();
  if (width > columns_max) return Refusal(too_many_columns, "table", {{"max", std::to_string(columns_max)}});
  // Columns are asked for by their place: headings may be empty or stand twice.
  std::vector<std::string> places;
  for (std::size_t i = 0; i < width; ++i) places.push_back(std::to_string(i));
  text.insert(0, text::join(places, ",") + "\n");
  csv::Reader reader(text);
  for (bool heading = true; reader.next(); heading = false) {
    TableRow row;
    row.broken = !reader.fault().empty();
    for (const auto& place : places) {
      std::string cell = reader.get(place);
      change_over(cell, separator);
      row.cells.push_back(text::tidy(cell));
    }
    if (heading) {
      table.headings = row.cells;
      continue;
    }
    if (is_blank(row.cells)) continue;
    if (table.rows.size() == rows_max) return Refusal(too_many_rows, "table", {{"max", std::to_string(rows_max)}});
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return Refusal(no_rows, "table");
  return table;
}

}  // namespace gishe::imports
