#include "planner/sizing_solve.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "planner/sizing_check.h"
#include "planner/small_sizing_test.h"
#include "planner/stopped_test.h"
#include "planner/written_costs_test.h"

namespace gishe::planner {
namespace {

using small::at;
using small::Small;

/// -1: there is no plan. A part of a unit is rounded up.
std::int64_t by_trying_all(const Small& s) {
  std::int64_t best = small::never;
  small::each_choice(s.problem, [&](const std::vector<std::int64_t>& places, std::int64_t cost) {
    small::each_service(
        s, places, [&](std::int64_t so_far) { return cost * 12 + so_far < best; },
        [&](std::int64_t served, const std::vector<std::int64_t>&) { best = cost * 12 + served; });
  });
  return best == small::never ? -1 : (best + 11) / 12;
}

TEST(Sizing, small_cases_equal_trying_everything) {
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    std::mt19937_64 random(seed);
    const Small s = small::make(random);
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

TEST(Sizing, threads_change_the_way_and_never_the_proof) {
  const SizingProblem p = town(11, 40, 15);
  Limits two;
  two.threads = 2;
  const SizingPlan alone = solve(p, {}), together = solve(p, two), again = solve(p, two);
  ASSERT_EQ(alone.status, Status::optimal);
  EXPECT_GT(alone.nodes, 10);
  EXPECT_EQ(together.status, Status::optimal);
  EXPECT_EQ(together.objective, alone.objective);
  EXPECT_EQ(together.size, again.size);
  EXPECT_EQ(together.nodes, again.nodes);
  EXPECT_GT(stopped_at_random(town(7, 6, 4), 200, 2), 20);
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
