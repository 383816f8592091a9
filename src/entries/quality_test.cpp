#include "entries/quality.h"

#include <gtest/gtest.h>

namespace gishe::entries {
namespace {

const Day today = *Day::from_iso("2026-11-22");

directory::Service whole() {
  directory::Service s;
  s.phone = "1";
  s.description = std::string(80, 'x');
  s.hours = "9-17";
  s.type = "day_care";
  s.address = "1";
  s.target_groups = {"child"};
  s.fees = "0";
  s.papers = {"gp_note"};
  s.confirmed_on = today;
  return s;
}

TEST(Quality, is_full_to_half_a_year_and_nothing_of_freshness_is_left_after_two) {
  EXPECT_EQ(freshness_of(today, today), 1000);
  EXPECT_EQ(freshness_of(today.plus_days(-183), today), 1000);
  EXPECT_EQ(freshness_of(today.plus_days(-184), today), 998);
  EXPECT_NEAR(freshness_of(today.plus_days(-456), today), 500, 2);
  EXPECT_EQ(freshness_of(today.plus_days(-730), today), 0);
  EXPECT_EQ(freshness_of(today.plus_days(-5000), today), 0);
  EXPECT_EQ(freshness_of(std::nullopt, today), 0);
}

TEST(Quality, falls_with_age_and_with_what_is_missing_and_says_what_to_mend_first) {
  auto s = whole();
  EXPECT_EQ(quality_of(s, today).score, 100);
  EXPECT_TRUE(quality_of(s, today).gaps.empty());
  s.confirmed_on = today.plus_days(-800);
  EXPECT_EQ(quality_of(s, today).score, 60);
  s.phone.clear();
  const auto q = quality_of(s, today);
  EXPECT_EQ(q.score, 48);
  ASSERT_EQ(q.gaps.size(), 2u);
  EXPECT_EQ(q.gaps[0].what, "confirmation");
  EXPECT_EQ(q.gaps[1].what, "phone");
  EXPECT_EQ(q.gaps[1].points, 12);
  EXPECT_EQ(quality_of({}, today).score, 6) << "a kind is there unless somebody said unclassified";
}

}  // namespace
}  // namespace gishe::entries
