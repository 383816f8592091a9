#include "planner/siting_check.h"

#include <fmt/format.h>

#include <algorithm>

namespace gishe::planner {

std::string check(const SitingProblem& problem, const SitingPlan& plan) {
  if (!plan.has_plan())
    return plan.open.empty() && plan.assignment.empty() ? "" : "says that there is no plan, and has one";
  std::vector<char> open(static_cast<std::size_t>(problem.sites));
  std::int64_t cost = 0;
  int last = -1;
  for (const int j : plan.open) {
    if (j <= last || j >= problem.sites) return fmt::format("open site {} is out of order or not a site", j + 1);
    last = j;
    const auto at = static_cast<std::size_t>(j);
    open[at] = 1;
    if (!problem.rule.empty() && problem.rule[at] == SiteRule::forbidden)
      return fmt::format("site {} is forbidden", j + 1);
    if (!problem.opening_cost.empty()) cost += problem.opening_cost[at];
  }
  for (std::size_t j = 0; j < problem.rule.size(); ++j)
    if (problem.rule[j] == SiteRule::kept && !open[j]) return fmt::format("site {} has to stay open", j + 1);
  if (problem.open_exactly && std::ssize(plan.open) != *problem.open_exactly)
    return fmt::format("{} sites are open, not {}", plan.open.size(), *problem.open_exactly);
  if (std::ssize(plan.assignment) != problem.clients) return "not every client is named";
  std::vector<Reach> row;
  for (int i = 0; i < problem.clients; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const int site = plan.assignment[at];
    if (site < 0) {
      if (problem.unserved_cost.empty()) return fmt::format("client {} is not served", i + 1);
      cost += problem.unserved_cost[at];
      continue;
    }
    if (site >= problem.sites || !open[static_cast<std::size_t>(site)])
      return fmt::format("client {} goes to site {}, which is not open", i + 1, site + 1);
    row.clear();
    problem.costs->row(i, row);
    const auto reach = std::find_if(row.begin(), row.end(), [&](Reach r) { return r.site() == site; });
    if (reach == row.end()) return fmt::format("client {} cannot reach site {}", i + 1, site + 1);
    cost += reach->cost();
  }
  if (cost != plan.objective) return fmt::format("costs {}, not {} as it says", cost, plan.objective);
  if (plan.bound > cost) return fmt::format("its bound {} is above its cost {}", plan.bound, cost);
  if (plan.status == Status::optimal && plan.bound != cost) return "says optimal without the proof";
  return "";
}

}  // namespace gishe::planner
