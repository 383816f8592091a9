#pragma once
#include <optional>
#include <string_view>

#include "planner/accessibility.h"
#include "planner/sizing.h"

namespace gishe::planner {

/// Our own form (docs/planner.md): clients, sites with their `places` and opening costs, minutes between them. A reach
/// costs people x minutes. `capacity` stands for the places of every site where given. With `all_open` every site that
/// is not forbidden is open as it stands, and costs nothing: who goes where is all that is asked. Throws Unreadable.
SizingProblem read_sizing_json(std::string_view text, std::optional<std::int64_t> capacity, bool all_open);

/// A zone (docs/planner.md): services with their modules and costs, settlements with the people in need of each, sites
/// with what exists, minutes, a travel limit (inclusive), a budget, a quota. Site and client k x n + i of the problem
/// are service k of place i. `budget` stands for the file's where given. Throws Unreadable.
SizingProblem read_zone_json(std::string_view text, std::optional<std::int64_t> budget);

/// The same form as `read_sizing_json`, for access: people, places and minutes as they stand. `names`: of the clients.
AccessCase read_access_json(std::string_view text, std::optional<std::int64_t> capacity,
                            std::vector<std::string>& names);

}  // namespace gishe::planner
