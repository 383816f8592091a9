#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "planner/sizing_case.h"

namespace gishe::planner {

/// Nobody split: each client whole at one site or at home, with the places as the levels give them. Begins with where
/// most of a client's people go in `split`, makes room, then moves and exchanges clients while that saves.
/// Nothing where it finds no way.
std::optional<std::vector<Served>> whole_clients(const SizingCase& c, const std::vector<int>& levels,
                                                 const std::vector<Served>& split, const std::function<bool()>& over);

}  // namespace gishe::planner
