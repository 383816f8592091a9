#include "inquiries/world_test.h"

namespace gishe::inquiries {
namespace {

class Inquiries : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Inquiries() : World(GetParam()) {}
  Result<Followed> follow(const Asked& asked, std::string_view from = "10.9.0.1") {
    return follow_inquiry(office, asked.number, asked.secret, from);
  }
};

TEST_P(Inquiries, a_question_is_answered_and_read_with_number_and_secret) {
  const Asked asked = ask(question());
  EXPECT_EQ(asked.number.substr(0, 9), "PAZ14-B26");
  EXPECT_EQ(asked.due_on, *Day::of(2026, 11, 26));
  EXPECT_EQ(why(answer_inquiry(office, officer, now(asked.id), "С формуляр, до 31 октомври.", "")), "");
  const auto seen = follow(asked);
  ASSERT_EQ(why(seen), "");
  ASSERT_EQ(seen->messages.size(), 2U);
  EXPECT_FALSE(seen->messages[0].account);
  EXPECT_EQ(seen->messages[1].words, "С формуляр, до 31 октомври.");
  EXPECT_EQ(seen->inquiry.keep_until, office.today().plus_days(90));
  EXPECT_EQ(why(follow_inquiry(office, asked.number, "WRONG", "10.9.0.2")), "inquiries.wrong_number_or_secret");
  EXPECT_EQ(why(follow_inquiry(office, "PAZ14-B26-000000", asked.secret, "10.9.0.2")),
            "inquiries.wrong_number_or_secret");
}

TEST_P(Inquiries, who_guesses_waits_even_with_the_right_secret) {
  const Asked asked = ask(question());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(follow_inquiry(office, asked.number, "WRONG", "10.9.0.3").ok());
  EXPECT_EQ(why(follow(asked, "10.9.0.3")), "inquiries.too_many_tries");
  EXPECT_EQ(why(follow(asked, "10.9.0.4")), "");
}

TEST_P(Inquiries, the_asker_writes_once_more_and_not_twice) {
  const Asked asked = ask(question());
  const auto write = [&](std::string_view words) {
    return why(write_again(office, asked.number, asked.secret, words, "10.9.0.1", ""));
  };
  EXPECT_EQ(write("Рано е."), "not_from_this_state");
  ASSERT_EQ(why(answer_inquiry(office, officer, now(asked.id), "Да.", "")), "");
  EXPECT_EQ(write("А къде?"), "");
  EXPECT_EQ(inquiry(asked.id).state, State::waiting);
  EXPECT_FALSE(inquiry(asked.id).keep_until) << "what waits is not erased";
  ASSERT_EQ(why(answer_inquiry(office, officer, now(asked.id), "В стая 3.", "")), "");
  EXPECT_EQ(write("И кога?"), "inquiries.asked_twice");
}

TEST_P(Inquiries, a_double_click_asks_once_and_shows_the_same_secret) {
  const auto first = ask_desk(office, question(), "10.9.0.1", "key");
  const auto second = ask_desk(office, question(), "10.9.0.1", "key");
  ASSERT_EQ(why(second), "");
  EXPECT_EQ(first->number, second->number);
  EXPECT_EQ(first->secret, second->secret);
  EXPECT_EQ(first->due_on, second->due_on);
}

TEST_P(Inquiries, a_flood_stops_for_one_network_and_for_the_day) {
  for (int i = 0; i < from_one_network_max; ++i) {
    EXPECT_EQ(why(ask_desk(office, question(), "2001:db8:1:2::" + std::to_string(i), "")), "");
  }
  EXPECT_EQ(why(ask_desk(office, question(), "2001:db8:1:2::99", "")), "inquiries.too_many_from_here");
  for (int i = from_one_network_max; i < asked_a_day_max; ++i) ask(question());
  EXPECT_EQ(why(ask_desk(office, question(), "10.8.0.1", "")), "inquiries.desk_is_full");
  NewInquiry elsewhere = question();
  elsewhere.municipality = other_town;
  EXPECT_EQ(why(ask_desk(office, elsewhere, "10.8.0.1", "")), "") << "other desks go on";
  clock.move_to(office.now().plus_seconds(86'400));
  EXPECT_EQ(why(ask_desk(office, question(), "10.8.0.1", "")), "");
}

TEST_P(Inquiries, each_desk_sees_its_own_and_reading_leaves_a_line) {
  const Asked asked = ask(question());
  EXPECT_EQ(why(open_inquiry(office, neighbour, asked.id)), "not_found");
  EXPECT_EQ(why(open_inquiry(office, worker, asked.id)), "not_your_function");
  EXPECT_EQ(why(open_inquiry(office, officer, asked.id)), "");
  const auto lines = db->read([&](db::Session& s) { return ledger::list_for_subject(s, town, asked.id.value, 10); });
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines.front().body.find("inquiry.opened"), std::string::npos);
  EXPECT_EQ(lines.front().body.find("отопление"), std::string::npos);
  const auto seen = db->read([&](db::Session& s) { return count_waiting(s, officer); });
  EXPECT_EQ(seen.count, 1);
  EXPECT_EQ(seen.due_on, asked.due_on);
  EXPECT_EQ(db->read([&](db::Session& s) { return count_waiting(s, worker); }).count, 0);
}

TEST_P(Inquiries, who_left_an_address_is_told_that_there_is_an_answer_and_nothing_else) {
  NewInquiry n = question();
  n.email = "not an address";
  EXPECT_EQ(why(ask_desk(office, n, "10.9.0.1", "")), "inquiries.not_an_email");
  n.email = "somebody@example.bg";
  const Asked asked = ask(n);
  ASSERT_EQ(why(answer_inquiry(office, officer, now(asked.id), "Тайна дума.", "")), "");
  static const db::Query q{"t.mail", "SELECT to_address, subject, body FROM message"};
  std::string mail;
  db->read([&](db::Session& s) {
    s.each(q, {}, [&](const db::Row& r) { mail += r.string(0) + r.string(1) + r.string(2); });
  });
  EXPECT_NE(mail.find("somebody@example.bg"), std::string::npos);
  EXPECT_NE(mail.find(asked.number), std::string::npos);
  EXPECT_EQ(mail.find("Тайна"), std::string::npos);
  EXPECT_EQ(mail.find(asked.secret), std::string::npos);
}

TEST_P(Inquiries, a_call_back_ends_when_reached_or_after_three_tries) {
  NewInquiry bad = call();
  bad.phone = "мама";
  EXPECT_EQ(why(ask_desk(office, bad, "10.9.0.1", "")), "inquiries.not_a_phone");
  const Asked one = ask(call()), other = ask(call());
  EXPECT_TRUE(one.secret.empty());
  EXPECT_EQ(why(note_call(office, officer, now(one.id), true, "")), "");
  EXPECT_EQ(inquiry(one.id).outcome, "done");
  for (int i = 0; i < not_reached_max; ++i) EXPECT_EQ(why(note_call(office, officer, now(other.id), false, "")), "");
  EXPECT_EQ(inquiry(other.id).outcome, "not_reached");
  EXPECT_EQ(why(note_call(office, officer, now(other.id), true, "")), "not_from_this_state");
  EXPECT_EQ(why(follow_inquiry(office, one.number, "", "10.9.0.1")), "inquiries.wrong_number_or_secret");
}

TEST_P(Inquiries, what_is_over_long_enough_is_erased_to_the_last_row) {
  const Asked phone = ask(call()), asked = ask(question());
  ASSERT_EQ(why(note_call(office, officer, now(phone.id), true, "")), "");
  clock.move_to(office.now().plus_seconds(14 * 86'400));
  EXPECT_EQ(end_and_erase(office), 0) << "its last day is not over";
  clock.move_to(office.now().plus_seconds(86'400));
  EXPECT_EQ(end_and_erase(office), 1);
  static const db::Query rows{"t.rows", "SELECT count(*) FROM inquiry"};
  static const db::Query words{"t.words", "SELECT count(*) FROM inquiry_message"};
  static const db::Query tallies{"t.tallies", "SELECT count(*) FROM asking_tally"};
  EXPECT_EQ(count(rows), 1) << "a question that waits stays";
  EXPECT_EQ(count(words), 1);
  EXPECT_EQ(count(tallies), 0);
}

TEST_P(Inquiries, a_conversation_needs_somebody_there_and_ends_when_quiet) {
  NewInquiry n = question();
  n.kind = Kind::conversation;
  EXPECT_EQ(ask(n).kind, Kind::question) << "nobody is there";
  ASSERT_EQ(why(be_present(office, officer, true)), "");
  const Asked talk = ask(n);
  EXPECT_EQ(talk.kind, Kind::conversation);
  ASSERT_EQ(why(answer_inquiry(office, officer, now(talk.id), "Добър ден!", "")), "");
  for (const char* line : {"Имам въпрос.", "За печка."}) {
    EXPECT_EQ(why(write_again(office, talk.number, talk.secret, line, "10.9.0.1", "")), "");
  }
  EXPECT_EQ(follow(talk)->messages.size(), 4U);
  ASSERT_EQ(why(answer_inquiry(office, officer, now(talk.id), "Да, питайте.", "")), "");
  clock.move_to(office.now().plus_seconds(61 * 60));
  end_and_erase(office);
  EXPECT_EQ(inquiry(talk.id).state, State::ended);
  EXPECT_EQ(why(write_again(office, talk.number, talk.secret, "Там ли сте?", "10.9.0.1", "")), "not_from_this_state");
  EXPECT_EQ(ask(n).kind, Kind::question) << "the officer's hour is over";
}

TEST_P(Inquiries, becomes_a_contact_once_and_leaves_no_tie) {
  const Asked asked = ask(question());
  EXPECT_EQ(why(count_inquiry(office, officer, now(asked.id), contact(), "")), "not_from_this_state");
  ASSERT_EQ(why(answer_inquiry(office, officer, now(asked.id), "Да.", "")), "");
  EXPECT_EQ(why(count_inquiry(office, officer, now(asked.id), contact(), "")), "");
  EXPECT_EQ(why(count_inquiry(office, officer, now(asked.id), contact(), "")), "not_from_this_state");
  static const db::Query contacts{"t.contacts", "SELECT count(*) FROM contact"};
  EXPECT_EQ(count(contacts), 1);
}

TEST_P(Inquiries, its_words_wait_in_the_officers_hand_until_there_is_an_application) {
  const Asked asked = ask(question());
  ASSERT_EQ(why(hold_for_application(office, officer, now(asked.id), true, "")), "");
  const auto in_hand = [&](const Actor& who) { return db->read([&](db::Session& s) { return find_in_hand(s, who); }); };
  ASSERT_TRUE(in_hand(officer));
  EXPECT_EQ(in_hand(officer)->words, "Как се подава за отопление?");
  EXPECT_FALSE(in_hand(colleague));
  db->write([&](db::Tx& tx) { taken_as_application(tx, office, officer, asked.id.value); });
  EXPECT_FALSE(in_hand(officer));
  EXPECT_EQ(inquiry(asked.id).outcome, "application");
  EXPECT_TRUE(inquiry(asked.id).counted);
  ASSERT_EQ(why(follow(asked)), "");
}

TEST_P(Inquiries, two_officers_do_not_answer_over_each_other) {
  const Asked asked = ask(question());
  const Which seen = now(asked.id);
  EXPECT_EQ(why(take_inquiry(office, colleague, seen, true, "")), "");
  EXPECT_EQ(why(answer_inquiry(office, officer, seen, "Да.", "")), "changed_meanwhile");
  EXPECT_EQ(why(end_inquiry(office, officer, now(asked.id), "", "")), "not_in_list") << "unanswered: needs a reason";
  EXPECT_EQ(why(end_inquiry(office, officer, now(asked.id), "no_question", "")), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Inquiries, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST(InquiryRule, a_phone_is_digits_with_signs_between) {
  for (const char* good : {"0888 123 456", "+359 34 123-456", "(034) 123456"}) EXPECT_TRUE(is_phone(good)) << good;
  for (const char* bad : {"", "12345", "0888x123456", "1234567890123456", "08+88123456"})
    EXPECT_FALSE(is_phone(bad)) << bad;
}

}  // namespace
}  // namespace gishe::inquiries
