// Random acts by random sides, in any order, with fresh and stale versions: whatever happens, the promises hold.
// GISHE_SCHEDULES says how many (25 in ./test, 10,000 in ./test --long).
#include <algorithm>
#include <cstdlib>
#include <random>

#include "base/text.h"
#include "referrals/world_test.h"

namespace gishe::referrals {
namespace {

class Schedules : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  std::mt19937 random{20261122};

  int dice(int sides) { return static_cast<int>(random() % static_cast<unsigned>(sides)); }

  Step any_step(const ReferralId& id, const Record& now) {
    const auto verb = static_cast<Verb>(1 + dice(verb_count - 1));
    Step step;
    step.id = id;
    step.verb = verb_name(verb);
    step.version = dice(6) == 0 ? now.version - 1 : now.version;
    const auto reasons = reasons_for(verb);
    if (!reasons.empty() && dice(5) > 0)
      step.reason = reasons[static_cast<std::size_t>(dice(static_cast<int>(reasons.size())))];
    if (dice(5) > 0) step.note = "бележка";
    if (dice(5) > 0) step.on = dice(4) > 0 ? "30.12.2026" : "01.01.2020";
    return step;
  }

  void check_step(const Step& step, const Record& before, const Record& after, const Actor& who, bool taken) {
    const auto verb = *verb_from(step.verb);
    const auto* transition = find_transition(before.state, verb);
    if (!taken) {
      EXPECT_EQ(after.version, before.version) << "a refusal changed the row";
      EXPECT_EQ(after.state, before.state);
      return;
    }
    ASSERT_TRUE(transition) << state_name(before.state) << " " << step.verb;
    EXPECT_EQ(after.state, transition->to);
    EXPECT_EQ(after.version, before.version + 1);
    EXPECT_EQ(step.version, before.version);
    EXPECT_TRUE(access::function_may(who, transition->action));
    EXPECT_NE(transition->who, Side::system);
    EXPECT_TRUE(verb != Verb::decline || text::one_of(decline_reasons, after.decline_reason));
    EXPECT_TRUE(verb != Verb::accept || *after.appointment_on >= w.office.today());
    EXPECT_LE(after.questions_asked, questions_max);
    EXPECT_GE(*after.answer_due_on, *before.answer_due_on);
  }

  void check_whole(const ReferralId& id) {
    const auto record = w.row(id);
    const auto events = w.db->read([&](db::Session& s) { return store::list_events(s, record); });
    ASSERT_EQ(static_cast<std::int64_t>(events.size()), record.version);
    EXPECT_EQ(events.front().from, State::draft);
    for (std::size_t i = 1; i < events.size(); ++i) EXPECT_EQ(events[i].from, events[i - 1].to);
    EXPECT_EQ(events.back().to, record.state);
    const bool opens = open_referral(w.office, w.head, id).ok();
    EXPECT_EQ(opens, package_is_open(record.state)) << state_name(record.state);
    EXPECT_EQ(record.paused_at.has_value(), record.state == State::info_requested);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Schedules, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Schedules, no_guard_breaks) {
  const Actor* const cast[] = {&w.officer, &w.supervisor, &w.head, &w.head, &w.other_head, &w.neighbour};
  const char* wanted = std::getenv("GISHE_SCHEDULES");
  const int referrals = wanted ? std::max(1, std::atoi(wanted)) : 25;
  constexpr int acts = 24;
  int taken_in_all = 0;
  for (int n = 0; n < referrals && !HasFailure(); ++n) {
    w.clock.move_to(at_noon("2026-11-23"));
    const auto id = w.send();
    for (int i = 0; i < acts; ++i) {
      if (dice(4) == 0) w.clock.move_to(w.clock.now().plus_seconds(86400 * dice(4)));
      const auto before = w.row(id);
      const Actor& who = *cast[static_cast<std::size_t>(dice(6))];
      if (dice(12) == 0) {
        expire_overdue(w.office);
        continue;
      }
      const Step step = any_step(id, before);
      const bool taken = take_step(w.office, who, step, "").ok();
      taken_in_all += taken;
      EXPECT_FALSE(taken && (&who == &w.other_head || &who == &w.neighbour));
      check_step(step, before, w.row(id), who, taken);
    }
    check_whole(id);
  }
  EXPECT_GT(taken_in_all, referrals) << "the dice never got anywhere: the test says nothing";
  EXPECT_GE(w.places_free(), 0);
  EXPECT_LE(w.places_free(), 2);
}

}  // namespace
}  // namespace gishe::referrals
