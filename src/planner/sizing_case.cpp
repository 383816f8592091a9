#include "planner/sizing_case.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>

namespace gishe::planner {

SizingCase::SizingCase(const SizingProblem& p)
    : given(p),
      clients(p.clients),
      sites(p.sites),
      must_serve(p.unserved_cost.empty()),
      demand(p.demand),
      unserved(p.unserved_cost),
      foreign_towns(at(p.sites)),
      budget(p.budget),
      most(1) {
  const auto add = [this](std::int64_t amount) {
    most += amount;
    if (most > std::int64_t{1} << 61) throw std::invalid_argument("the costs are too large to be added up");
  };
  std::vector<Reach> row;
  std::vector<int> count(at(sites) + 1);
  way_first.push_back(0);
  for (int i = 0; i < clients; ++i) {
    row.clear();
    if (demand[at(i)] > 0) p.costs->row(i, row);
    std::sort(row.begin(), row.end());
    std::int64_t dearest = must_serve ? 0 : unserved[at(i)];
    for (const Reach r : row) {
      if (p.sizes[at(r.site())].empty()) continue;
      ways.push_back({r.site(), r.cost()});
      ++count[at(r.site()) + 1];
      dearest = std::max(dearest, r.cost());
    }
    add(dearest + 1);
    way_first.push_back(static_cast<int>(ways.size()));
  }
  for (int j = 0; j < sites; ++j) count[at(j) + 1] += count[at(j)];
  visit_first = count;
  visits.resize(ways.size());
  for (int i = 0; i < clients; ++i)
    for (int w = way_first[at(i)]; w < way_first[at(i) + 1]; ++w)
      visits[at(count[at(ways[at(w)].site)]++)] = {i, w, ways[at(w)].cost, per_person(i, ways[at(w)].cost), -1};
  if (p.quota)
    for (int j = 0; j < sites; ++j) {
      std::map<int, int> towns;
      for (int v = visit_first[at(j)]; v < visit_first[at(j) + 1]; ++v) {
        const int town = p.client_town[at(visits[at(v)].client)];
        if (town == p.site_town[at(j)]) continue;
        visits[at(v)].foreign = towns.emplace(town, static_cast<int>(towns.size())).first->second;
      }
      foreign_towns[at(j)] = static_cast<int>(towns.size());
    }
  for (int j = 0; j < sites; ++j) {
    std::vector<Size> levels_here;
    if (p.kept.empty() || !p.kept[at(j)]) levels_here.emplace_back();
    levels_here.insert(levels_here.end(), p.sizes[at(j)].begin(), p.sizes[at(j)].end());
    std::int64_t dearest = 0;
    for (const Size& s : levels_here) dearest = std::max(dearest, s.cost);
    add(dearest);
    low.push_back(0);
    high.push_back(static_cast<int>(levels_here.size()) - 1);
    levels.push_back(std::move(levels_here));
  }
  std::int64_t step = 0;
  for (const auto& of_site : levels)
    for (const Size& s : of_site) step = std::gcd(step, s.budget);
  if (budget && *budget > 0 && step > 1) *budget -= *budget % step;
  barred.resize(ways.size());
  forced.resize(at(clients));
}

int SizingCase::undecided() const {
  int n = 0;
  for (int j = 0; j < sites; ++j) n += low[at(j)] < high[at(j)];
  return n;
}

}  // namespace gishe::planner
