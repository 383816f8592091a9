#include "inquiries/contact_counts.h"

#include <algorithm>
#include <map>

namespace gishe::inquiries {
namespace {

struct Cell {
  std::int64_t n = 0;
  bool hidden = false;
};

/// Hides within one month.
void hide(std::vector<Cell>& column) {
  for (Cell& c : column) c.hidden = c.n < smallest_shown;
  const auto safe = [&] {
    int hidden = 0;
    std::int64_t together = 0;
    for (const Cell& c : column) {
      if (!c.hidden || c.n == 0) continue;
      ++hidden;
      together += c.n;
    }
    return hidden == 0 || (hidden >= 2 && together >= smallest_shown);
  };
  while (!safe()) {
    Cell* next = nullptr;
    for (Cell& c : column) {
      if (!c.hidden && (!next || c.n < next->n)) next = &c;
    }
    if (!next) break;
    next->hidden = true;
  }
}

}  // namespace

CountTable suppress(const std::vector<ContactCount>& counts, std::vector<std::string> months,
                    std::vector<std::string> keys) {
  std::map<std::pair<std::string, std::string>, std::int64_t> n_of;
  for (const ContactCount& c : counts) n_of[{c.month, c.key}] += c.n;
  CountTable table{std::move(months), std::move(keys), {}, {}};
  table.cells.assign(table.keys.size(), std::vector<std::optional<std::int64_t>>(table.months.size()));
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    std::vector<Cell> column;
    for (const std::string& key : table.keys) column.push_back({n_of[{table.months[m], key}]});
    hide(column);
    for (std::size_t k = 0; k < column.size(); ++k) {
      if (!column[k].hidden) table.cells[k][m] = column[k].n;
    }
    const std::int64_t total = n_of[{table.months[m], ""}];
    table.totals.push_back(total >= smallest_shown ? std::optional(total) : std::nullopt);
  }
  return table;
}

std::vector<std::string> last_months(Day today, int count) {
  std::vector<std::string> months;
  int year = today.year(), month = today.month();
  for (int i = 0; i < count; ++i) {
    months.push_back(Day::of(year, month, 1).value().iso().substr(0, 7));
    if (--month == 0) {
      month = 12;
      --year;
    }
  }
  std::reverse(months.begin(), months.end());
  return months;
}

}  // namespace gishe::inquiries
