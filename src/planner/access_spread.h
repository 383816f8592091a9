#pragma once
#include "planner/sizing.h"

namespace gishe::planner {

/// How evenly a plan's places can be reached: places for one person who may come (2SFCA over the problem's own
/// reaches).
struct AccessSpread {
  double gini = 0;             ///< weighted by people
  double least = 0, most = 0;  ///< of the clients
};
AccessSpread access_spread(const SizingProblem& problem, const SizingPlan& plan);

}  // namespace gishe::planner
