#include <gtest/gtest.h>

#include <random>

#include "places/waiting.h"

namespace gishe::places {
namespace {

Day day(const char* iso) { return Day::from_iso(iso).value(); }

WaitingEntry one(const char* urgency, const char* since, std::vector<std::string> needs = {}) {
  WaitingEntry e;
  e.urgency = urgency;
  e.since = day(since);
  e.needs = std::move(needs);
  return e;
}

TEST(WaitingRules, only_the_steps_that_are_drawn_exist) {
  int steps = 0;
  for (int s = 0; s < waiting_state_count; ++s) {
    for (int v = 0; v < waiting_verb_count; ++v)
      steps += waiting_after(static_cast<WaitingState>(s), static_cast<WaitingVerb>(v)).has_value();
  }
  // offer, three ways back, suspend, resume; order, rule, place, remove from each of three open states.
  EXPECT_EQ(steps, 1 + 3 + 1 + 1 + 4 * 3);
  EXPECT_FALSE(waiting_after(WaitingState::suspended, WaitingVerb::offer));
  EXPECT_FALSE(waiting_after(WaitingState::placed, WaitingVerb::remove));
  EXPECT_EQ(waiting_after(WaitingState::offered, WaitingVerb::expire_offer), WaitingState::waiting);
}

TEST(WaitingRules, points_are_what_the_list_explains) {
  WaitingRule rule;
  rule.needs = {{"housing", 30}, {"heating", 10}};
  rule.refused_offer = 7;
  auto e = under(rule, one("soon", "2026-11-01", {"heating", "housing"}));
  EXPECT_EQ(e.urgency_points, 20);
  EXPECT_EQ(e.need_points, 30) << "the highest one, not the sum";
  EXPECT_EQ(points_on(rule, e, day("2026-11-01")), 50);
  EXPECT_EQ(points_on(rule, e, day("2026-11-14")), 55) << "one whole week";
  e.decided_points = -10;
  e.refused_offers = 2;
  EXPECT_EQ(points_on(rule, e, day("2026-11-15")), 50 + 10 - 10 - 14);
}

TEST(WaitingRules, the_turn_never_contradicts_the_points) {
  std::mt19937 random{7};
  const char* urgencies[] = {"normal", "soon", "emergency"};
  for (int i = 0; i < 5000; ++i) {
    WaitingRule rule;
    rule.each_week = static_cast<int>(random() % 20);
    rule.refused_offer = static_cast<int>(random() % 10);
    const auto any = [&] {
      auto e = one(urgencies[random() % 3], "2026-01-01");
      e.since = e.since.plus_days(static_cast<int>(random() % 300));
      e.decided_points = static_cast<int>(random() % 41) - 20;
      e.refused_offers = static_cast<int>(random() % 3);
      return under(rule, e);
    };
    const auto a = any(), b = any();
    // A whole week apart in points cannot be turned round by the days inside a week.
    const Day today = day("2026-11-22").plus_days(static_cast<int>(random() % 100));
    const bool clearly = points_on(rule, a, today) > points_on(rule, b, today) + rule.each_week;
    EXPECT_TRUE(!clearly || a.turn < b.turn);
    const bool alike = a.since == b.since && points_on(rule, a, today) == points_on(rule, b, today);
    EXPECT_TRUE(!alike || a.turn == b.turn);
  }
}

TEST(WaitingRules, among_equals_the_longer_waiting_goes_first) {
  WaitingRule rule;
  rule.each_week = 0;
  EXPECT_LT(under(rule, one("normal", "2026-01-01")).turn, under(rule, one("normal", "2026-01-02")).turn);
  EXPECT_LT(under(rule, one("soon", "2026-06-01")).turn, under(rule, one("normal", "2026-01-01")).turn);
}

TEST(WaitingRules, the_expected_day_is_when_a_place_comes_up) {
  const Day today = day("2026-11-22");
  const std::vector<Day> ends{day("2026-12-01"), day("2026-12-10")};
  EXPECT_EQ(expected_day(1, 1, ends, today), today);
  EXPECT_EQ(expected_day(2, 1, ends, today), ends[0]);
  EXPECT_EQ(expected_day(2, 0, ends, today), ends[1]);
  EXPECT_FALSE(expected_day(3, 0, ends, today)) << "nobody can say";
}

}  // namespace
}  // namespace gishe::places
