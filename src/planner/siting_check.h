#pragma once
#include <string>

#include "planner/siting.h"

namespace gishe::planner {

/// What is wrong with a plan, in words; empty where it is what it says. Reads the problem only, nothing of the solver.
std::string check(const SitingProblem& problem, const SitingPlan& plan);

}  // namespace gishe::planner
