#pragma once
#include "planner/size_bound.h"
#include "planner/sizing_run.h"

namespace gishe::planner {

/// Branch and bound over the levels and, where nobody may be split, over the pairs: goes on until the run is done.
/// Gives back how many nodes it looked at. `c` is as the root left it, `offers` are the root's.
int search_tree(const SizingCase& c, const Offers& offers, SizingRun& run);

}  // namespace gishe::planner
