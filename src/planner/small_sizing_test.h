#pragma once
#include <functional>
#include <limits>
#include <map>
#include <random>

#include "planner/sizing.h"
#include "planner/written_costs_test.h"

/// Cases small enough to try everything.
namespace gishe::planner::small {

inline std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;

struct Small {
  SizingProblem problem;
  std::vector<std::vector<std::int64_t>> rows;  // -1: not allowed
};

/// Every kind of rule at once, each in some of the cases.
inline Small make(std::mt19937_64& random) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n + 1)); };
  Small s;
  SizingProblem& p = s.problem;
  p.clients = 1 + upto(3);
  p.sites = 1 + upto(3);
  const bool sparse = upto(2) == 0, flat = upto(4) == 0;
  s.rows.resize(at(p.clients));
  for (int i = 0; i < p.clients; ++i) {
    p.demand.push_back(upto(4));
    // Costs that a person's part of is not whole, too.
    for (int j = 0; j < p.sites; ++j) s.rows[at(i)].push_back(sparse && upto(2) == 0 ? -1 : flat ? 0 : upto(60));
  }
  const bool paid = upto(1), levels = upto(1);
  for (int j = 0; j < p.sites; ++j) {
    p.sizes.emplace_back();
    std::int64_t places = 0, cost = upto(20), budget = 1 + upto(4);
    for (int l = upto(9) == 0 ? 0 : 1 + (levels ? upto(2) : 0); l > 0; --l) {
      places += 1 + upto(levels ? 3 : 7);
      p.sizes.back().push_back({places, cost, paid ? budget : 0});
      cost += upto(10);
      budget += upto(4);
    }
  }
  if (paid) p.budget = upto(14);
  if (upto(2) == 0)
    for (int j = 0; j < p.sites; ++j) p.kept.push_back(!p.sizes[at(j)].empty() && upto(3) == 0);
  if (upto(2) > 0)
    for (int i = 0; i < p.clients; ++i) p.unserved_cost.push_back(upto(90));
  if (upto(3) == 0) {
    p.quota = upto(3);
    for (int i = 0; i < p.clients; ++i) p.client_town.push_back(upto(1));
    for (int j = 0; j < p.sites; ++j) p.site_town.push_back(upto(1));
  }
  p.single_source = upto(3) == 0;
  p.decimals = 0;
  p.costs = std::make_shared<WrittenCosts>(s.rows);
  return s;
}

/// All ways to send every client's people, one client after the other: leaf(cost, people left at home by client). Costs
/// are 12 times as large, which every demand divides. A way is left where `goes_on` says no of its cost so far.
inline void each_service(const Small& s, std::vector<std::int64_t> places,
                         const std::function<bool(std::int64_t)>& goes_on,
                         const std::function<void(std::int64_t, const std::vector<std::int64_t>&)>& leaf) {
  const SizingProblem& p = s.problem;
  std::map<std::pair<int, int>, std::int64_t> from;
  std::vector<std::int64_t> home = p.demand;
  const std::function<void(int, int, std::int64_t)> go = [&](int i, int j, std::int64_t cost) {
    if (!goes_on(cost)) return;
    if (i == p.clients) return leaf(cost, home);
    std::int64_t& left = home[at(i)];
    if (j == p.sites) {
      if (left == 0) return go(i + 1, 0, cost);
      if (p.unserved_cost.empty() || (p.single_source && left < p.demand[at(i)])) return;
      return go(i + 1, 0, cost + p.unserved_cost[at(i)] * left * 12 / p.demand[at(i)]);
    }
    const bool foreign = p.quota && p.client_town[at(i)] != p.site_town[at(j)];
    const std::int64_t most = left;
    for (std::int64_t people = 0; people <= most; ++people) {
      if (people > 0) {
        if (s.rows[at(i)][at(j)] < 0 || places[at(j)] < people) break;
        if (p.single_source && people != p.demand[at(i)]) continue;
      }
      std::int64_t unlimited = 0;
      std::int64_t& came = foreign ? from[{p.client_town[at(i)], j}] : unlimited;
      if (foreign && came + people > *p.quota) break;
      places[at(j)] -= people;
      came += people;
      left -= people;
      const std::int64_t part = people == 0 ? 0 : s.rows[at(i)][at(j)] * people * 12 / p.demand[at(i)];
      go(i, j + 1, cost + part);
      places[at(j)] += people;
      came -= people;
      left += people;
    }
  };
  go(0, 0, 0);
}

/// Every choice of sizes that the rules and the budget allow: use(places by site, cost).
inline void each_choice(const SizingProblem& p,
                        const std::function<void(const std::vector<std::int64_t>&, std::int64_t)>& use) {
  std::vector<int> size(at(p.sites), -1);
  for (;;) {
    std::int64_t cost = 0, budget = 0;
    std::vector<std::int64_t> places(at(p.sites));
    bool good = true;
    for (int j = 0; j < p.sites; ++j) {
      if (size[at(j)] < 0) {
        good = good && (p.kept.empty() || !p.kept[at(j)]);
        continue;
      }
      const Size& here = p.sizes[at(j)][at(size[at(j)])];
      places[at(j)] = here.places;
      cost += here.cost;
      budget += here.budget;
    }
    if (good && (!p.budget || budget <= *p.budget)) use(places, cost);
    int j = 0;
    while (j < p.sites && ++size[at(j)] == std::ssize(p.sizes[at(j)])) size[at(j++)] = -1;
    if (j == p.sites) return;
  }
}

}  // namespace gishe::planner::small
