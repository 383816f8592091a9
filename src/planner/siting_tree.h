#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "planner/siting_case.h"

namespace gishe::planner {

/// What the tree and its helpers know of the best plan.
struct Best {
  std::vector<int> open;
  std::int64_t cost;
};

struct TreeEnd {
  std::int64_t bound;  ///< proven for every plan of the case
  int nodes;
};

/// Branch and bound on which sites open: linear programs guide it, exact prices cut it off. A branch ends only where
/// `priced_bound` says that nothing in it is under the best plan, or where every site is decided.
/// `better(open)` is asked to try a set of sites and answers the best plan known; `goes_on(b)` hears of better
/// bounds and says whether to go on; `over` is asked within a linear program too.
TreeEnd search_tree(SitingCase& c, const std::vector<double>& prices, const Best& start,
                    const std::function<const Best&(const std::vector<int>&)>& better,
                    const std::function<bool(std::int64_t)>& goes_on, const std::function<bool()>& over);

}  // namespace gishe::planner
