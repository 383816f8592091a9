#pragma once
#include <functional>
#include <random>
#include <vector>

#include "planner/size_bound.h"

namespace gishe::planner {

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

/// The mean levels of an ascent as whole ones.
std::vector<int> rounded(const SizingCase& c, const Ascended& ascended);

/// Open as often as the ascent had it open, by chance.
std::vector<int> drawn(const SizingCase& c, const Ascended& ascended, std::mt19937_64& random);

}  // namespace gishe::planner
