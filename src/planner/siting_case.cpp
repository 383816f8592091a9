#include "planner/siting_case.h"

#include <algorithm>

namespace gishe::planner {

std::int64_t cost_of(SitingCase& c, const std::vector<bool>& open) {
  std::int64_t cost = 0;
  for (int j = 0; j < c.sites; ++j)
    if (open[static_cast<std::size_t>(j)]) cost += c.opening_cost[static_cast<std::size_t>(j)];
  for (int i = 0; i < c.clients; ++i) {
    std::int64_t least = c.unserved[static_cast<std::size_t>(i)];
    c.near.walk(i, [&](Reach r) {
      if (r.cost() >= least) return false;
      if (open[static_cast<std::size_t>(r.site())]) least = r.cost();
      return true;
    });
    cost += least;
  }
  return cost;
}

}  // namespace gishe::planner
