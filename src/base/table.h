#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"

/// The bytes of a table that somebody gives in, as rows of cells.
namespace gishe::table {

inline constexpr RefusalCode not_a_table{"table.not_a_table", 422};
inline constexpr RefusalCode too_large{"table.too_large", 413};                // with {max}: MiB
inline constexpr RefusalCode too_many_rows{"table.too_many_rows", 422};        // with {max}
inline constexpr RefusalCode too_many_columns{"table.too_many_columns", 422};  // with {max}
inline constexpr RefusalCode no_rows{"table.no_rows", 422};

inline constexpr std::size_t bytes_max = std::size_t{5} << 20;
inline constexpr std::size_t rows_max = 5000;
inline constexpr std::size_t columns_max = 60;

struct Row {
  std::vector<std::string> cells;  // one for each heading
  bool broken = false;             // more or fewer cells than headings, or a quote left open
};
struct Table {
  std::vector<std::string> headings;
  std::vector<Row> rows;  // row 1 is the one below the headings
};
/// CSV in UTF-8 or windows-1251, parted by comma, semicolon or tab.
Result<Table> read(std::string_view bytes);

}  // namespace gishe::table
