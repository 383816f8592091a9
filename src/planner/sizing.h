#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "planner/reach.h"
#include "planner/verdict.h"

namespace gishe::planner {

/// What a site may be: so many places, for so much in the objective and so much of the budget.
struct Size {
  std::int64_t places = 0, cost = 0, budget = 0;
};

/// Which sites to open, how large, and who goes where, when places are limited: capacitated location, the zone's plan,
/// capacitated cover, transport. All amounts are whole numbers of one unit; `decimals` says how many digits of them
/// stand behind the point. One `site` here is one service at one place: a place with three services is three sites, a
/// settlement with need of three is three clients.
///
///   least   sum of the costs of the sizes + for every client cost_ij x (the part of its people that goes to j)
///           + unserved_cost x (the part that goes nowhere)
///   with    at each site one of its sizes or, where it is not kept, nothing; at most `places` people there;
///           the sizes' budgets together at most `budget`;
///           at most `quota` people to a site from each other town; nobody split where `single_source`
struct SizingProblem {
  int clients = 0;
  int sites = 0;
  std::vector<std::int64_t> demand;         ///< by client: people
  std::shared_ptr<const Costs> costs;       ///< a reach costs this for ALL the client's people
  std::vector<std::vector<Size>> sizes;     ///< by site, ascending places; none: the site cannot open
  std::vector<char> kept;                   ///< by site: it has to be one of its sizes; empty: none
  std::vector<std::int64_t> unserved_cost;  ///< by client, for all its people; empty: everybody has to be served
  std::optional<std::int64_t> budget;
  std::optional<std::int64_t> quota;
  std::vector<int> client_town, site_town;  ///< needed with a quota
  bool single_source = false;
  int decimals = 0;
  std::vector<std::string> client_names, site_names;  ///< empty: their numbers, from 1
};

struct Served {
  int client, site;
  std::int64_t people;
};

/// Its objective counts a part of a unit as a whole one.
struct SizingPlan : Verdict {
  std::vector<int> size;       ///< by site: which of its sizes, -1: closed
  std::vector<Served> served;  ///< by client, then site
  std::vector<double> worth;   ///< by site: what one more place there would save, in the unit, sizes as they are
};

}  // namespace gishe::planner
