#pragma once
#include "planner/limits.h"
#include "planner/sizing.h"

namespace gishe::planner {

/// In thousandths of a town's people, of all its services together.
struct FairPlan {
  SizingPlan plan;      ///< the cheapest that leaves no town worse off than `share`; its bound is among those
  int share = 1000;     ///< no town has more of its people served nowhere
  int share_bound = 0;  ///< proven: no plan does better by the worst-off town
};

/// Fairness first: the least worst share of a town's people who are served nowhere, by halving, then the least cost at
/// that share. Each question of the first step is given up after `asked_max` times that `stop` would be asked, so that
/// the answer does not hang on a clock; what was given up leaves `share` above `share_bound`. Throws
/// std::invalid_argument where everybody has to be served, or no client has a town.
FairPlan solve_fair(const SizingProblem& problem, const Limits& limits, int asked_max = 3000);

/// The largest share of a town's people that a plan serves nowhere, in thousandths, rounded up.
int worst_share(const SizingProblem& problem, const SizingPlan& plan);

}  // namespace gishe::planner
