#pragma once
#include <string_view>

#include "planner/siting.h"

namespace gishe::planner {

enum class SitingKind : std::uint8_t { pmedian, ufl, mclp, setcover };

/// Our own form, described in docs/planner.md: clients with their demand, sites with their opening costs and rules, and
/// the minutes between them. Under `pmedian` and `ufl` a reach costs demand x minutes; under `mclp` and `setcover` it
/// is free within `radius` minutes (inclusive) and not there beyond. Throws Unreadable.
SitingProblem read_siting_json(std::string_view text, SitingKind kind, double radius);

}  // namespace gishe::planner
