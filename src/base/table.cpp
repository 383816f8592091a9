#include "base/table.h"

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"
#include "base/windows_1251.h"

namespace gishe::table {
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

std::vector<std::string> tidied(const std::vector<std::string>& cells) {
  std::vector<std::string> list;
  for (const auto& cell : cells) list.push_back(text::tidy(cell));
  return list;
}

bool is_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

Result<Table> read(std::string_view bytes) {
  if (bytes.size() > bytes_max) return Refusal(too_large, "table", {{"max", std::to_string(bytes_max >> 20)}});
  const auto text = as_utf8(bytes);
  if (text.empty()) return Refusal(not_a_table, "table");
  csv::Reader reader(text, separator_of(text));
  Table table;
  table.headings = tidied(reader.header());
  if (table.headings.size() > columns_max)
    return Refusal(too_many_columns, "table", {{"max", std::to_string(columns_max)}});
  while (reader.next()) {
    Row row{tidied(reader.fields()), !reader.fault().empty()};
    if (is_blank(row.cells)) continue;
    if (table.rows.size() == rows_max) return Refusal(too_many_rows, "table", {{"max", std::to_string(rows_max)}});
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return Refusal(no_rows, "table");
  return table;
}

}  // namespace gishe::table
