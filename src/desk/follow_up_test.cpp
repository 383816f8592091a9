// Three months after a service began: planned, asked, answered; counted without names.
#include "desk/follow_up.h"

#include "desk/world_test.h"

namespace gishe::desk {
namespace {

class FollowUps : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  FollowUps() : World(GetParam()) { referrals::set_listener(&referral_changed); }
  ~FollowUps() override { referrals::set_listener(nullptr); }

  /// In service since the day of this world.
  SentLine begun() {
    const auto sent = send();
    EXPECT_EQ(step(head, sent.referral, "open"), "");
    EXPECT_EQ(step(head, sent.referral, "accept", "", "", "2026-11-30"), "");
    EXPECT_EQ(step(head, sent.referral, "start_service"), "");
    return sent;
  }
  std::vector<FollowUp> all(const SentLine& sent) {
    return db->read([&](db::Session& s) { return list_follow_ups(s, town, sent.application); });
  }
  bool asked() {
    for (const Task& task : open_tasks()) {
      if (task.kind == "ask_follow_up") return true;
    }
    return false;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, FollowUps, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(FollowUps, the_desk_is_to_ask_after_ninety_days_and_the_answer_settles_it) {
  const auto sent = begun();
  ASSERT_EQ(all(sent).size(), 1u);
  const Day ask_on = all(sent).front().ask_on;
  EXPECT_EQ(office.today().days_until(ask_on), 90);
  EXPECT_EQ(make_follow_up_tasks(office), 0);
  EXPECT_FALSE(asked());
  const FollowUpAnswers good{"well", "yes", "Идва навреме.", 5};
  EXPECT_EQ(why(answer_follow_up(office, officer, sent.application, sent.referral, good, "")), "not_from_this_state");
  clock.move_to(at_noon(ask_on.iso()));
  EXPECT_EQ(make_follow_up_tasks(office), 1);
  EXPECT_EQ(make_follow_up_tasks(office), 0) << "asked once";
  EXPECT_TRUE(asked());
  EXPECT_EQ(why(answer_follow_up(office, officer, sent.application, sent.referral, {}, "")), "required");
  EXPECT_EQ(why(answer_follow_up(office, officer, sent.application, sent.referral, good, "")), "");
  EXPECT_FALSE(asked());
  EXPECT_EQ(all(sent).front().words, "Идва навреме.");
  EXPECT_EQ(why(answer_follow_up(office, officer, sent.application, sent.referral, good, "")), "not_from_this_state");
}

TEST_P(FollowUps, nobody_is_asked_about_a_service_that_never_began_or_after_a_death) {
  const auto sent = begun();
  EXPECT_EQ(step(head, sent.referral, "not_started"), "");
  EXPECT_EQ(all(sent).front().state, "dropped");
  clock.move_to(at_noon("2027-06-01"));
  EXPECT_EQ(make_follow_up_tasks(office), 0);
  db->write([&](db::Tx& tx) {
    static const db::Query again{"t.again", "UPDATE service_follow_up SET state = 'planned'"};
    static const db::Query died{"t.died", "UPDATE person SET closed_because = 'died', closed_on = '2027-01-01'"};
    tx.run(again, {});
    tx.run(died, {});
  });
  EXPECT_EQ(make_follow_up_tasks(office), 0);
}

TEST_P(FollowUps, fewer_than_five_answers_are_no_number) {
  const auto sent = begun();
  clock.move_to(at_noon("2027-06-01"));
  ASSERT_EQ(make_follow_up_tasks(office), 1);
  EXPECT_EQ(why(answer_follow_up(office, officer, sent.application, sent.referral, {"well", "yes", "", 4}, "")), "");
  const Actor boss = supervisor;
  const auto count = db->read([&](db::Session& s) {
    return count_follow_ups(s, access::scope(boss, access::Action::see_overview), {town}, Day::of(2027, 1, 1).value(),
                            Day::of(2028, 1, 1).value());
  });
  EXPECT_FALSE(count.answered || count.need_met);
}

}  // namespace
}  // namespace gishe::desk
