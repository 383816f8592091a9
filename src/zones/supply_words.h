#pragma once
#include "platform/words/words.h"
#include "zones/supply_acts.h"

/// What is asked for and what there is of one kind, as people read it: the same on pages and in the paper.
namespace gishe::zones {

/// Counts of people's matters are rounded down to fives, and under five nothing is said: a report of today minus that
/// of yesterday, or one plan minus another that has a municipality more, then never tells a number under five.
inline constexpr std::int64_t rounded_to = 5;
std::string at_least(const words::Words& w, std::int64_t count);

struct SupplyFigures {
  std::string asked, unmet, to_neighbours, no_places, services, places, free,
      waiting;  // "–": not known, or not to be known
};
SupplyFigures figures_of(const words::Words& w, const OfType& type);

}  // namespace gishe::zones
