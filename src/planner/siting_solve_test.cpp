#include "planner/siting_solve.h"

#include <gtest/gtest.h>

#include <random>

#include "planner/siting_check.h"
#include "planner/stopped_test.h"
#include "planner/written_costs_test.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Small {
  SitingProblem problem;
  std::shared_ptr<WrittenCosts> pairs;
};

/// Every kind of rule at once, each in some of the cases.
Small small(std::mt19937_64& random) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n + 1)); };
  Small s;
  SitingProblem& p = s.problem;
  p.clients = 1 + upto(9);
  p.sites = 1 + upto(7);
  const bool sparse = upto(2) == 0, flat = upto(3) == 0;
  std::vector<std::vector<std::int64_t>> rows(at(p.clients));
  for (auto& row : rows)
    for (int j = 0; j < p.sites; ++j) row.push_back(sparse && upto(2) == 0 ? -1 : flat ? 0 : upto(20));
  if (upto(1)) {
    p.opening_cost.resize(at(p.sites));
    for (auto& f : p.opening_cost) f = upto(15);
  }
  if (upto(1)) {
    p.rule.resize(at(p.sites));
    for (auto& r : p.rule) r = static_cast<SiteRule>(upto(5) == 0 ? 1 + upto(1) : 0);
  }
  if (upto(1)) {
    p.unserved_cost.resize(at(p.clients));
    for (auto& u : p.unserved_cost) u = upto(25);
  }
  if (upto(1)) p.open_exactly = upto(p.sites);
  s.pairs = std::make_shared<WrittenCosts>(std::move(rows));
  p.costs = s.pairs;
  return s;
}

/// Every set of sites, every client at its cheapest; -1: there is no plan.
std::int64_t by_trying_all(const Small& s) {
  const SitingProblem& p = s.problem;
  std::int64_t best = -1;
  for (unsigned set = 0; set < 1U << p.sites; ++set) {
    std::int64_t cost = 0;
    bool good = !p.open_exactly || __builtin_popcount(set) == *p.open_exactly;
    for (int j = 0; j < p.sites; ++j) {
      const bool open = set >> j & 1;
      if (!p.rule.empty() && p.rule[at(j)] == (open ? SiteRule::forbidden : SiteRule::kept)) good = false;
      if (open && !p.opening_cost.empty()) cost += p.opening_cost[at(j)];
    }
    for (int i = 0; good && i < p.clients; ++i) {
      std::int64_t least = p.unserved_cost.empty() ? -1 : p.unserved_cost[at(i)];
      for (int j = 0; j < p.sites; ++j) {
        const std::int64_t c = s.pairs->rows()[at(i)][at(j)];
        if ((set >> j & 1) && c >= 0 && (least < 0 || c < least)) least = c;
      }
      good = least >= 0;
      cost += least;
    }
    if (good && (best < 0 || cost < best)) best = cost;
  }
  return best;
}

TEST(SitingSolve, four_thousand_small_cases_are_what_trying_all_gives) {
  std::mt19937_64 random(7);
  int without = 0;
  for (int n = 0; n < 4000; ++n) {
    const Small s = small(random);
    const SitingPlan plan = solve(s.problem, {});
    const std::int64_t best = by_trying_all(s);
    if (best < 0) {
      ++without;
      ASSERT_EQ(plan.status, Status::infeasible) << "case " << n;
      ASSERT_NE(plan.reason, "") << "case " << n;
      continue;
    }
    ASSERT_EQ(plan.status, Status::optimal) << "case " << n << " " << plan.reason;
    ASSERT_EQ(plan.objective, best) << "case " << n;
    ASSERT_EQ(plan.bound, best) << "case " << n;
    ASSERT_EQ(check(s.problem, plan), "") << "case " << n;
  }
  EXPECT_GT(without, 100);
  EXPECT_LT(without, 2500);
}

/// Places on a square, every one client and site.
SitingProblem square(int places, int open, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::pair<std::int64_t, std::int64_t>> points;
  for (int i = 0; i < places; ++i)
    points.emplace_back(static_cast<std::int64_t>(random() % 1000), static_cast<std::int64_t>(random() % 1000));
  std::vector<std::vector<std::int64_t>> rows;
  for (const auto& [x, y] : points) {
    rows.emplace_back();
    for (const auto& [u, v] : points) rows.back().push_back(std::abs(x - u) + std::abs(y - v));
  }
  SitingProblem p;
  p.clients = p.sites = places;
  p.open_exactly = open;
  p.costs = std::make_shared<WrittenCosts>(std::move(rows));
  return p;
}

TEST(SitingSolve, a_seed_gives_the_same_plan_and_another_the_same_value) {
  const SitingProblem p = square(120, 9, 3);
  const SitingPlan first = solve(p, {}), again = solve(p, {});
  EXPECT_EQ(first.open, again.open);
  Limits other;
  other.seed = 99;
  EXPECT_EQ(solve(p, other).objective, first.objective);
}

TEST(SitingSolve, stopped_at_a_thousand_moments_it_gives_a_checked_plan_with_a_true_bound) {
  EXPECT_GT(stopped_at_random(square(40, 5, 5), 1000), 100);
}

TEST(SitingSolve, an_unreachable_client_is_named) {
  SitingProblem p;
  p.clients = 2;
  p.sites = 1;
  p.client_names = {"Пещера", "Сърница"};
  p.costs = std::make_shared<WrittenCosts>(std::vector<std::vector<std::int64_t>>{{4}, {-1}});
  const SitingPlan plan = solve(p, {});
  EXPECT_EQ(plan.status, Status::infeasible);
  EXPECT_NE(plan.reason.find("Сърница"), std::string::npos);
}

TEST(SitingSolve, costs_that_cannot_be_added_up_are_refused) {
  SitingProblem p;
  p.clients = p.sites = 2000;
  p.open_exactly = 1;
  p.costs = std::make_shared<WrittenCosts>(
      std::vector<std::vector<std::int64_t>>(2000, std::vector<std::int64_t>(2000, Reach::cost_max)));
  EXPECT_THROW(solve(p, {}), std::invalid_argument);
}

TEST(SitingCheck, finds_what_is_wrong_with_a_plan) {
  SitingProblem p = square(20, 3, 1);
  const SitingPlan good = solve(p, {});
  ASSERT_EQ(check(p, good), "");
  const auto broken = [&](auto change) {
    SitingPlan plan = good;
    change(plan);
    return check(p, plan);
  };
  EXPECT_NE(broken([](SitingPlan& s) { --s.objective; }), "");
  EXPECT_NE(broken([](SitingPlan& s) { s.bound = s.objective + 1; }), "");
  EXPECT_NE(broken([](SitingPlan& s) { --s.bound; }), "");
  EXPECT_NE(broken([](SitingPlan& s) { s.open.pop_back(); }), "");
  EXPECT_NE(broken([](SitingPlan& s) { s.assignment.front() = -1; }), "");
  EXPECT_NE(broken([](SitingPlan& s) { s.assignment.pop_back(); }), "");
  EXPECT_NE(broken([](SitingPlan& s) { std::swap(s.open.front(), s.open.back()); }), "");
  p.rule.assign(20, SiteRule::free);
  p.rule[at(good.open.front())] = SiteRule::forbidden;
  EXPECT_NE(check(p, good), "");
}

}  // namespace
}  // namespace gishe::planner
