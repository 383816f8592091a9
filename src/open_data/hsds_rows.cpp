#include "open_data/hsds_rows.h"

#include <vector>

#include "base/text.h"
#include "open_data/hsds_shape.h"

namespace gishe::open_data {

std::string ndjson_rows(const json::array& rows) {
  std::string out;
  for (const auto& row : rows) out += json::serialize(row) + "\n";
  return out;
}

void put_csv_field(std::string& line, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += field;
    return;
  }
  line += '"';
  for (const char c : field) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

std::string csv_rows(std::string_view kind, const json::array& rows) {
  std::vector<std::string> columns;
  if (const auto* table = hsds::find_table(kind)) {
    hsds::each_word(table->columns, [&](std::string_view column) { columns.emplace_back(column); });
  }
  for (const auto& row : rows) {
    for (const auto& [name, value] : row.get_object()) {
      if (!value.is_structured() && !text::one_of(columns, std::string_view(name))) columns.emplace_back(name);
    }
  }
  std::string out = text::join(columns, ",") + "\r\n";
  for (const auto& row : rows) {
    bool first = true;
    for (const auto& column : columns) {
      if (!first) out += ',';
      first = false;
      put_csv_field(out, hsds::text_of(row.get_object(), column));
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace gishe::open_data
