// What a provider's answer does to the line, the day and the file: the real steps of a referral with the listener set.
#include <algorithm>

#include "desk/world_test.h"

namespace gishe::desk {
namespace {

class Answers : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Answers() : World(GetParam()) { referrals::set_listener(&referral_changed); }
  ~Answers() override { referrals::set_listener(nullptr); }

  Line line_of(const SentLine& sent) { return *file(sent.application).find_line(sent.line); }
  /// The one open task; its kind and reason as "kind reason".
  std::string task() {
    const auto tasks = open_tasks();
    EXPECT_LE(tasks.size(), 1u);
    return tasks.empty() ? "" : tasks.front().kind + ' ' + tasks.front().reason;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Answers, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Answers, a_question_becomes_a_task_and_its_answer_settles_it) {
  const auto sent = send();
  EXPECT_EQ(step(head, sent.referral, "open"), "");
  EXPECT_EQ(task(), "") << "reading is no answer";
  ASSERT_EQ(step(head, sent.referral, "ask", "", "Може ли сам да се качва?"), "");
  EXPECT_EQ(task(), "answer_question info_requested");
  EXPECT_EQ(line_of(sent).state, LineState::routed);
  ASSERT_EQ(step(officer, sent.referral, "answer", "", "Да."), "");
  EXPECT_EQ(task(), "");
}

TEST_P(Answers, accepted_is_assessed_and_told) {
  const auto sent = send();
  EXPECT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "accept", "", "каб. 3", "2026-11-30"), "");
  EXPECT_EQ(line_of(sent).state, LineState::in_assessment);
  EXPECT_EQ(task(), "tell_person accepted");
  EXPECT_EQ(file(sent.application).application.state, ApplicationState::under_way);
}

TEST_P(Answers, waitlisted_stays_under_way_and_is_told_then_accepted_is_told_once) {
  const auto sent = send();
  EXPECT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "waitlist", "", "", "2027-01-15"), "");
  EXPECT_EQ(line_of(sent).state, LineState::routed);
  EXPECT_EQ(task(), "tell_person waitlisted");
  ASSERT_EQ(step(head, sent.referral, "accept", "", "", "2026-12-01"), "");
  EXPECT_EQ(line_of(sent).state, LineState::in_assessment);
  EXPECT_EQ(task(), "tell_person accepted") << "the older one is settled by the newer";
}

TEST_P(Answers, declined_returns_to_the_choice_and_counts) {
  const auto sent = send();
  EXPECT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "decline", "no_capacity", "Опитайте в Пазарджик."), "");
  const Line line = line_of(sent);
  EXPECT_EQ(line.state, LineState::received);
  EXPECT_FALSE(line.service || line.routed_on);
  EXPECT_TRUE(line.route.empty());
  EXPECT_EQ(line.times_declined, 1);
  EXPECT_EQ(task(), "next_option declined:no_capacity");
  const auto tried = db->read([&](db::Session& s) { return list_tried_services(s, town, sent.line); });
  EXPECT_EQ(tried, std::vector<ServiceId>{service});
}

TEST_P(Answers, silence_expires_and_returns_to_the_choice) {
  const auto sent = send();
  EXPECT_EQ(referrals::expire_overdue(office), 0);
  clock.move_to(at_noon("2027-03-01"));
  EXPECT_EQ(referrals::expire_overdue(office), 1);
  EXPECT_EQ(line_of(sent).state, LineState::received);
  EXPECT_EQ(line_of(sent).times_declined, 1);
  EXPECT_EQ(task(), "next_option expired");
}

TEST_P(Answers, taken_back_by_the_sender_returns_to_the_choice_without_counting_against_the_provider) {
  const struct {
    const Actor& who;
    const char *verb, *reason, *task;
  } ways[] = {{supervisor, "revoke", "misuse", "next_option revoked"},
              {officer, "withdraw", "need_met", "next_option withdrawn"}};
  for (const auto& way : ways) {
    const auto sent = send();
    ASSERT_EQ(step(way.who, sent.referral, way.verb, way.reason), "");
    EXPECT_EQ(line_of(sent).state, LineState::received);
    EXPECT_EQ(line_of(sent).times_declined, 0);
    EXPECT_EQ(task(), way.task);
    ASSERT_EQ(why(close_task(office, officer, open_tasks().front().id, "")), "");
  }
}

TEST_P(Answers, an_answer_to_an_earlier_referral_changes_nothing) {
  const auto first = send();
  ASSERT_EQ(step(head, first.referral, "open"), "");
  ASSERT_EQ(step(head, first.referral, "decline", "other", "Затворени сме."), "");
  referrals::Outcome late;
  late.referral.id = ReferralId::make();
  late.referral.municipality = town;
  late.referral.source = first.line.value;
  late.from = referrals::State::sent;
  late.to = referrals::State::accepted;
  db->write([&](db::Tx& tx) { referral_changed(tx, office, late); });
  EXPECT_EQ(line_of(first).state, LineState::received);
  EXPECT_EQ(task(), "next_option declined:other");
}

TEST_P(Answers, who_becomes_shielded_takes_applications_tasks_and_referrals_along) {
  const auto sent = send();
  ASSERT_EQ(step(supervisor, sent.referral, "revoke", "misuse"), "");
  ASSERT_EQ(open_tasks().size(), 1u);
  static const db::Query named{"t.named_man", "INSERT INTO person_named VALUES ('PAZ14', $1, $2, 1)"};
  static const db::Query level{"t.level", "UPDATE person SET sensitivity = $2 WHERE id = $1"};
  const auto shield = [&](Sensitivity to) {
    db->write([&](db::Tx& tx) {
      tx.run(level, {man, static_cast<int>(to)});
      person_level_changed(tx, town, man, to);
      referrals::person_level_changed(tx, town, man, to);
    });
  };
  shield(Sensitivity::shielded);
  EXPECT_EQ(why(open_view(office, officer, sent.application)), "not_found");
  EXPECT_TRUE(open_tasks().empty());
  db->write([&](db::Tx& tx) {
    tx.run(named, {man, officer.account});
    referrals::person_level_changed(tx, town, man, Sensitivity::shielded);
  });
  EXPECT_EQ(why(open_view(office, officer, sent.application)), "");
  EXPECT_EQ(open_tasks().size(), 1u);
  const auto seen = [&] {
    const auto scope = access::scope(officer, access::Action::list_referrals);
    return db->read([&](db::Session& s) { return referrals::find_referral(s, scope, sent.referral).has_value(); });
  };
  EXPECT_TRUE(seen());
  shield(Sensitivity::personal);
  EXPECT_EQ(why(open_view(office, officer, sent.application)), "");
}

TEST_P(Answers, an_emergency_overdue_since_yesterday_is_not_hidden_by_a_hundred_that_are_not) {
  for (int i = 0; i < 12; ++i) send();
  NewApplication urgent = asked();
  urgent.urgency = "emergency";
  urgent.needs = {"cannot_care_for_self"};
  const auto sent = send(urgent, "vital_interest", "");
  clock.move_to(at_noon("2026-11-27"));
  constexpr int shown = 10;  // fewer than there are sent lines
  const auto late = db->read([&](db::Session& s) { return list_unanswered(s, supervisor, office.today(), shown); });
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late.front().application, sent.application);
  EXPECT_EQ(late.front().need, "cannot_care_for_self");
  EXPECT_TRUE(db->read([&](db::Session& s) { return list_unanswered(s, mayor, office.today(), shown); }).empty());
}

}  // namespace
}  // namespace gishe::desk
