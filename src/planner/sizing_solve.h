#pragma once
#include "planner/limits.h"
#include "planner/sizing.h"

namespace gishe::planner {

/// The best plan and the proof of how good it is. Ends when proven, within `limits.gap`, or stopped; deterministic for
/// a seed where it is not stopped. Every plan has passed `check`. Throws std::invalid_argument where
/// the costs of a plan cannot be added up in 61 bits.
SizingPlan solve(const SizingProblem& problem, const Limits& limits);

}  // namespace gishe::planner
