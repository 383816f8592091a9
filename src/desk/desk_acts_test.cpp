#include <gtest/gtest.h>

#include <algorithm>

#include "desk/application_acts.h"
#include "desk/application_view.h"
#include "desk/desk.h"
#include "desk/follow.h"
#include "desk/sending.h"
#include "desk/world_test.h"
#include "platform/visitors/tries.h"

namespace gishe::desk {
namespace {

class Desk : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Desk() : World(GetParam()) {}
};
INSTANTIATE_TEST_SUITE_P(Engines, Desk, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Desk, a_double_click_takes_one_application) {
  const auto first = take_application(office, officer, asked(), "key-1");
  const auto second = take_application(office, officer, asked(), "key-1");
  ASSERT_TRUE(first && second) << why(first) << why(second);
  EXPECT_EQ(first->number, second->number);
  EXPECT_EQ(first->secret, second->secret);
  const File f = file(first->id);
  ASSERT_EQ(f.lines.size(), 2u);
  EXPECT_EQ(f.application.due_on.iso(), "2026-12-13");
  EXPECT_EQ(f.application.state, ApplicationState::received);
}

TEST_P(Desk, others_do_not_see_it) {
  const auto taken = take_application(office, officer, asked(), "");
  ASSERT_TRUE(taken);
  EXPECT_EQ(why(open_view(office, neighbour, taken->id)), "not_found");
  EXPECT_EQ(why(open_view(office, mayor, taken->id)), "not_your_function");
  NewApplication hidden = asked();
  hidden.person = shielded;
  EXPECT_EQ(why(take_application(office, officer, hidden, "")), "not_found");
}

TEST_P(Desk, a_line_is_chosen_sent_declined_and_comes_back) {
  const auto taken = take_application(office, officer, asked(), "");
  ASSERT_TRUE(taken);
  File f = file(taken->id);
  const auto line = f.lines.front().id;
  ASSERT_EQ(why(choose_service(office, officer, {taken->id, line, service, f.application.version}, "")), "");
  EXPECT_EQ(why(choose_service(office, officer, {taken->id, line, service, f.application.version}, "")),
            "changed_meanwhile");
  f = file(taken->id);
  ASSERT_EQ(f.papers.size(), 1u);
  ASSERT_EQ(why(change_paper(office, officer, {taken->id, "id_card", "missing", "", f.application.version}, "")), "");
  f = file(taken->id);
  EXPECT_EQ(f.lines.front().state, LineState::awaiting_papers);
  Sending sending{taken->id, f.application.version, {"name"}, "consent", "written", {}};
  const auto sent = send_lines(office, officer, sending, "");
  ASSERT_EQ(why(sent), "");
  EXPECT_EQ(sent->referrals, 1);
  f = file(taken->id);
  EXPECT_EQ(f.lines.front().state, LineState::routed);

  referrals::Outcome no;
  no.referral.id = *f.lines.front().referral;
  no.referral.municipality = town;
  no.referral.source = line.value;
  no.referral.decline_reason = "no_capacity";
  no.from = referrals::State::sent;
  no.to = referrals::State::declined;
  db->write([&](db::Tx& tx) { referral_changed(tx, office, no); });
  const auto view = open_view(office, officer, taken->id);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->file.lines.front().state, LineState::received);
  EXPECT_FALSE(view->file.lines.front().service);
  const auto task =
      std::find_if(view->tasks.begin(), view->tasks.end(), [](const Task& t) { return t.kind == "next_option"; });
  ASSERT_NE(task, view->tasks.end());
  EXPECT_EQ(task->reason, "declined:no_capacity");
  EXPECT_EQ(task->due_on.iso(), "2026-11-26");
  EXPECT_EQ(why(close_task(office, officer, task->id, "")), "");
  EXPECT_EQ(why(close_task(office, officer, task->id, "")), "not_from_this_state");
}

TEST_P(Desk, the_public_page_opens_with_the_secret_only_and_slows_down) {
  const auto taken = take_application(office, officer, asked(), "");
  ASSERT_TRUE(taken);
  EXPECT_EQ(why(follow_application(office, taken->number, taken->secret, "10.0.0.1")), "");
  EXPECT_EQ(why(follow_application(office, "PAZ14-26-000000", taken->secret, "10.0.0.2")),
            "desk.wrong_number_or_secret");
  for (int i = 0; i < visitors::free_tries; ++i) {
    EXPECT_EQ(why(follow_application(office, taken->number, "WRONG", "10.0.0.3")), "desk.wrong_number_or_secret");
  }
  EXPECT_EQ(why(follow_application(office, taken->number, taken->secret, "10.0.0.3")), "desk.too_many_tries");
  EXPECT_EQ(why(follow_application(office, taken->number, taken->secret, "10.0.0.4")), "");
  clock.move_to(office.now().plus_seconds(31));
  EXPECT_EQ(why(follow_application(office, taken->number, taken->secret, "10.0.0.3")), "");
}

TEST_P(Desk, counts_are_of_the_municipality_and_of_the_district_for_shielded_people) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(take_application(office, officer, asked(), ""));
  db->write([&](db::Tx& tx) {
    static const db::Query q{"t.named", "INSERT INTO person_named VALUES ('PAZ14', $1, $2, 1)"};
    tx.run(q, {shielded, officer.account});
  });
  NewApplication hidden = asked();
  hidden.person = shielded;
  hidden.needs = {"violence_shelter"};
  const auto taken = take_application(office, officer, hidden, "");
  ASSERT_EQ(why(taken), "");
  EXPECT_EQ(why(open_view(office, officer, taken->id)), "");
  const Day from = *Day::of(2026, 1, 1), until = *Day::of(2027, 1, 1);
  const auto counts = db->read([&](db::Session& s) {
    return count_needs(s, access::scope(mayor, access::Action::see_overview), {town, {"PAZ21"}}, from, until);
  });
  ASSERT_EQ(counts.size(), 3u);
  EXPECT_EQ(counts[1].need, "heating");
  EXPECT_EQ(counts[1].asked, 5);
  EXPECT_EQ(counts[2].place, "PAZ");
  EXPECT_FALSE(counts[2].asked);
  const auto refused = db->read([&](db::Session& s) {
    return count_needs(s, access::scope(officer, access::Action::see_overview), {town}, from, until);
  });
  EXPECT_TRUE(refused.empty());
}

TEST_P(Desk, bad_forms_say_where) {
  NewApplication n = asked();
  n.needs.clear();
  EXPECT_EQ(why(take_application(office, officer, n, "")), "desk.no_needs");
  n.needs = {"no_such_need"};
  EXPECT_EQ(why(take_application(office, officer, n, "")), "not_in_list");
  n = asked();
  n.own_words = std::string(4001, 'a');
  EXPECT_EQ(why(take_application(office, officer, n, "")), "too_long");
}

}  // namespace
}  // namespace gishe::desk
