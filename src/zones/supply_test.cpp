#include "zones/supply.h"

#include <gtest/gtest.h>

#include <random>

namespace gishe::zones {
namespace {

/// a, b, c and d along one road, ten minutes apart.
Ways along_a_road() {
  Ways w;
  w.people = {1000, 200, 300, 500};
  for (int i = 0; i < 4; ++i) {
    auto& row = w.minutes.emplace_back();
    for (int j = 0; j < 4; ++j) row.push_back(10 * std::abs(i - j));
  }
  return w;
}

TEST(Supply, who_is_near_and_what_is_shared) {
  Ways w = along_a_road();
  w.sites = {0};
  w.places = {12};
  const auto n = nearness(w);
  EXPECT_EQ(n.people, 2000);
  EXPECT_EQ(n.within, (std::vector<std::int64_t>{1200, 2000, 2000}));
  EXPECT_EQ(n.nearest[3], 30) << "the limit is within";
  EXPECT_EQ(n.nearest_site, (std::vector<int>{0, 0, 0, 0}));
  EXPECT_EQ(n.places_per_1000, (std::vector<std::int64_t>{6000, 6000, 6000, 6000})) << "12 places for 2,000 people";
}

TEST(Supply, without_a_service_or_a_way_nobody_is_near) {
  Ways w = along_a_road();
  EXPECT_EQ(nearness(w).within, (std::vector<std::int64_t>{0, 0, 0}));
  EXPECT_FALSE(nearness(w).nearest[0]);
  EXPECT_EQ(nearness(w).places_per_1000, (std::vector<std::int64_t>{0, 0, 0, 0}));
  w.sites = {3};
  w.places = {0};
  w.minutes[0][3] = -1;
  EXPECT_EQ(nearness(w).within, (std::vector<std::int64_t>{800, 1000, 1000}));
  EXPECT_EQ(nearness(w).nearest_site[0], -1);
}

TEST(Supply, more_than_there_are_settlements_is_all_of_them) {
  Ways w = along_a_road();
  w.sites = {0, 1};
  w.places = {5, 5};
  const auto all = propose(w, 5, 0, {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->opened, (std::vector<int>{2, 3}));
  EXPECT_EQ(all->before, 1200);
  EXPECT_EQ(all->reached, 2000);
  EXPECT_TRUE(all->best());
}

TEST(Supply, a_run_that_is_stopped_says_nothing_untrue) {
  const auto stopped = propose(along_a_road(), 1, 10, [] { return true; });
  if (stopped) {
    EXPECT_GE(stopped->ceiling, 1500);
    EXPECT_LE(stopped->reached, 1500);
  }
}

/// Every choice of `more` settlements beside what is there.
std::int64_t most_people(const Ways& w, int more, int minutes_max) {
  const int n = static_cast<int>(w.people.size());
  std::int64_t best = 0;
  for (unsigned chosen = 0; chosen < 1U << n; ++chosen) {
    unsigned open = chosen;
    for (const int site : w.sites) open |= 1U << site;
    if (std::popcount(open) > static_cast<int>(w.sites.size()) + more) continue;
    std::int64_t reached = 0;
    for (int i = 0; i < n; ++i) {
      bool served = false;
      for (int j = 0; j < n; ++j) {
        const int minutes = w.minutes[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        served = served || ((open >> j & 1U) && minutes >= 0 && minutes <= minutes_max);
      }
      if (served) reached += w.people[static_cast<std::size_t>(i)];
    }
    best = std::max(best, reached);
  }
  return best;
}

TEST(Supply, the_words_of_the_bound_are_true_for_200_zones) {
  std::mt19937 random{20261123};
  const auto to = [&](int most) { return static_cast<int>(random() % (static_cast<unsigned>(most) + 1)); };
  for (int zone = 0; zone < 200; ++zone) {
    const int n = 4 + to(7);
    Ways w;
    for (int i = 0; i < n; ++i) {
      w.people.push_back(to(9) ? to(3000) : 0);
      auto& row = w.minutes.emplace_back();
      for (int j = 0; j < n; ++j) row.push_back(i == j ? 0 : to(9) ? 5 + to(70) : -1);
      if (to(4) == 0) {
        w.sites.push_back(i);
        w.places.push_back(to(40));
      }
    }
    const int more = 1 + to(new_sites_max - 1), minutes_max = minutes_offered[to(4)];
    const auto p = propose(w, more, minutes_max, {});
    ASSERT_TRUE(p) << zone;
    const auto most = most_people(w, more, minutes_max);
    EXPECT_EQ(p->reached, most) << zone;
    EXPECT_EQ(p->ceiling, most) << zone;
    EXPECT_EQ(p->before, most_people(w, 0, minutes_max)) << zone;
    EXPECT_LE(p->opened.size(), static_cast<std::size_t>(more)) << zone;
  }
}

}  // namespace
}  // namespace gishe::zones
