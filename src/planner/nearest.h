#pragma once
#include <vector>

#include "planner/reach.h"

namespace gishe::planner {

/// For every client its sites, cheapest first, as far as somebody asked: a list begins short and grows when it is
/// walked to its end, so that a map of 13,000 places does not hold 180 million pairs.
class Nearest {
 public:
  Nearest(const Costs& costs, int clients, int first_length);

  /// Calls `each(Reach)` from the cheapest on while it returns true.
  template <class Each>
  void walk(int client, Each each) {
    for (std::size_t k = 0;; ++k) {
      if (k == m_lists[index(client)].size() && !grow(client)) return;
      if (!each(m_lists[index(client)][k])) return;
    }
  }

 private:
  /// Makes the list longer; false where it holds every site already.
  bool grow(int client);
  static std::size_t index(int client) { return static_cast<std::size_t>(client); }
  const Costs& m_costs;
  std::vector<std::vector<Reach>> m_lists;
  std::vector<bool> m_whole;
  std::vector<Reach> m_row;
  std::size_t m_first;
};

}  // namespace gishe::planner
