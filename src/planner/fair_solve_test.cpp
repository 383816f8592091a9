#include "planner/fair_solve.h"

#include <gtest/gtest.h>

#include "planner/access_spread.h"
#include "planner/sizing_check.h"
#include "planner/small_sizing_test.h"

namespace gishe::planner {
namespace {

using small::at;
using small::Small;

/// Two towns, and nobody who has to be served.
Small fair_case(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Small s = small::make(random);
  SizingProblem& p = s.problem;
  if (p.client_town.empty()) {
    for (int i = 0; i < p.clients; ++i) p.client_town.push_back(static_cast<int>(random() % 2));
    for (int j = 0; j < p.sites; ++j) p.site_town.push_back(static_cast<int>(random() % 2));
  }
  if (p.unserved_cost.empty())
    for (int i = 0; i < p.clients; ++i) p.unserved_cost.push_back(static_cast<std::int64_t>(random() % 90));
  return s;
}

std::int64_t worst_of(const SizingProblem& p, const std::vector<std::int64_t>& home) {
  std::int64_t worst = 0;
  for (const int town : {0, 1}) {
    std::int64_t all = 0, left = 0;
    for (int i = 0; i < p.clients; ++i)
      if (p.client_town[at(i)] == town) all += p.demand[at(i)], left += home[at(i)];
    if (all > 0) worst = std::max(worst, (left * 1000 + all - 1) / all);
  }
  return worst;
}

TEST(Fair, small_cases_equal_trying_everything) {
  int unfair = 0;  // where the cheapest plan alone would not do
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    const Small s = fair_case(seed);
    const SizingProblem& p = s.problem;
    std::pair<std::int64_t, std::int64_t> best{small::never, small::never};
    std::int64_t cheapest = small::never;
    small::each_choice(p, [&](const std::vector<std::int64_t>& places, std::int64_t cost) {
      small::each_service(
          s, places, [](std::int64_t) { return true; },
          [&](std::int64_t served, const std::vector<std::int64_t>& home) {
            best = std::min(best, {worst_of(p, home), cost * 12 + served});
            cheapest = std::min(cheapest, cost * 12 + served);
          });
    });
    const FairPlan fair = solve_fair(p, {}, 100'000);
    if (best.first == small::never) {
      ASSERT_EQ(fair.plan.status, Status::infeasible) << "seed " << seed;
      continue;
    }
    ASSERT_EQ(fair.share, best.first) << "seed " << seed;
    ASSERT_EQ(fair.share_bound, best.first) << "seed " << seed;
    ASSERT_EQ(fair.plan.status, Status::optimal) << "seed " << seed;
    ASSERT_EQ(fair.plan.objective, (best.second + 11) / 12) << "seed " << seed;
    ASSERT_EQ(worst_share(p, fair.plan), best.first) << "seed " << seed;
    ASSERT_EQ(check(p, fair.plan), "") << "seed " << seed;
    unfair += cheapest < best.second;
  }
  EXPECT_GT(unfair, 50);
}

TEST(Fair, stopped_at_any_moment_the_plan_keeps_its_share) {
  const Small s = fair_case(7);
  std::mt19937_64 random(2);
  for (int n = 0; n < 100; ++n) {
    std::uint64_t left = random() % 400;
    Limits limits;
    limits.stop = [&] { return left == 0 || --left == 0; };
    const FairPlan fair = solve_fair(s.problem, limits);
    ASSERT_EQ(check(s.problem, fair.plan), "");
    ASSERT_LE(fair.share_bound, fair.share);
    if (!fair.plan.has_plan()) continue;
    ASSERT_LE(worst_share(s.problem, fair.plan), fair.share);
  }
}

TEST(Fair, where_all_must_be_served_there_is_nothing_to_share_out) {
  Small s = fair_case(3);
  s.problem.unserved_cost.clear();
  EXPECT_THROW(solve_fair(s.problem, {}), std::invalid_argument);
}

TEST(Fair, access_is_what_the_reaches_share_out) {
  SizingProblem p;
  p.clients = 3;
  p.sites = 2;
  p.demand = {10, 30, 5};
  p.costs = std::make_shared<WrittenCosts>(std::vector<std::vector<std::int64_t>>{{1, -1}, {1, 1}, {-1, -1}});
  p.sizes = {{{20, 0, 0}}, {{15, 0, 0}}};
  SizingPlan plan;
  plan.size = {0, 0};
  const AccessSpread spread = access_spread(p, plan);
  EXPECT_NEAR(spread.most, 20.0 / 40 + 15.0 / 30, 1e-9);
  EXPECT_EQ(spread.least, 0);
  EXPECT_GT(spread.gini, 0);
}

}  // namespace
}  // namespace gishe::planner
