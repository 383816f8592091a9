#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "planner/reach.h"
#include "planner/verdict.h"

namespace gishe::planner {

enum class SiteRule : std::uint8_t { free, kept, forbidden };

/// Which sites to open, when a site serves whoever comes: p-median, uncapacitated location, maximal cover, set cover.
/// All amounts are whole numbers of one unit; `decimals` says how many digits of them stand behind the point.
///
///   least   sum of opening_cost of the open sites + for every client the cheapest reach to an open site,
///           or its unserved_cost where that is less
///   with    every kept site open, no forbidden one, exactly `open_exactly` sites open where it is given
///
/// Maximal cover is this with reach 0 inside the limit and the demand as unserved_cost; set cover with opening cost 1.
struct SitingProblem {
  int clients = 0;
  int sites = 0;
  std::shared_ptr<const Costs> costs;
  std::vector<std::int64_t> opening_cost;   ///< by site; empty: all 0
  std::vector<SiteRule> rule;               ///< by site; empty: all free
  std::vector<std::int64_t> unserved_cost;  ///< by client; empty: everybody has to be served
  std::optional<int> open_exactly;
  int decimals = 0;
  std::vector<std::string> client_names, site_names;  ///< empty: their numbers, from 1
};

struct SitingPlan : Verdict {
  std::vector<int> open;        ///< ascending
  std::vector<int> assignment;  ///< by client: its site, or -1 where it is left unserved
};

}  // namespace gishe::planner
