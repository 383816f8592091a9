#include "planner/sizing_solve.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <map>
#include <random>

#include "planner/sizing_check.h"
#include "planner/stopped_test.h"
#include "planner/written_costs_test.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;

struct Small {
  SizingProblem problem;
  std::vector<std::vector<std::int64_t>> rows;  // -1: not allowed
};

/// Every kind of rule at once, each in some of the cases.
Small small(std::mt19937_64& random) {
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

/// All ways to send every client's people, one after the other; the cost times 12, which every demand divides.
std::int64_t best_service(const Small& s, std::vector<std::int64_t> places) {
  const SizingProblem& p = s.problem;
  std::map<std::pair<int, int>, std::int64_t> from;
  std::int64_t best = never;
  const std::function<void(int, int, std::int64_t, std::int64_t, bool)> go = [&](int i, int j, std::int64_t left,
                                                                                 std::int64_t cost, bool split) {
    if (cost >= best) return;
    if (i == p.clients) {
      best = cost;
      return;
    }
    const auto next = [&](std::int64_t with) {
      go(i + 1, 0, i + 1 < p.clients ? p.demand[at(i + 1)] : 0, with, false);
    };
    if (j == p.sites) {
      if (left == 0) return next(cost);
      if (p.unserved_cost.empty() || (p.single_source && split)) return;
      return next(cost + p.unserved_cost[at(i)] * left * 12 / p.demand[at(i)]);
    }
    const bool foreign = p.quota && p.client_town[at(i)] != p.site_town[at(j)];
    for (std::int64_t people = 0; people <= left; ++people) {
      if (people > 0) {
        if (s.rows[at(i)][at(j)] < 0 || places[at(j)] < people) break;
        if (p.single_source && people != p.demand[at(i)]) continue;
      }
      auto& came = from[{foreign ? p.client_town[at(i)] : -1, j}];
      if (foreign && came + people > *p.quota) break;
      places[at(j)] -= people;
      if (foreign) came += people;
      const std::int64_t part = people == 0 ? 0 : s.rows[at(i)][at(j)] * people * 12 / p.demand[at(i)];
      go(i, j + 1, left - people, cost + part, split || people > 0);
      places[at(j)] += people;
      if (foreign) came -= people;
    }
  };
  go(0, 0, p.demand[0], 0, false);
  return best;
}

/// Every choice of sizes; -1: there is no plan. A part of a unit is rounded up.
std::int64_t by_trying_all(const Small& s) {
  const SizingProblem& p = s.problem;
  std::vector<int> size(at(p.sites), -1);
  std::int64_t best = never;
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
    if (good && (!p.budget || budget <= *p.budget)) {
      const std::int64_t served = best_service(s, places);
      if (served < never) best = std::min(best, cost * 12 + served);
    }
    int j = 0;
    while (j < p.sites && ++size[at(j)] == std::ssize(p.sizes[at(j)])) size[at(j++)] = -1;
    if (j == p.sites) return best == never ? -1 : (best + 11) / 12;
  }
}

TEST(Sizing, small_cases_equal_trying_everything) {
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    std::mt19937_64 random(seed);
    const Small s = small(random);
    const std::int64_t best = by_trying_all(s);
    const SizingPlan plan = solve(s.problem, {});
    if (best < 0) {
      ASSERT_EQ(plan.status, Status::infeasible) << "seed " << seed;
      ASSERT_FALSE(plan.reason.empty());
      continue;
    }
    ASSERT_EQ(plan.status, Status::optimal)
        << "seed " << seed << " objective " << plan.objective << " bound " << plan.bound << " by trying all " << best;
    ASSERT_EQ(plan.objective, best) << "seed " << seed;
    ASSERT_EQ(check(s.problem, plan), "") << "seed " << seed;
  }
}

SizingProblem town(std::uint64_t seed, int clients, int sites) {
  std::mt19937_64 random(seed);
  SizingProblem p;
  p.clients = clients;
  p.sites = sites;
  std::vector<std::vector<std::int64_t>> rows(at(clients));
  std::int64_t people = 0;
  for (int i = 0; i < clients; ++i) {
    p.demand.push_back(1 + static_cast<std::int64_t>(random() % 20));
    people += p.demand.back();
    for (int j = 0; j < sites; ++j) rows[at(i)].push_back(static_cast<std::int64_t>(random() % 1000));
  }
  for (int j = 0; j < sites; ++j) p.sizes.push_back({{people / 4, 800, 0}, {people / 2, 1200, 0}});
  p.costs = std::make_shared<WrittenCosts>(std::move(rows));
  return p;
}

TEST(Sizing, stopped_at_a_thousand_moments_it_gives_a_checked_plan_with_a_true_bound) {
  EXPECT_GT(stopped_at_random(town(7, 6, 4), 1000), 100);
}

TEST(Sizing, a_gap_is_kept_and_named) {
  const SizingProblem p = town(11, 40, 15);
  Limits limits;
  limits.gap = 0.05;
  const SizingPlan plan = solve(p, limits);
  EXPECT_LE(plan.gap(), 0.05);
  EXPECT_TRUE(plan.status == Status::within_gap || plan.status == Status::optimal);
}

TEST(Sizing, what_cannot_be_is_said_in_words) {
  SizingProblem p = town(5, 3, 2);
  p.sizes = {{{1, 0, 0}}, {{2, 0, 0}}};
  EXPECT_EQ(solve(p, {}).status, Status::infeasible);
  EXPECT_NE(solve(p, {}).reason.find("3 places at the most"), std::string::npos);
  p.client_names = {"Сърница", "Пещера", "Брацигово"};
  p.sizes = {{{1000, 0, 0}}, {}};
  p.costs = std::make_shared<WrittenCosts>(std::vector<std::vector<std::int64_t>>{{-1, 5}, {1, 1}, {1, 1}});
  EXPECT_EQ(solve(p, {}).reason, "Сърница: no site that may serve it");
}

TEST(Sizing, one_more_place_is_worth_what_it_saves) {
  SizingProblem p;
  p.clients = 1;
  p.sites = 2;
  p.demand = {10};
  p.costs = std::make_shared<WrittenCosts>(std::vector<std::vector<std::int64_t>>{{100, 300}});  // 10 and 30 a person
  p.sizes = {{{4, 0, 0}}, {{20, 0, 0}}};
  p.kept = {1, 1};
  const SizingPlan plan = solve(p, {});
  EXPECT_EQ(plan.objective, 40 + 180);
  EXPECT_NEAR(plan.worth[0], 20, 1e-3);
  EXPECT_NEAR(plan.worth[1], 0, 1e-3);
}

TEST(Sizing, the_check_finds_what_is_wrong) {
  const SizingProblem p = town(2, 6, 3);
  const SizingPlan good = solve(p, {});
  ASSERT_EQ(check(p, good), "");
  const auto wrong = [&](const std::function<void(SizingPlan&)>& spoil) {
    SizingPlan plan = good;
    spoil(plan);
    return check(p, plan);
  };
  EXPECT_NE(wrong([](SizingPlan& x) { --x.objective; }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { x.bound = x.objective + 1; }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { --x.bound; }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { x.served.pop_back(); }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { ++x.served.front().people; }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { x.served.push_back(x.served.front()); }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { std::fill(x.size.begin(), x.size.end(), -1); }), "");
  EXPECT_NE(wrong([](SizingPlan& x) { x.size.front() = 9; }), "");
}

}  // namespace
}  // namespace gishe::planner
