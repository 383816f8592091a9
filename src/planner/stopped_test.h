#pragma once
#include <gtest/gtest.h>

#include <random>

#include "planner/limits.h"
#include "planner/verdict.h"

namespace gishe::planner {

/// Stops runs of `problem` at so many random moments between their beginning and their end: every plan passes the check
/// and its bound is true. Gives back how many were stopped with a plan that was not proven.
template <class Problem>
int stopped_at_random(const Problem& problem, int moments, int threads = 1) {
  std::uint64_t asked = 0;
  Limits counting;
  counting.threads = threads;
  counting.stop = [&] { return ++asked == 0; };
  const auto best = solve(problem, counting);
  EXPECT_EQ(best.status, Status::optimal);
  std::mt19937_64 random(11);
  int unproven = 0;
  for (int n = 0; n < moments; ++n) {
    std::uint64_t left = 1 + random() % asked;
    Limits limits;
    limits.threads = threads;
    limits.stop = [&] { return left <= 1 || --left <= 1; };
    const auto plan = solve(problem, limits);
    EXPECT_EQ(check(problem, plan), "");
    if (!plan.has_plan()) continue;  // before there was a first one
    unproven += plan.status == Status::feasible;
    EXPECT_LE(plan.bound, best.objective);
    EXPECT_GE(plan.objective, best.objective);
  }
  return unproven;
}

}  // namespace gishe::planner
