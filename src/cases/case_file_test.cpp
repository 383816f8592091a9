// The table of a case's steps, and random lives through it: nothing the database would not hold either.
#include "cases/case_file.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace gishe::cases {
namespace {

TEST(CaseSteps, names_come_back) {
  for (int i = 0; i < state_count; ++i) {
    const auto state = static_cast<State>(i);
    EXPECT_EQ(state_from(state_name(state)), state);
  }
  for (int i = 0; i < verb_count; ++i) {
    const auto verb = static_cast<Verb>(i);
    EXPECT_EQ(verb_from(verb_name(verb)), verb);
  }
  EXPECT_FALSE(state_from("deleted"));
}

TEST(CaseSteps, a_closed_case_can_only_be_reopened) {
  for (int i = 0; i < verb_count; ++i) {
    const auto verb = static_cast<Verb>(i);
    EXPECT_EQ(find_transition(State::closed, verb) != nullptr, verb == Verb::reopen);
    EXPECT_FALSE(verb == Verb::start && find_transition(State::open, verb));
  }
}

TEST(CaseSteps, a_hold_needs_a_reason_and_a_day_within_its_limit) {
  const Day today = Day::of(2026, 11, 23).value(), latest = today.plus_days(90);
  const auto codes = [&](std::string reason, std::string until) {
    const Step step{{}, "hold", 1, std::move(reason), std::move(until), ""};
    std::string all;
    for (const auto& no : why_not_step(step, Verb::hold, Day::from_person(step.until), today, latest)) {
      all += std::string(no.code->name) + "@" + no.field + " ";
    }
    return all;
  };
  EXPECT_EQ(codes("away", "01.12.2026"), "");
  EXPECT_EQ(codes("", ""), "required@reason required@until ");
  EXPECT_EQ(codes("bored", "yesterday"), "not_in_list@reason not_a_date@until ");
  EXPECT_EQ(codes("away", "23.11.2026"), "cases.day_passed@until ");
  EXPECT_EQ(codes("away", "01.12.2027"), "cases.day_too_late@until ");
}

TEST(CaseSteps, random_lives_keep_what_the_schema_asks) {
  std::mt19937 random{20261123};
  const Day today = Day::of(2026, 11, 23).value();
  int taken = 0;
  for (int life = 0; life < 10'000; ++life) {
    CaseFile file;
    file.version = 1;
    for (int i = 0; i < 8; ++i) {
      const auto verb = static_cast<Verb>(random() % verb_count);
      const Transition* t = find_transition(file.state, verb);
      const std::string reason(verb == Verb::hold ? hold_reasons[random() % 5] : outcomes[random() % 8]);
      const Step step{{},           std::string(verb_name(verb)), file.version, random() % 5 ? reason : "",
                      "01.12.2026", random() % 3 ? "бележка" : ""};
      const auto until = Day::from_person(step.until);
      if (!t || !why_not_step(step, verb, until, today, today.plus_days(90)).empty()) continue;
      const CaseFile after = after_step(file, *t, step, until, today);
      EXPECT_EQ(after.version, file.version + 1);
      EXPECT_EQ(after.state, t->to);
      EXPECT_EQ(after.state == State::closed, text::one_of(outcomes, after.outcome));
      EXPECT_EQ(after.state == State::closed, after.closed_on.has_value());
      EXPECT_EQ(after.state == State::on_hold, !after.hold_reason.empty());
      EXPECT_EQ(after.state == State::on_hold, after.hold_until.has_value());
      file = after;
      ++taken;
    }
  }
  EXPECT_GT(taken, 10'000) << "the dice never got anywhere: the test says nothing";
}

}  // namespace
}  // namespace gishe::cases
