#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"

/// The bytes of a table as rows of cells. Pure.
namespace gishe::imports {

inline constexpr std::size_t table_bytes_max = std::size_t{5} << 20;
inline constexpr std::size_t rows_max = 5000;
inline constexpr std::size_t columns_max = 60;

struct TableRow {
  std::vector<std::string> cells;  // one for each heading
  bool broken = false;             // more or fewer cells than headings, or a quote left open
};
struct Table {
  std::vector<std::string> headings;
  std::vector<TableRow> rows;  // row 1 is the one below the headings
};
/// CSV in UTF-8 or windows-1251, parted by comma, semicolon or tab.
Result<Table> read_table(std::string_view bytes);

}  // namespace gishe::imports
