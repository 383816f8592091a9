#pragma once
#include <functional>
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

/// What a site's places can earn from the offers, by level of its range; not proven.
void earnings(const SizingCase& c, const std::vector<double>& person, int site, std::vector<double>& by_level);

/// What an ascent leaves beside the offers.
struct Ascended {
  std::vector<double> open;   ///< by site: how often it was open lately, 0 to 1
  std::vector<double> level;  ///< by site: its mean level lately
  double bound = 0;           ///< not proven
  int steps = 0;
};

/// Offers that are better for the bound, by subgradient steps. `primal` is asked now and then with the levels that the
/// bound takes (within the budget) and gives back the best objective.
Ascended climb(const SizingCase& c, Offers& offers, double first_step, int steps_max,
               const std::function<std::int64_t(const std::vector<int>&)>& primal, const std::function<bool()>& over);

}  // namespace gishe::planner
