#include "protection/world_test.h"

namespace gishe::protection {
namespace {

class Signals : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Signals() : World(GetParam()) {}
  ChildSignalId sent(const Actor& author, const NewSignal& what) {
    const auto id = send_signal(office, author, what, "");
    EXPECT_EQ(why(id), "");
    return id ? *id : ChildSignalId{};
  }
  std::size_t inbox(const Actor& who) {
    return db->read([&](db::Session& s) {
      return list_received_signals(s, office, access::scope(who, access::Action::receive_signal), 50).size();
    });
  }
};

TEST_P(Signals, anybody_who_works_with_people_signals_and_sees_what_was_sent) {
  const auto id = sent(officer, signal());
  const auto mine = open_own_signal(office, officer, id);
  ASSERT_EQ(why(mine), "");
  EXPECT_EQ(mine->words.danger, "Вижда побоите");
  EXPECT_EQ(mine->find_recipient("child_protection")->state, RecipientState::sent);
  EXPECT_EQ(mine->find_recipient("police")->state, RecipientState::written) << "told by phone, by the author";
  EXPECT_EQ(mine->find_recipient("police")->due_at, office.now().plus_seconds(3600));
  EXPECT_EQ(why(open_own_signal(office, worker, id)), "not_found");
  EXPECT_EQ(why(open_own_signal(office, supervisor, id)), "not_found");
  EXPECT_EQ(why(open_own_signal(office, actor(Function::mayor, home), id)), "not_your_function");
  EXPECT_EQ(why(send_signal(office, actor(Function::mayor, home), signal(), "")), "not_your_function");
  auto to_nobody = signal();
  to_nobody.recipients = {"newspaper"};
  EXPECT_EQ(why(send_signal(office, officer, to_nobody, "")), "protection.no_recipient");
}

TEST_P(Signals, the_receiver_opens_and_acknowledges_with_times_and_a_number) {
  const auto id = sent(officer, signal());
  EXPECT_EQ(inbox(child_officer), 1U);
  EXPECT_EQ(inbox(other_child_officer), 0U);
  EXPECT_EQ(why(open_received_signal(office, other_child_officer, id)), "not_found");
  clock.move_to(office.now().plus_seconds(600));
  ASSERT_EQ(why(open_received_signal(office, child_officer, id)), "");
  ASSERT_EQ(why(open_received_signal(office, second_child_officer, id)), "") << "a second opening is no second step";
  EXPECT_EQ(why(acknowledge_signal(office, child_officer, {id, "", " "}, "")), "required");
  clock.move_to(office.now().plus_seconds(600));
  ASSERT_EQ(why(acknowledge_signal(office, child_officer, {id, "", "СГ-12/2026"}, "")), "");
  EXPECT_EQ(why(acknowledge_signal(office, second_child_officer, {id, "", "СГ-13"}, "")), "not_from_this_state");
  const auto mine = open_own_signal(office, officer, id);
  const auto* r = mine->find_recipient("child_protection");
  EXPECT_EQ(r->opened_by, child_officer.account);
  EXPECT_EQ(r->incoming_number, "СГ-12/2026");
  EXPECT_EQ(r->acknowledged_at->micros - r->opened_at->micros, 600'000'000);
  const auto events = db->read([&](db::Session& s) { return list_signal_events(s, *mine); });
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events.back().verb, SignalVerb::acknowledge);
}

TEST_P(Signals, who_has_no_account_is_told_by_the_author) {
  const auto id = sent(officer, signal());
  EXPECT_EQ(why(acknowledge_signal(office, officer, {id, "police", "7"}, "")), "not_from_this_state");
  EXPECT_EQ(why(tell_recipient(office, officer, {id, "child_protection", "phone", "г-жа Б."}, "")), "not_found");
  EXPECT_EQ(why(tell_recipient(office, officer, {id, "police", "pigeon", "дежурният"}, "")), "not_in_list");
  ASSERT_EQ(why(tell_recipient(office, officer, {id, "police", "phone", "дежурният"}, "")), "");
  EXPECT_EQ(why(tell_recipient(office, worker, {id, "police", "phone", "дежурният"}, "")), "not_found");
  ASSERT_EQ(why(acknowledge_signal(office, officer, {id, "police", "7"}, "")), "");
  const auto mine = open_own_signal(office, officer, id);
  EXPECT_EQ(mine->find_recipient("police")->told_whom, "дежурният");
}

TEST_P(Signals, about_a_shielded_child_it_exists_for_the_author_and_the_officers_named) {
  const auto contact = taken();
  auto n = signal();
  n.crisis = contact;
  EXPECT_EQ(why(send_signal(office, colleague, n, "")), "not_found") << "she does not know of the contact";
  EXPECT_EQ(why(send_signal(office, officer, n, "")), "not_found");
  const auto id = sent(worker, n);
  EXPECT_EQ(open_own_signal(office, worker, id)->sensitivity, Sensitivity::shielded);
  EXPECT_EQ(inbox(child_officer), 1U);
  EXPECT_EQ(why(open_received_signal(office, child_officer, id)), "");
  const Actor newcomer = actor(Function::child_protection, pazardzhik, department);
  db->write([&](db::Tx& tx) { db::testing::add_account(tx, newcomer); });
  EXPECT_EQ(inbox(newcomer), 0U) << "came to the department afterwards: not named";
  EXPECT_EQ(why(open_received_signal(office, newcomer, id)), "not_found");
  EXPECT_EQ(why(acknowledge_signal(office, newcomer, {id, "", "1"}, "")), "not_found");
  static const db::Query plain{"t.plain",
                               "SELECT count(*) FROM message WHERE body LIKE '%Момче%' OR subject LIKE '%дете%'"};
  EXPECT_EQ(count(plain), 0);
}

TEST_P(Signals, a_double_click_sends_once) {
  const auto first = send_signal(office, officer, signal(), "key");
  const auto second = send_signal(office, officer, signal(), "key");
  ASSERT_EQ(why(first), "");
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(inbox(child_officer), 1U);
}

TEST_P(Signals, without_a_receiver_here_both_are_told_by_phone) {
  const auto id = sent(duty, signal());
  const auto mine = open_own_signal(office, duty, id);
  for (const auto& r : mine->recipients) {
    EXPECT_FALSE(r.has_account());
    EXPECT_EQ(r.state, RecipientState::written);
  }
  EXPECT_EQ(mine->recipients.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Engines, Signals, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::protection
