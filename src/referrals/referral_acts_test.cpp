#include <algorithm>

#include "referrals/world_test.h"

namespace gishe::referrals {
namespace {

class Referrals : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Referrals, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Referrals, goes_the_whole_way_and_both_sides_are_told) {
  const auto id = w.send();
  EXPECT_EQ(w.messages(), 1);
  const auto sent = w.row(id);
  EXPECT_EQ(sent.state, State::sent);
  EXPECT_EQ(sent.number.substr(0, 11), "PAZ14-R-26-");
  EXPECT_EQ(sent.number.size(), 17u);
  EXPECT_EQ(sent.answer_due_on->iso(), "2026-12-03");

  const auto opened = open_referral(w.office, w.head, id);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->record.state, State::delivered);
  EXPECT_EQ(w.step(w.head, id, "ask", "", "Може ли да се качва по стълби?"), "");
  EXPECT_EQ(w.step(w.officer, id, "answer", "", "Да, с парапет."), "");
  EXPECT_EQ(w.step(w.head, id, "accept", "", "10 ч., каб. 3", "30.11.2026"), "");
  EXPECT_EQ(w.row(id).appointment_on->iso(), "2026-11-30");
  EXPECT_EQ(w.places_free(), 1);
  EXPECT_EQ(w.step(w.head, id, "start_service"), "");
  EXPECT_EQ(w.step(w.head, id, "complete", "goal_met", "Ходи сам."), "");
  EXPECT_EQ(w.places_free(), 2);
  EXPECT_EQ(w.messages(), 6);

  const auto seen = open_referral(w.office, w.officer, id);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->record.outcome_code, "goal_met");
  EXPECT_EQ(seen->messages.size(), 2u);
  ASSERT_EQ(seen->events.size(), 7u);
  for (std::size_t i = 0; i < seen->events.size(); ++i) {
    EXPECT_EQ(seen->events[i].seq, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(seen->events[i].from, i > 0 ? seen->events[i - 1].to : State::draft);
  }
}

TEST_P(Referrals, receiver_sees_the_package_and_nothing_more) {
  const auto id = w.send();
  const auto opened = open_referral(w.office, w.head, id);
  ASSERT_TRUE(opened);
  // Phone brings the safe-contact rule along; the address was not chosen.
  const store::Package expected = {
      {"name", "Иван Петров Тестов"}, {"phone", "0888 123 456"}, {"contact_rule", "само сутрин"}};
  EXPECT_EQ(opened->package, expected);
  EXPECT_TRUE(opened->as_receiver);
  for (const auto* stranger : {&w.other_head, &w.neighbour}) {
    EXPECT_EQ(why(open_referral(w.office, *stranger, id)), "not_found");
    EXPECT_EQ(w.step(*stranger, id, stranger == &w.other_head ? "accept" : "withdraw", "other", "x", "30.11.2026"),
              "not_found");
  }
  EXPECT_EQ(why(open_referral(w.office, w.mayor, id)), "not_your_function");
}

TEST_P(Referrals, every_opening_leaves_a_line) {
  const auto id = w.send();
  const auto before = w.ledger_lines();
  (void)open_referral(w.office, w.head, id);
  (void)open_referral(w.office, w.head, id);
  (void)open_referral(w.office, w.officer, id);
  EXPECT_EQ(w.ledger_lines(), before + 3);
  EXPECT_EQ(w.row(id).version, 2) << "only the first opening is a step";
}

TEST_P(Referrals, revoked_is_gone_for_the_receiver_at_once) {
  const auto id = w.send();
  ASSERT_TRUE(open_referral(w.office, w.head, id));
  EXPECT_EQ(w.step(w.officer, id, "revoke", "misuse"), "not_your_function");
  EXPECT_EQ(w.step(w.supervisor, id, "revoke", ""), "required");
  EXPECT_EQ(w.step(w.supervisor, id, "revoke", "misuse"), "");
  EXPECT_EQ(why(open_referral(w.office, w.head, id)), "not_found");
  EXPECT_EQ(w.step(w.head, id, "accept", "", "", "30.11.2026"), "not_found");
  EXPECT_EQ(why(print_letter(w.office, w.officer, id)), "not_from_this_state");
  EXPECT_TRUE(open_referral(w.office, w.officer, id)) << "the sender keeps the history";
}

TEST_P(Referrals, declined_with_a_reason_and_a_suggestion) {
  const auto id = w.send();
  EXPECT_EQ(w.step(w.head, id, "decline", "no_capacity", "Опитайте в Пазарджик."), "");
  EXPECT_EQ(w.row(id).decline_suggestion, "Опитайте в Пазарджик.");
  EXPECT_EQ(why(open_referral(w.office, w.head, id)), "not_found");
  EXPECT_EQ(w.step(w.officer, id, "withdraw", "need_met"), "not_from_this_state");
}

TEST_P(Referrals, the_same_key_acts_once) {
  const auto request = w.request();
  const auto first = send_referral(w.office, w.officer, request, "key-1");
  const auto second = send_referral(w.office, w.officer, request, "key-1");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(w.messages(), 1);

  const Step accept{*first, "accept", 1, "", "", "30.11.2026"};
  EXPECT_TRUE(take_step(w.office, w.head, accept, "key-2"));
  EXPECT_TRUE(take_step(w.office, w.head, accept, "key-2"));
  EXPECT_EQ(w.row(*first).version, 2);
  EXPECT_EQ(w.places_free(), 1);
  EXPECT_EQ(why(take_step(w.office, w.head, accept, "key-3")), "changed_meanwhile");
}

TEST_P(Referrals, a_question_stops_the_clock_and_there_is_only_one) {
  const auto id = w.send();
  EXPECT_EQ(w.step(w.head, id, "ask", "", "Кога?"), "");
  w.clock.move_to(at_noon("2026-11-27"));
  EXPECT_EQ(w.step(w.officer, id, "answer", "", "Утре."), "");
  EXPECT_EQ(w.row(id).paused_days, 4);
  EXPECT_EQ(w.row(id).answer_due_on->iso(), "2026-12-07");
  EXPECT_EQ(w.step(w.head, id, "ask", "", "А къде?"), "referrals.no_question_left");
}

TEST_P(Referrals, expire_after_the_days_of_grace_but_not_while_a_question_waits) {
  const auto id = w.send();
  const auto asked = w.send();
  EXPECT_EQ(w.step(w.head, asked, "ask", "", "Кога?"), "");
  w.clock.move_to(at_noon("2026-12-06"));
  EXPECT_EQ(expire_overdue(w.office), 0);
  w.clock.move_to(at_noon("2026-12-07"));
  EXPECT_EQ(expire_overdue(w.office), 1);
  EXPECT_EQ(w.row(id).state, State::expired);
  EXPECT_EQ(w.row(asked).state, State::info_requested);
  EXPECT_EQ(why(open_referral(w.office, w.head, id)), "not_found");
  EXPECT_EQ(expire_overdue(w.office), 0);
}

TEST_P(Referrals, a_shielded_person_holds_a_place_under_the_agreement_that_no_figure_shows) {
  w.db->write([&](db::Tx& tx) {
    add_quota(tx, {w.lesichovo, w.peshtera, "therapy_rehabilitation", "Сп-3/2026", 1, 4000,
                   *Day::from_iso("2026-01-01"), *Day::from_iso("2026-12-31")});
  });
  const auto first = w.send(), second = w.send();
  ASSERT_EQ(w.step(w.head, first, "accept", "", "", "30.11.2026"), "");
  const auto shown = [&] {
    return w.db->read([&](db::Session& s) {
      const auto quota = find_quota(s, w.lesichovo, w.peshtera, "therapy_rehabilitation", w.office.today());
      return quota->used * 10 + count_quota_used(s, w.lesichovo, quota->id);
    });
  };
  EXPECT_EQ(shown(), 11);
  w.db->write([&](db::Tx& tx) {
    static const db::Query q{"t.shield_one", "UPDATE referral SET sensitivity = 4 WHERE id = $1"};
    tx.run(q, {first});
  });
  EXPECT_EQ(shown(), 0) << "nobody sees a place used that she cannot list";
  EXPECT_EQ(w.step(w.head, second, "accept", "", "", "30.11.2026"), "referrals.quota_used") << "the check counts all";
  EXPECT_EQ(why(send_referral(w.office, w.officer, w.request(), "")), "referrals.quota_used");
}

TEST_P(Referrals, who_is_barred_from_the_person_gets_no_mail_and_reports_no_month) {
  const auto id = w.send();
  const auto bar = [&](const Actor& a) {
    w.db->write([&](db::Tx& tx) {
      static const db::Query q{
          "t.bar",
          "INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) SELECT "
          "municipality, person_id, $2, 'kin', 1 FROM referral WHERE id = $1"};
      tx.run(q, {id, a.account});
    });
  };
  const auto served = [&] {
    return w.db->read([&](db::Session& s) {
      return list_served_by(s, access::scope(w.head, access::Action::report_progress), w.office.today(),
                            w.office.today())
          .size();
    });
  };
  ASSERT_EQ(w.step(w.head, id, "accept", "", "", "30.11.2026"), "");
  ASSERT_EQ(w.step(w.head, id, "start_service"), "");
  EXPECT_EQ(served(), 1u);
  const auto told = w.messages();
  bar(w.officer);
  EXPECT_EQ(w.step(w.head, id, "complete", "goal_met", "край"), "");
  EXPECT_EQ(w.messages(), told) << "the sender was barred meanwhile";
  EXPECT_EQ(served(), 1u);
  bar(w.head);
  EXPECT_EQ(served(), 0u);
}

TEST_P(Referrals, quota_counts_who_holds_a_place_and_frees_it) {
  w.db->write([&](db::Tx& tx) {
    add_quota(tx, {w.lesichovo, w.peshtera, "therapy_rehabilitation", "Сп-3/2026", 1, 4000,
                   *Day::from_iso("2026-01-01"), *Day::from_iso("2026-12-31")});
  });
  const auto first = w.send();
  const auto second = w.send();
  EXPECT_EQ(w.step(w.head, first, "waitlist", "", "", "15.12.2026"), "");
  EXPECT_EQ(w.step(w.head, second, "accept", "", "", "30.11.2026"), "referrals.quota_used");
  EXPECT_EQ(why(send_referral(w.office, w.officer, w.request(), "")), "referrals.quota_used");
  EXPECT_EQ(w.step(w.head, first, "accept", "", "", "30.11.2026"), "") << "it holds its own place already";
  EXPECT_EQ(w.step(w.officer, first, "withdraw", "need_met"), "");
  EXPECT_EQ(w.step(w.head, second, "accept", "", "", "30.11.2026"), "");
}

TEST_P(Referrals, accepts_beyond_the_free_places_but_gives_back_only_what_was_taken) {
  ReferralId ids[3] = {w.send(), w.send(), w.send()};
  for (const auto& id : ids) EXPECT_EQ(w.step(w.head, id, "accept", "", "", "30.11.2026"), "");
  EXPECT_EQ(w.places_free(), 0);
  for (const auto& id : ids) EXPECT_EQ(w.step(w.head, id, "no_show"), "");
  EXPECT_EQ(w.places_free(), 2);
}

TEST_P(Referrals, words_stand_beside_the_field) {
  auto n = w.request();
  n.reason = "  ";
  n.urgency = "now";
  n.consent_how = "";
  n.package_fields = {"egn"};
  n.needs = {"gold"};
  n.to_service = w.closed_service;
  const auto result = send_referral(w.office, w.officer, n, "");
  ASSERT_FALSE(result);
  std::vector<std::string> found;
  for (const auto& r : result.refusals()) found.push_back(r.field + ":" + r.code->name);
  const std::vector<std::string> expected = {"reason:required",      "urgency:not_in_list",
                                             "consent_how:required", "package:not_in_list",
                                             "needs:not_in_list",    "to_service:referrals.receiver_closed"};
  EXPECT_EQ(found, expected);
  EXPECT_EQ(w.messages(), 0);
}

TEST_P(Referrals, the_listener_hears_every_change_in_the_same_transaction) {
  static std::vector<std::string> heard;
  heard.clear();
  set_listener([](db::Tx&, Office&, const Outcome& o) {
    heard.push_back(std::string(state_name(o.from)) + ">" + std::string(state_name(o.to)));
  });
  const auto id = w.send();
  (void)open_referral(w.office, w.head, id);
  (void)w.step(w.head, id, "decline", "out_of_area");
  set_listener(nullptr);
  EXPECT_EQ(heard, (std::vector<std::string>{"draft>sent", "sent>delivered", "delivered>declined"}));
}

TEST_P(Referrals, shielded_people_exist_only_for_accounts_named_on_both_sides) {
  auto n = w.request();
  n.person = w.shielded;
  EXPECT_EQ(why(send_referral(w.office, w.supervisor, n, "")), "not_your_function");
  EXPECT_EQ(why(send_referral(w.office, w.officer, n, "")), "referrals.receiver_not_named");
  w.db->write([&](db::Tx& tx) { w.name(tx, w.head); });
  const auto id = send_referral(w.office, w.officer, n, "");
  ASSERT_TRUE(id) << why(id);

  EXPECT_EQ(why(open_referral(w.office, w.supervisor, *id)), "not_found");
  const auto listed = [&](const Actor& who) {
    return w.db->read(
        [&](db::Session& s) { return list_referrals(s, who, Stage::waiting, std::nullopt, 10).rows.size(); });
  };
  const auto overdue = [&](const Actor& who) {
    return w.db->read([&](db::Session& s) {
      return store::count_overdue(s, access::scope(who, access::Action::list_referrals), *Day::from_iso("2027-01-01"));
    });
  };
  EXPECT_EQ(listed(w.supervisor), 0u);
  EXPECT_EQ(overdue(w.supervisor), 0);
  EXPECT_EQ(listed(w.officer), 1u);
  EXPECT_EQ(overdue(w.officer), 1);
  EXPECT_EQ(listed(w.head), 1u);
  EXPECT_TRUE(open_referral(w.office, w.head, *id));

  w.db->write([&](db::Tx& tx) { w.unname(tx, w.head); });
  EXPECT_EQ(listed(w.head), 0u);
  EXPECT_EQ(why(open_referral(w.office, w.head, *id)), "not_found");
}

TEST_P(Referrals, pages_of_a_list_show_each_row_once) {
  constexpr int many = 23;
  for (int i = 0; i < many; ++i) w.send();
  std::vector<ReferralId> seen;
  std::optional<store::After> after;
  for (int page = 0; page < 10; ++page) {
    const auto listed = w.db->read([&](db::Session& s) { return list_referrals(s, w.head, Stage::waiting, after, 5); });
    for (const auto& row : listed.rows) seen.push_back(row.id);
    after = listed.next;
    if (!after) break;
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(many));
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST_P(Referrals, the_desk_finds_its_own_by_source) {
  const auto n = w.request();
  ASSERT_TRUE(send_referral(w.office, w.officer, n, ""));
  const auto of = [&](const Actor& who) {
    return w.db->read([&](db::Session& s) {
      return list_for_sources(s, access::scope(who, access::Action::list_referrals), {n.source, Uuid::make()}).size();
    });
  };
  EXPECT_EQ(of(w.officer), 1u);
  EXPECT_EQ(of(w.neighbour), 0u);
  EXPECT_EQ(of(w.head), 0u);
}

}  // namespace
}  // namespace gishe::referrals
