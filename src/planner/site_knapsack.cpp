#include "planner/site_knapsack.h"

#include <algorithm>

#include "planner/whole_knapsack.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

const std::vector<double>& SiteKnapsack::look(const std::vector<double>& person) {
  const auto& c = m_case;
  const int low = c.low[at(m_site)], high = c.high[at(m_site)];
  const auto& levels = c.levels[at(m_site)];
  m_items.clear();
  m_earned.clear();
  m_whole = false;
  if (levels[at(high)].places == 0) {
    m_earned.assign(at(high - low + 1), 0.0);
    return m_earned;
  }
  std::int64_t wanted = 0;
  for (int v = c.visit_first[at(m_site)]; v < c.visit_first[at(m_site) + 1]; ++v) {
    const auto& visit = c.visits[at(v)];
    const double left = person[at(visit.client)] - visit.each;
    if (left <= 0 || c.barred[at(visit.way)]) continue;
    m_items.push_back({left, c.demand[at(visit.client)], v});
    wanted += m_items.back().people;
  }
  m_sorted = 0;
  m_most = std::min(levels[at(high)].places, wanted);
  m_whole = c.given.single_source && c.foreign_towns[at(m_site)] == 0 &&
            m_most * std::ssize(m_items) <= whole_knapsack_cells_max;
  if (m_whole) {
    std::vector<std::pair<std::int64_t, double>> items;
    for (const Item& item : m_items) items.emplace_back(item.people, item.left * static_cast<double>(item.people));
    const std::vector<double> best = whole_knapsack(items, m_most);
    for (int l = low; l <= high; ++l)
      m_earned.push_back(best[static_cast<std::size_t>(std::min(levels[at(l)].places, m_most))]);
    return m_earned;
  }
  int level = low;
  double sum = 0;
  const std::size_t looked_at =
      take(levels[at(high)].places, [&](const Item& item, std::int64_t used, std::int64_t came) {
        for (; level <= high && levels[at(level)].places < used + came; ++level)
          m_earned.push_back(sum + item.left *
                                       static_cast<double>(std::max<std::int64_t>(0, levels[at(level)].places - used)));
        sum += item.left * static_cast<double>(came);
      });
  for (; level <= high; ++level) m_earned.push_back(sum);
  m_wanted = looked_at + 8;
  return m_earned;
}

void SiteKnapsack::sort_more() {
  const auto better = [](const Item& a, const Item& b) {
    return a.left != b.left ? a.left > b.left : a.visit < b.visit;
  };
  const auto place = [&](std::size_t k) { return m_items.begin() + static_cast<std::ptrdiff_t>(k); };
  const std::size_t end = std::min(m_items.size(), std::max(m_wanted, 2 * m_sorted));
  if (end < m_items.size()) std::nth_element(place(m_sorted), place(end), m_items.end(), better);
  std::sort(place(m_sorted), place(end), better);
  m_sorted = end;
}

std::vector<int> SiteKnapsack::chosen(std::int64_t places) const {
  places = std::min(places, m_most);
  std::vector<std::vector<bool>> taken;
  std::vector<double> best(static_cast<std::size_t>(places) + 1);
  for (const Item& item : m_items) {
    taken.emplace_back(static_cast<std::size_t>(places) + 1);
    for (std::int64_t room = places; room >= item.people; --room) {
      const double with =
          best[static_cast<std::size_t>(room - item.people)] + item.left * static_cast<double>(item.people);
      if (with <= best[static_cast<std::size_t>(room)]) continue;
      best[static_cast<std::size_t>(room)] = with;
      taken.back()[static_cast<std::size_t>(room)] = true;
    }
  }
  std::vector<int> list;
  std::int64_t room = places;
  for (int k = static_cast<int>(m_items.size()) - 1; k >= 0; --k)
    if (taken[at(k)][static_cast<std::size_t>(room)]) {
      list.push_back(k);
      room -= m_items[at(k)].people;
    }
  return list;
}

}  // namespace gishe::planner
