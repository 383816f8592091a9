#include "planner/merged_clients.h"

#include <algorithm>
#include <map>

#include "planner/pair_costs.h"

namespace gishe::planner {

SitingProblem with_merged_clients(const SitingProblem& problem) {
  if (problem.unserved_cost.empty()) return problem;
  std::map<std::vector<Reach>, std::int64_t> price_of;  // by the whole row
  std::vector<Reach> row;
  for (int i = 0; i < problem.clients; ++i) {
    row.clear();
    problem.costs->row(i, row);
    if (std::any_of(row.begin(), row.end(), [](Reach r) { return r.cost() != 0; })) return problem;
    std::sort(row.begin(), row.end());
    price_of[row] += problem.unserved_cost[static_cast<std::size_t>(i)];
  }
  SitingProblem merged = problem;
  merged.clients = static_cast<int>(price_of.size());
  merged.client_names.clear();
  merged.unserved_cost.clear();
  std::vector<std::vector<Reach>> rows;
  for (auto& [reaches, price] : price_of) {
    rows.push_back(reaches);
    merged.unserved_cost.push_back(price);
  }
  merged.costs = std::make_shared<PairCosts>(std::move(rows));
  return merged;
}

}  // namespace gishe::planner
