#include <gtest/gtest.h>

#include "places/stay.h"

namespace gishe::places {
namespace {

Day day(const char* iso) { return Day::from_iso(iso).value(); }

TEST(StayRules, the_table_is_the_one_the_readme_draws) {
  int steps = 0;
  for (int from = 0; from < state_count; ++from) {
    for (int verb = 0; verb < verb_count; ++verb) {
      const auto* t = find_transition(static_cast<State>(from), static_cast<Verb>(verb));
      steps += t != nullptr;
      EXPECT_TRUE(!t || static_cast<State>(from) != State::ended);
    }
  }
  EXPECT_EQ(steps, 16);
  EXPECT_FALSE(find_transition(State::emergency_admitted, Verb::extend)) << "the papers come first";
  EXPECT_EQ(find_transition(State::admitted, Verb::extend)->to, State::extended);
  EXPECT_EQ(find_transition(State::reserved, Verb::release)->to, State::ended);
  EXPECT_FALSE(find_transition(State::reserved, Verb::end));
}

TEST(StayRules, names_are_read_back) {
  for (int i = 0; i < state_count; ++i) {
    EXPECT_EQ(state_from(state_name(static_cast<State>(i))), static_cast<State>(i));
  }
  for (int i = 0; i < verb_count; ++i) EXPECT_EQ(verb_from(verb_name(static_cast<Verb>(i))), static_cast<Verb>(i));
  EXPECT_FALSE(state_from("gone"));
}

TEST(StayRules, a_room_takes_whom_its_rule_allows) {
  Place room;
  EXPECT_TRUE(suits(room, {}));
  room.for_sex = "f";
  EXPECT_TRUE(suits(room, {"f", {}}));
  EXPECT_FALSE(suits(room, {"m", 40}));
  EXPECT_FALSE(suits(room, {"", 40})) << "a rule nobody can check is not met";
  room.for_sex.clear();
  room.age_min = 18;
  room.age_max = 60;
  EXPECT_TRUE(suits(room, {"", 18}));
  EXPECT_TRUE(suits(room, {"", 60}));
  EXPECT_FALSE(suits(room, {"", 17}));
  EXPECT_FALSE(suits(room, {"", 61}));
  EXPECT_FALSE(suits(room, {"f", {}}));
}

TEST(StayRules, what_the_sender_did_not_say_is_no_reason_against_a_place) {
  Place room;
  room.for_sex = "f";
  room.age_min = 18;
  EXPECT_TRUE(may_suit(room, {}));
  EXPECT_TRUE(may_suit(room, {"f", {}}));
  EXPECT_FALSE(may_suit(room, {"m", {}}));
  EXPECT_FALSE(may_suit(room, {"", 17}));
}

TEST(StayRules, the_place_with_a_rule_goes_first_to_whom_it_suits) {
  Place any, women;
  any.seq = 1;
  women.seq = 2;
  women.for_sex = "f";
  EXPECT_TRUE(suits_better(women, any));
  EXPECT_FALSE(suits_better(any, women));
  women.for_sex.clear();
  EXPECT_TRUE(suits_better(any, women));
}

TEST(StayRules, the_day_of_coming_counts_and_the_day_of_leaving_does_not) {
  Stay stay;
  const Day today = day("2026-11-23"), first = day("2026-11-01"), last = day("2026-11-30");
  EXPECT_EQ(days_within(stay, first, last, today), 0) << "reserved only";
  stay.admitted_on = day("2026-11-10");
  EXPECT_EQ(days_within(stay, first, last, today), 14);
  stay.ended_on = day("2026-11-12");
  EXPECT_EQ(days_within(stay, first, last, today), 2);
  stay.ended_on = stay.admitted_on;
  EXPECT_EQ(days_within(stay, first, last, today), 1);
  stay.admitted_on = day("2026-10-20");
  stay.ended_on = day("2026-12-05");
  EXPECT_EQ(days_within(stay, first, last, today), 30);
  stay.ended_on = day("2026-11-01");
  EXPECT_EQ(days_within(stay, first, last, today), 0) << "left on the first: October's";
}

TEST(StayRules, the_worst_alert_is_the_one_shown) {
  Stay stay;
  const Day today = day("2026-11-23");
  EXPECT_EQ(alert_of(stay, today), Alert::none);
  stay.state = State::admitted;
  stay.admitted_on = today;
  stay.first_alert_on = today.plus_days(1);
  EXPECT_EQ(alert_of(stay, today), Alert::none);
  EXPECT_EQ(alert_of(stay, today.plus_days(1)), Alert::first);
  stay.second_alert_on = today.plus_days(2);
  EXPECT_EQ(alert_of(stay, today.plus_days(2)), Alert::second);
  stay.planned_end_on = today.plus_days(3);
  EXPECT_EQ(alert_of(stay, today.plus_days(3)), Alert::second);
  EXPECT_EQ(alert_of(stay, today.plus_days(4)), Alert::over_planned);
  stay.papers_due_on = today;
  EXPECT_EQ(alert_of(stay, today), Alert::papers);
  EXPECT_EQ(alert_of(stay, today.plus_days(1)), Alert::papers_late);
  stay.longest_until_on = today.plus_days(9);
  EXPECT_EQ(alert_of(stay, today.plus_days(10)), Alert::over_longest);
  stay.state = State::ended;
  EXPECT_EQ(alert_of(stay, today.plus_days(10)), Alert::none);
}

}  // namespace
}  // namespace gishe::places
