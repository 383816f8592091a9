#pragma once
#include <string>

#include "planner/sizing.h"

namespace gishe::planner {

/// What is wrong with a plan, in words; empty where it is what it says. Reads the problem only, nothing of the solver.
std::string check(const SizingProblem& problem, const SizingPlan& plan);

}  // namespace gishe::planner
