#include "retention/clock.h"

#include <gtest/gtest.h>

namespace gishe::retention {
namespace {

Day day(const char* iso) { return *Day::from_iso(iso); }
const std::vector<Rule> rules{{"file", 2, "last_change", "D", "D"}, {"application", 5, "closing", "D", "D"}};

TEST(Clock, ends_with_the_longest_of_its_classes) {
  const auto due = due_of({{"file", 1, 0, day("2020-03-01")}, {"application", 2, 0, day("2018-02-28")}}, rules);
  ASSERT_TRUE(due.due_on);
  EXPECT_EQ(due.due_on->iso(), "2023-02-28");
  EXPECT_EQ(due.record_class, "application");
}

TEST(Clock, does_not_run_while_anything_is_open_or_has_no_rule) {
  EXPECT_FALSE(due_of({{"file", 1, 0, day("2000-01-01")}, {"application", 1, 1, day("2000-01-01")}}, rules).due_on);
  EXPECT_FALSE(due_of({{"file", 1, 0, day("2000-01-01")}, {"crisis", 1, 0, day("2000-01-01")}}, rules).due_on);
  EXPECT_TRUE(due_of({{"file", 1, 0, day("2000-01-01")}, {"crisis", 0, 0, std::nullopt}}, rules).due_on);
}

TEST(Clock, years_keep_the_day_and_a_leap_day_moves_on) {
  EXPECT_EQ(plus_years(day("2020-02-29"), 5).iso(), "2025-03-01");
  EXPECT_EQ(plus_years(day("2020-02-29"), 4).iso(), "2024-02-29");
}

TEST(Clock, majority_counts_for_who_was_a_child) {
  EXPECT_EQ(majority_of(day("2010-05-01"), day("2020-01-01")).value_or(Day{}).iso(), "2028-05-01");
  EXPECT_FALSE(majority_of(day("1990-05-01"), day("2020-01-01")));
  EXPECT_FALSE(majority_of(std::nullopt, day("2020-01-01")));
}

TEST(RetentionItem, is_held_and_released_and_nothing_else) {
  EXPECT_EQ(after_step("due", "hold"), "held");
  EXPECT_EQ(after_step("held", "release"), "due");
  for (const auto& [state, step] : {std::pair{"due", "release"}, {"held", "hold"}, {"due", "erase"}})
    EXPECT_FALSE(after_step(state, step)) << state << step;
}

}  // namespace
}  // namespace gishe::retention
