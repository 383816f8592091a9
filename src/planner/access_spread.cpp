#include "planner/access_spread.h"

#include <algorithm>

#include "planner/accessibility.h"

namespace gishe::planner {

AccessSpread access_spread(const SizingProblem& p, const SizingPlan& plan) {
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  std::vector<double> may_come(at(p.sites)), access(at(p.clients)), people(p.demand.begin(), p.demand.end());
  std::vector<Reach> row;
  const auto each_reach = [&](const auto& use) {
    for (int i = 0; i < p.clients; ++i) {
      row.clear();
      if (p.demand[at(i)] > 0) p.costs->row(i, row);
      for (const Reach r : row)
        if (plan.size[at(r.site())] >= 0) use(at(i), at(r.site()));
    }
  };
  each_reach([&](std::size_t i, std::size_t j) { may_come[j] += people[i]; });
  each_reach([&](std::size_t i, std::size_t j) {
    access[i] += static_cast<double>(p.sizes[j][at(plan.size[j])].places) / may_come[j];
  });
  AccessSpread spread;
  spread.gini = gini(access, people);
  bool first = true;
  for (std::size_t i = 0; i < access.size(); ++i) {
    if (people[i] == 0) continue;
    spread.least = first ? access[i] : std::min(spread.least, access[i]);
    spread.most = first ? access[i] : std::max(spread.most, access[i]);
    first = false;
  }
  return spread;
}

}  // namespace gishe::planner
