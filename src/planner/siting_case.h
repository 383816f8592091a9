#pragma once
#include <optional>
#include <vector>

#include "planner/nearest.h"
#include "planner/siting.h"

namespace gishe::planner {

/// A siting problem as the solver walks it: the lists of reaches, and every vector of the problem filled in.
/// Clients that nobody reaches at a cost under `unserved` pay that; `must_be_served` prices stand above every real
/// plan.
struct SitingCase {
  int clients, sites;
  Nearest near;
  std::vector<std::int64_t> opening_cost, unserved;
  std::vector<SiteRule> rule;
  std::optional<int> open_exactly;

  SiteRule& rule_of(int site) { return rule[static_cast<std::size_t>(site)]; }
  SiteRule rule_of(int site) const { return rule[static_cast<std::size_t>(site)]; }
};

/// What a set of open sites costs, each client at its cheapest.
std::int64_t cost_of(SitingCase& c, const std::vector<bool>& open);

}  // namespace gishe::planner
