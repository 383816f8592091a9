#pragma once
#include <functional>
#include <vector>

#include "planner/siting_case.h"

namespace gishe::planner {

/// The Lagrangian bound: every client i offers a price; a site is worth opening at
///   worth_j = opening_cost_j - sum over i of max(0, price_i - cost_ij),
/// and no plan costs less than the sum of the prices + the least sum of worths that the rules allow
/// (Cornuejols, Fisher and Nemhauser 1977). Prices need not be good for the bound to be true.
struct PricedBound {
  std::int64_t bound = 0;                   ///< whole units, rounded up: proven
  std::int64_t scale = 1;                   ///< worths are in 1/scale of a unit, exact
  std::vector<std::int64_t> worth;          ///< by site
  std::int64_t sum = 0;                     ///< the bound before rounding, in 1/scale
  std::int64_t last_in = 0, first_out = 0;  ///< with open_exactly: the dearest free site taken, the cheapest left
  std::vector<int> taken;                   ///< the sites whose worths are in the sum, ascending
};

/// Exact: the prices are rounded to 1/scale first, and the rest is whole numbers.
PricedBound priced_bound(SitingCase& c, const std::vector<double>& prices);

/// Marks sites that no plan under `objective` opens (or leaves closed), by what the bound would be with them.
/// Returns how many became known.
int fix_by_worth(SitingCase& c, const PricedBound& bound, std::int64_t objective);

/// Makes `prices` better by subgradient ascent. `first_step` is 1, or less where they are good already. Calls
/// `primal(taken)` now and then with sites that look good; it answers the cost of the best plan known.
void climb(SitingCase& c, std::vector<double>& prices, double first_step,
           const std::function<std::int64_t(const std::vector<int>&)>& primal, const std::function<bool()>& over);

}  // namespace gishe::planner
