#include <gtest/gtest.h>

#include <random>
#include <set>

#include "protection/child_signal.h"
#include "protection/crisis.h"
#include "protection/danger.h"
#include "protection/protection.h"

namespace gishe::protection {
namespace {

TEST(CrisisSteps, EveryStepIsAsDrawn) {
  const std::set<std::string> expected = {"contact open refer>referred",         "contact referred refused>open",
                                          "contact open close>closed",           "contact referred close>closed",
                                          "resident admitted plan_exit>leaving", "resident leaving stay_on>admitted",
                                          "resident admitted close>closed",      "resident leaving close>closed"};
  std::set<std::string> found;
  for (const auto& s : crisis_steps()) {
    found.insert(std::string(crisis_kind_name(s.kind)) + ' ' + std::string(crisis_state_name(s.from)) + ' ' +
                 std::string(crisis_verb_name(s.verb)) + '>' + std::string(crisis_state_name(s.to)));
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(crisis_steps().size(), expected.size()) << "a step stands twice";
}

TEST(CrisisSteps, TenThousandRandomCoursesStayWithinTheirKindAndEndForGood) {
  std::mt19937 dice(7);
  for (int course = 0; course < 10'000; ++course) {
    const auto kind = dice() % 2 ? CrisisKind::contact : CrisisKind::resident;
    auto state = kind == CrisisKind::contact ? CrisisState::open : CrisisState::admitted;
    for (int n = 0; n < 12; ++n) {
      const auto verb = static_cast<CrisisVerb>(dice() % crisis_verb_count);
      const auto* step = find_crisis_step(kind, state, verb);
      if (!step) continue;
      ASSERT_NE(state, CrisisState::closed) << "something came after the end";
      state = step->to;
      if (kind == CrisisKind::contact) {
        ASSERT_TRUE(state != CrisisState::admitted && state != CrisisState::leaving);
      } else {
        ASSERT_TRUE(state != CrisisState::open && state != CrisisState::referred);
      }
    }
  }
}

TEST(SignalSteps, NobodyAcknowledgesWhatWasNotSentAndNothingIsTakenBack) {
  std::mt19937 dice(11);
  for (int course = 0; course < 10'000; ++course) {
    auto state = RecipientState::written;
    bool sent = false;
    for (int n = 0; n < 8; ++n) {
      const auto verb = static_cast<SignalVerb>(dice() % signal_verb_count);
      const auto* step = find_signal_step(state, verb);
      if (!step) continue;
      ASSERT_GT(static_cast<int>(step->to), static_cast<int>(step->from)) << "a step leads back";
      sent = sent || step->verb == SignalVerb::send;
      ASSERT_TRUE(sent) << "the first step is to send";
      state = step->to;
    }
  }
  EXPECT_EQ(find_signal_step(RecipientState::acknowledged, SignalVerb::acknowledge), nullptr);
  EXPECT_EQ(find_signal_step(RecipientState::written, SignalVerb::open), nullptr);
}

TEST(Signal, SaysWhatIsMissingBesideItsField) {
  SignalWords words;
  auto no = why_not_signal(words);
  ASSERT_EQ(no.size(), 2U);
  EXPECT_EQ(no[0].field, "child");
  EXPECT_EQ(no[1].field, "danger");
  words.child = "  Момче на 6 ";
  words.danger = "Вижда побоите";
  EXPECT_TRUE(why_not_signal(words).empty());
  EXPECT_EQ(words.child, "Момче на 6");
  words.danger = std::string("a\x1f") + "b";
  EXPECT_TRUE(why_not_signal(words).front().is(not_plain_text)) << "what parts sealed texts must not be in one";
  words.danger.assign(danger_length_max + 1, 'x');
  EXPECT_TRUE(why_not_signal(words).front().is(too_long));
}

TEST(Signal, IsLateOnlyWhileNobodyAcknowledged) {
  Recipient r;
  r.due_at = {1'000'000};
  EXPECT_FALSE(r.overdue({1'000'000}));
  EXPECT_TRUE(r.overdue({1'000'001}));
  r.state = RecipientState::opened;
  EXPECT_TRUE(r.overdue({2'000'000})) << "reading is not acknowledging";
  r.state = RecipientState::acknowledged;
  EXPECT_FALSE(r.overdue({9'000'000}));
}

DangerInstrument small() {
  DangerInstrument i;
  i.code = "x";
  i.questions = {{"a", 4, 2, false}, {"b", 2, 1, false}, {"kids", 1, 0, true}};
  i.bands = {{0, "watch"}, {3, "raised"}, {6, "high"}, {7, "extreme"}};
  return i;
}

TEST(Danger, MoreDangerNeverGivesALowerBand) {
  const auto i = small();
  const auto rank = [](const std::string& band) {
    return std::find(std::begin(danger_bands), std::end(danger_bands), band) - std::begin(danger_bands);
  };
  for (const auto a : danger_answers) {
    for (const auto b : danger_answers) {
      for (const auto kids : danger_answers) {
        const std::vector<DangerAnswer> said = {
            {"a", std::string(a)}, {"b", std::string(b)}, {"kids", std::string(kids)}};
        const auto found = weigh(i, said);
        auto worse = said;
        for (auto& one : worse) one.answer = "yes";
        EXPECT_GE(weigh(i, worse).points, found.points);
        EXPECT_GE(rank(weigh(i, worse).band), rank(found.band));
        EXPECT_GE(rank(band_above(found.band)), rank(found.band));
        EXPECT_EQ(child_in_danger(i, said), kids != "no");
      }
    }
  }
  EXPECT_EQ(weigh(i, {{"a", "yes"}, {"b", "unknown"}, {"kids", "no"}}).points, 5);
  EXPECT_EQ(band_above("extreme"), "extreme");
  EXPECT_EQ(i.points_max(), 7);
}

TEST(Danger, EveryQuestionWantsAnAnswer) {
  const auto no = why_not_answers(small(), {{"a", "yes"}, {"kids", "perhaps"}});
  ASSERT_EQ(no.size(), 2U);
  EXPECT_TRUE(no[0].is(answer_all));
  EXPECT_EQ(no[0].field, "danger_b");
  EXPECT_TRUE(no[1].is(not_in_list));
}

}  // namespace
}  // namespace gishe::protection
