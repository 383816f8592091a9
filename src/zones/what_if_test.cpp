#include "zones/what_if.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <numeric>
#include <random>

namespace gishe::zones {
namespace {

const MunicipalityCode west{"PAZ14"}, east{"PAZ21"};

/// a and b in the west, c and d in the east, ten minutes apart along one road.
Ways along_a_road() {
  Ways w;
  w.people = {1000, 200, 300, 500};
  for (int i = 0; i < 4; ++i) {
    auto& row = w.minutes.emplace_back();
    for (int j = 0; j < 4; ++j) row.push_back(10 * std::abs(i - j));
  }
  w.sites = {0};
  w.places = {10};
  return w;
}
const std::vector<MunicipalityCode> members{west, west, east, east};

TEST(WhatIf, ten_places_become_five_and_five) {
  const Ways today = along_a_road();
  PlacesAt places = places_of(today);
  EXPECT_EQ(places, (PlacesAt{{0, 10}}));
  places[0] = 5;
  places[3] = 5;
  const Price price{120'000, "use"};
  const auto before = outcome_of(today, members, 15, price);
  const auto then = outcome_of(with_places(today, places), members, 15, price);
  EXPECT_EQ(before.reached, 1200);
  EXPECT_EQ(then.reached, 2000);
  EXPECT_EQ(before.places, then.places);
  EXPECT_EQ(then.cents, 1'200'000);
  EXPECT_EQ(before.members.at(west).cents, 1'200'000);
  EXPECT_EQ(then.members.at(east).cents, 600'000);
  EXPECT_EQ(then.members.at(east).reached, 800);
  EXPECT_EQ(before.farthest, 3);
  EXPECT_EQ(before.mean_minutes, (200 * 10 + 300 * 20 + 500 * 30) * 1000 / 2000);
  const auto change = changes(before.near, then.near, 15);
  EXPECT_EQ(change, (std::vector{Change::near, Change::near, Change::newly_near, Change::newly_near}));
}

TEST(WhatIf, closed_everywhere_nobody_has_a_way) {
  const auto none = outcome_of(with_places(along_a_road(), {}), members, 60, {120'000, "equal"});
  EXPECT_EQ(none.reached, 0);
  EXPECT_FALSE(none.mean_minutes);
  EXPECT_FALSE(none.farthest);
  EXPECT_EQ(none.cents, 0);
  EXPECT_EQ(none.members.at(east).people, 800) << "members are there without a place";
}

TEST(WhatIf, a_service_that_has_not_said_its_places_is_near_and_costs_nothing_known) {
  const auto silent = outcome_of(with_places(along_a_road(), {{2, 0}}), members, 10, {120'000, "population"});
  EXPECT_EQ(silent.reached, 1000);
  EXPECT_EQ(silent.sites, 1);
  EXPECT_EQ(silent.cents, 0);
}

TEST(WhatIf, what_members_pay_is_the_cost_to_the_cent) {
  std::mt19937 random(14);
  const auto upto = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  for (int round = 0; round < 500; ++round) {
    PlacesAt places;
    for (int i = 0; i < 4; ++i)
      if (upto(1)) places[i] = upto(40);
    for (const auto key : share_keys) {
      const auto o =
          outcome_of(with_places(along_a_road(), places), members, 10 * upto(3), {upto(1'000'000), std::string(key)});
      std::int64_t paid = 0, reached = 0, there = 0;
      for (const auto& [member, of] : o.members) {
        paid += of.cents;
        reached += of.reached;
        there += of.places;
      }
      ASSERT_EQ(paid, o.cents);
      ASSERT_EQ(reached, o.reached);
      ASSERT_EQ(there, o.places);
    }
  }
}

}  // namespace
}  // namespace gishe::zones
