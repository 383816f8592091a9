#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "planner/sizing_case.h"

namespace gishe::planner {

/// Where everybody has to be served, the levels together need places for all: a knapsack over the sites that bounds of
/// single sites do not see (Görtz and Klose 2012). It says what enough places cost above the cheapest levels. Where
/// there are too many places to count one by one they are counted in larger units, what a site adds rounded up: what it
/// says is then less, and still true.
template <class Value>
class PlacesNeeded {
 public:
  static constexpr Value never = static_cast<Value>(1e30);  // far above all costs: these places do not reach

  explicit PlacesNeeded(const SizingCase& c, std::int64_t cells_max = 3'000'000)
      : m_case(c), m_cells_max(cells_max), m_base(c.low.size()), m_row(c.low.size()) {
    m_people = std::accumulate(c.demand.begin(), c.demand.end(), std::int64_t{0});
  }

  enum class Ask { least, every_level };  // every_level: above_least() too

  /// `above`: by site, and by level from its lowest that is left; the cheapest is 0.
  void look(const std::vector<std::vector<Value>>& above, Ask ask) {
    m_above = &above;
    m_items.clear();
    m_width = m_short = 0;
    if (!m_case.must_serve) return;
    m_short = m_people;
    std::int64_t drop = 0, unit = 0;
    for (std::size_t j = 0; j < above.size(); ++j) {
      m_base[j] = 0;
      for (std::size_t l = 0; l < above[j].size(); ++l)
        if (above[j][l] <= 0) m_base[j] = l;  // of several, that with most places
      m_short -= places(j, m_base[j]);
      drop = std::max(drop, places(j, m_base[j]) - places(j, 0));
      for (std::size_t l = 0; l < above[j].size(); ++l) unit = std::gcd(unit, places(j, l) - places(j, m_base[j]));
    }
    const std::int64_t most = m_short + (ask == Ask::every_level ? drop : 0);
    if (most <= 0) return;
    const std::int64_t width_max = m_cells_max / std::max<std::int64_t>(1, std::ssize(above));
    m_unit = std::max({unit, std::int64_t{1}, most / std::max<std::int64_t>(1, width_max)});
    m_width = units(most) + 1;
    for (std::size_t j = 0; j < above.size(); ++j)
      for (std::size_t l = m_base[j] + 1; l < above[j].size(); ++l)
        m_items.push_back({j, l, units(places(j, l) - places(j, m_base[j])), above[j][l]});
    if (ask == Ask::least) leave_out_useless();
    find_rows();
    begin(m_prefix, 0);
    for (std::size_t k = 0; k < m_rows.size(); ++k) add_row(k, row(m_prefix, k), row(m_prefix, k + 1));
  }

  /// What enough places cost above the cheapest levels.
  Value least() const { return m_short <= 0 ? Value{0} : row(m_prefix, m_rows.size())[units(m_short)]; }

  /// The levels that cost so much, of those sites that have to take a larger one: use(site, level from its lowest
  /// left).
  template <class Use>
  void each_raised(const Use& use) const {
    if (m_short <= 0 || least() >= never) return;
    std::int64_t need = units(m_short);
    for (std::size_t k = m_rows.size(); k-- > 0;) {
      const Value *without = row(m_prefix, k), here = row(m_prefix, k + 1)[need];
      if (without[need] == here) continue;
      for (std::size_t n = m_rows[k].first; n < m_rows[k].end; ++n) {
        const Item& item = m_items[n];
        const std::int64_t rest = std::max<std::int64_t>(0, need - item.more);
        if (without[rest] + item.above != here) continue;
        use(static_cast<int>(item.site), static_cast<int>(item.level));
        need = rest;
        break;
      }
    }
  }

  /// As `above`, of plans with enough places: how much more than least() they cost with this site at this level.
  std::vector<std::vector<Value>> above_least() {
    std::vector<std::vector<Value>> result = *m_above;
    if (m_width == 0) return result;
    begin(m_suffix, m_rows.size());
    for (std::size_t k = m_rows.size(); k-- > 0;) add_row(k, row(m_suffix, k + 1), row(m_suffix, k));
    for (std::size_t j = 0; j < result.size(); ++j)
      for (std::size_t l = 0; l < result[j].size(); ++l) {
        const std::int64_t need = units(m_short - (places(j, l) - places(j, m_base[j])));
        const std::size_t k = m_row[j];
        Value others = never;
        if (k < m_rows.size())
          for (std::int64_t a = 0; a <= need; ++a)
            others = std::min(others, row(m_prefix, k)[a] + row(m_suffix, k + 1)[need - a]);
        else
          others = row(m_prefix, m_rows.size())[need];
        result[j][l] += others - least();
      }
    return result;
  }

 private:
  struct Item {  // a site at a level with more places than at its cheapest
    std::size_t site, level;
    std::int64_t more;
    Value above;
  };
  struct Row {
    std::size_t first, end;
  };

  std::int64_t places(std::size_t j, std::size_t l) const {
    return m_case.levels[j][static_cast<std::size_t>(m_case.low[j]) + l].places;
  }
  std::int64_t units(std::int64_t amount) const { return amount > 0 ? (amount + m_unit - 1) / m_unit : 0; }
  Value* row(std::vector<Value>& t, std::size_t k) const { return t.data() + static_cast<std::int64_t>(k) * m_width; }
  const Value* row(const std::vector<Value>& t, std::size_t k) const {
    return t.data() + static_cast<std::int64_t>(k) * m_width;
  }

  /// Those that even with parts of others make it dearer than enough places that are known (Balas and Zemel 1980).
  void leave_out_useless() {
    m_best_first.clear();
    for (const Item& i : m_items)
      m_best_first.emplace_back(static_cast<double>(i.above) / static_cast<double>(i.more), &i);
    std::sort(m_best_first.begin(), m_best_first.end());
    // The best first, with parts of one; and so many of the best with one more that makes it enough.
    std::vector<char> taken(m_base.size());
    double known = static_cast<double>(never), sum = 0, parts = 0, price = 0;
    std::int64_t needed = units(m_short), parts_needed = needed;
    for (const auto& [of_one, i] : m_best_first) {
      if (needed <= 0) break;
      if (parts_needed > 0) {
        price = of_one;
        parts += price * static_cast<double>(std::min(parts_needed, i->more));
        parts_needed -= i->more;
      }
      if (taken[i->site]) continue;
      for (const Item& last : m_items)
        if (last.more >= needed && !taken[last.site]) known = std::min(known, sum + static_cast<double>(last.above));
      taken[i->site] = 1;
      sum += static_cast<double>(i->above);
      needed -= i->more;
    }
    const double room = known - parts + 1e-9 * (1 + known);
    std::erase_if(m_items, [&](const Item& i) {
      return static_cast<double>(i.above) - price * static_cast<double>(i.more) > room;
    });
  }

  void find_rows() {
    m_rows.clear();
    std::fill(m_row.begin(), m_row.end(), m_base.size());
    for (std::size_t n = 0; n < m_items.size(); ++n) {
      if (n == 0 || m_items[n].site != m_items[n - 1].site) {
        m_row[m_items[n].site] = m_rows.size();
        m_rows.push_back({n, n});
      }
      m_rows.back().end = n + 1;
    }
  }

  /// A table by number of rows: the least that so many units cost. With none of them nothing is had.
  void begin(std::vector<Value>& table, std::size_t without_any) const {
    table.resize((m_rows.size() + 1) * static_cast<std::size_t>(m_width));
    std::fill_n(row(table, without_any), m_width, never);
    row(table, without_any)[0] = 0;
  }

  void add_row(std::size_t k, const Value* from, Value* to) const {
    std::copy(from, from + m_width, to);
    for (std::size_t n = m_rows[k].first; n < m_rows[k].end; ++n) {
      const std::int64_t more = std::min(m_items[n].more, m_width);
      const Value above = m_items[n].above;
      for (std::int64_t need = 1; need < more; ++need) to[need] = std::min(to[need], above);
      for (std::int64_t need = more; need < m_width; ++need) to[need] = std::min(to[need], from[need - more] + above);
    }
  }

  const SizingCase& m_case;
  std::int64_t m_cells_max, m_people = 0, m_short = 0, m_unit = 1, m_width = 0;
  const std::vector<std::vector<Value>>* m_above = nullptr;
  std::vector<std::size_t> m_base;  // by site: its cheapest level
  std::vector<std::size_t> m_row;   // by site: its row; beyond them where it has none
  std::vector<Item> m_items;        // by site, then level
  std::vector<std::pair<double, const Item*>> m_best_first;
  std::vector<Row> m_rows;
  std::vector<Value> m_prefix, m_suffix;
};

}  // namespace gishe::planner
