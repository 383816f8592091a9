#include "planner/nearest.h"

#include <algorithm>

namespace gishe::planner {

Nearest::Nearest(const Costs& costs, int clients, int first_length)
    : m_costs(costs),
      m_lists(index(clients)),
      m_whole(index(clients)),
      m_first(static_cast<std::size_t>(std::max(1, first_length))) {}

bool Nearest::grow(int client) {
  if (m_whole[index(client)]) return false;
  auto& list = m_lists[index(client)];
  const std::size_t before = list.size(), wanted = std::max(m_first, 2 * before);
  m_row.clear();
  m_costs.row(client, m_row);
  m_whole[index(client)] = wanted >= m_row.size();
  const std::size_t length = std::min(wanted, m_row.size());
  const auto end = m_row.begin() + static_cast<std::ptrdiff_t>(length);
  if (end != m_row.end()) std::nth_element(m_row.begin(), end, m_row.end());
  std::sort(m_row.begin(), end);
  list.assign(m_row.begin(), end);
  return list.size() > before;
}

}  // namespace gishe::planner
