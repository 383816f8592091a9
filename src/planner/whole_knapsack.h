#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace gishe::planner {

/// Larger ones are replaced by the knapsack of parts, which is not less.
constexpr std::int64_t whole_knapsack_cells_max = 400'000;

/// Items are taken whole or not: the best that so many places can earn, for every number of places up to `most`.
/// An item is its people and its value.
template <class Value>
std::vector<Value> whole_knapsack(const std::vector<std::pair<std::int64_t, Value>>& items, std::int64_t most) {
  std::vector<Value> best(static_cast<std::size_t>(most) + 1);
  for (const auto& [people, value] : items)
    for (std::int64_t room = most; room >= people; --room) {
      const Value with = best[static_cast<std::size_t>(room - people)] + value;
      if (with > best[static_cast<std::size_t>(room)]) best[static_cast<std::size_t>(room)] = with;
    }
  return best;
}

}  // namespace gishe::planner
