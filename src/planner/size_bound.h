#pragma once
#include <vector>

#include "planner/sizing_case.h"

namespace gishe::planner {

/// What a client offers for one of its people, and what a unit of the budget costs beside its amount.
struct Offers {
  std::vector<double> person;  ///< by client, in the problem's unit
  double budget = 0;
};

/// The Lagrangian bound: every client offers a price a person; what j is worth at a level is the best that its places
/// can earn from those offers (a knapsack), less what the level costs and takes of the budget. No plan costs less than
///   all offers - budget price x budget + the least worths that the levels allow.
/// Exact: offers are rounded first, the rest is whole numbers, and a knapsack is replaced by what its own dual proves.
struct SizeBound {
  std::int64_t bound = 0;                    ///< whole units, rounded up: proven
  std::vector<std::vector<__int128>> above;  ///< by site and level: by how much more at least, in 1/scale
  __int128 sum = 0;                          ///< the bound before rounding, in 1/scale
  std::int64_t scale = 1;
};
SizeBound priced_bound(const SizingCase& c, const Offers& offers);

/// Takes the levels from the ends of each site's range that no plan under `objective` has. Returns how many.
int fix_levels(SizingCase& c, const SizeBound& bound, std::int64_t objective);

}  // namespace gishe::planner
