#include <random>
#include <thread>

#include "places/world_test.h"

namespace gishe::places {
namespace {

class Waiting : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};

  /// Somebody sent and put on the list, so many days ago.
  ReferralId waits(int days_ago, const char* urgency = "normal") {
    const Instant now = w.clock.now();
    w.clock.move_to(now.plus_seconds(-days_ago * 86400));
    const auto id = w.send(w.somebody(), w.rehabilitation, urgency);
    EXPECT_EQ(w.step(w.head, id, "waitlist"), "");
    w.clock.move_to(now);
    return id;
  }
  std::string answer(const ReferralId& id, bool takes, const char* reason = "") {
    const auto offer = w.offer_of(id);
    return why(answer_offer(w.office, w.officer, {offer ? offer->id : PlaceOfferId{}, takes, reason, ""}, ""));
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Waiting, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Waiting, who_is_put_on_the_list_stands_there_by_points_and_leaves_with_the_answer) {
  const auto old = waits(30), urgent = waits(2, "emergency"), fresh = waits(1);
  const auto list = w.list_of(w.head, w.rehabilitation);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].referral, urgent);
  EXPECT_EQ(list[1].referral, old);
  EXPECT_EQ(list[2].referral, fresh);
  EXPECT_EQ(w.step(w.officer, old, "withdraw", "need_met"), "");
  EXPECT_EQ(w.step(w.head, fresh, "decline", "no_capacity"), "");
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).size(), 1u);
  EXPECT_TRUE(w.list_of(w.keeper, w.rehabilitation).empty()) << "another house";
}

TEST_P(Waiting, is_listed_page_by_page_with_the_turns_that_stand_before) {
  waits(30);
  const auto aside = waits(20), third = waits(10);
  EntryChange c = w.entry_change(aside);
  c.reason = "in_hospital";
  EXPECT_EQ(why(suspend_entry(w.office, w.head, c, "")), "");
  w.db->read([&](db::Session& s) {
    const auto eyes = access::scope(w.head, access::Action::see_waiting_list);
    const auto page = store::list_waiting(s, eyes, w.peshtera, w.rehabilitation, 2, 2);
    ASSERT_EQ(page.size(), 1u);
    EXPECT_EQ(page.front().referral, third);
    EXPECT_EQ(store::length_of_waiting(s, eyes, w.peshtera, w.rehabilitation).all, 3);
    EXPECT_EQ(store::length_of_waiting(s, eyes, w.peshtera, w.rehabilitation, 2).with_a_turn, 1);
    const auto others = access::scope(w.keeper, access::Action::see_waiting_list);
    EXPECT_EQ(store::length_of_waiting(s, others, w.peshtera, w.rehabilitation).all, 0);
  });
}

TEST_P(Waiting, an_accepted_referral_reserves_a_place_and_its_end_gives_it_back) {
  const auto id = w.send(w.man, w.rehabilitation);
  EXPECT_EQ(w.step(w.head, id, "accept"), "");
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 2);
  EXPECT_EQ(w.step(w.head, id, "start_service"), "");
  const auto stays =
      w.db->read([&](db::Session& s) { return list_stays(s, access::scope(w.head, access::Action::see_beds), id); });
  ASSERT_EQ(stays.size(), 1u);
  EXPECT_EQ(stays[0].state, State::admitted);
  EXPECT_EQ(w.step(w.head, id, "complete", "goal_met"), "");
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 3);
  const auto unkept = w.send(w.woman, w.unkept);
  EXPECT_EQ(w.step(w.head, unkept, "accept"), "") << "a service without places works as before";
}

TEST_P(Waiting, coming_to_the_place_starts_the_service) {
  const auto id = w.send(w.man, w.rehabilitation);
  EXPECT_EQ(w.step(w.head, id, "accept"), "");
  NewStay stay;
  stay.service = w.rehabilitation;
  stay.referral = id;
  const auto begun = admit(w.office, w.head, stay, "");
  ASSERT_TRUE(begun.ok()) << why(begun);
  EXPECT_EQ(w.referral(id).state, referrals::State::in_service);
  EXPECT_EQ(why(admit(w.office, w.head, stay, "")), "places.has_a_place");
}

TEST_P(Waiting, a_place_says_nothing_of_what_the_sender_withheld) {
  w.db->write([&](db::Tx& tx) {
    static const db::Query men{"t.men", "UPDATE place SET for_sex = 'm' WHERE service_id = $1"};
    tx.run(men, {w.rehabilitation});
  });
  const auto silent = w.send(w.woman, w.rehabilitation);  // the package holds the name alone
  EXPECT_EQ(w.step(w.head, silent, "waitlist"), "");
  const auto opened = open_entry(w.office, w.head, w.entry_of(silent)->id);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->free.size(), 3u);
  EXPECT_EQ(w.offer(silent), "");
  const auto said = w.send(w.somebody(), w.rehabilitation, "normal", {"name", "sex"});
  EXPECT_EQ(w.step(w.head, said, "accept"), "places.no_place_free") << "what was said counts";
}

TEST_P(Waiting, an_offer_past_its_day_is_over_before_the_job_says_so) {
  const auto id = waits(10);
  EntryChange far = w.entry_change(id);
  far.begins_on = w.clock.today().plus_days(61).iso();
  EXPECT_EQ(why(offer_place(w.office, w.head, far, "")), "places.begins_too_late");
  ASSERT_EQ(w.offer(id), "");
  w.clock.move_to(at_noon(w.offer_of(id)->answer_due_on.iso()));
  EXPECT_EQ(answer(id, false), "required") << "on its day it may be answered";
  w.clock.move_to(at_noon(w.offer_of(id)->answer_due_on.plus_days(1).iso()));
  EXPECT_EQ(answer(id, true), "places.offer_over");
  EXPECT_EQ(expire_offers(w.office), 1);
}

TEST_P(Waiting, a_file_that_is_lowered_takes_entry_and_offer_along) {
  w.db->write([&](db::Tx& tx) { w.name(tx, w.head); });
  const auto id = w.send(w.shielded, w.rehabilitation);
  ASSERT_EQ(w.step(w.head, id, "waitlist"), "");
  ASSERT_EQ(w.offer(id), "");
  w.db->write([&](db::Tx& tx) {
    static const db::Query level{"t.level", "UPDATE person SET sensitivity = 2 WHERE id = $1"};
    static const db::Query sent{"t.sent_level", "UPDATE referral SET sensitivity = 2 WHERE person_id = $1"};
    static const db::Query gone{"t.gone", "DELETE FROM person_named WHERE person_id = $1"};
    static const db::Query nor{"t.nor", "DELETE FROM stay_named"};
    for (const db::Query* q : {&level, &sent, &gone}) tx.run(*q, {w.shielded});
    tx.run(nor, {});
  });
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).size(), 1u);
  EXPECT_EQ(answer(id, true), "") << "the sender still has it to answer";
  const auto stays =
      w.db->read([&](db::Session& s) { return list_stays(s, access::scope(w.head, access::Action::see_beds), id); });
  EXPECT_EQ(stays.size(), 1u);
}

TEST_P(Waiting, who_is_barred_from_the_person_is_not_told_of_an_offer) {
  const auto id = waits(10);
  static const db::Query told{"t.told", "SELECT count(*) FROM message WHERE kind = 'place_offered'"};
  w.db->write([&](db::Tx& tx) {
    static const db::Query bar{"t.bar",
                               "INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) "
                               "SELECT from_municipality, person_id, $1, 'kin', 1 FROM waiting_entry"};
    tx.run(bar, {w.officer.account});
  });
  ASSERT_EQ(w.offer(id), "");
  EXPECT_EQ(w.count(told), 0);
}

TEST_P(Waiting, two_who_accept_the_last_place_at_once) {
  ASSERT_TRUE(w.come(w.rehabilitation, w.head).ok());
  ASSERT_TRUE(w.come(w.rehabilitation, w.head).ok());
  const ReferralId ids[] = {w.send(w.man, w.rehabilitation), w.send(w.woman, w.rehabilitation)};
  std::string said[2];
  {
    std::jthread one([&] { said[0] = w.step(w.head, ids[0], "accept"); });
    std::jthread other([&] { said[1] = w.step(w.head, ids[1], "accept"); });
  }
  EXPECT_EQ(said[0].empty() + said[1].empty(), 1) << said[0] << " / " << said[1];
  EXPECT_EQ(said[0] + said[1], "places.no_place_free");
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 0);
}

TEST_P(Waiting, an_offer_is_held_until_the_sender_says_yes) {
  const auto id = waits(10);
  ASSERT_EQ(w.offer(id), "");
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 2);
  EXPECT_EQ(w.entry_of(id)->state, WaitingState::offered);
  static const db::Query stay{"t.stay", "SELECT count(*) FROM stay WHERE state = 'reserved'"};
  EXPECT_EQ(w.count(stay), 1);
  EXPECT_EQ(w.db->read([&](db::Session& s) { return count_to_answer(s, w.officer).count; }), 1);
  EXPECT_EQ(answer(id, true), "");
  EXPECT_EQ(w.referral(id).state, referrals::State::accepted);
  EXPECT_FALSE(w.entry_of(id));
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 2) << "the place stays hers";
  EXPECT_EQ(why(answer_offer(w.office, w.mayor, {PlaceOfferId::make(), true, "", ""}, "")), "not_your_function");
  EXPECT_EQ(why(answer_offer(w.office, w.officer, {PlaceOfferId::make(), true, "", ""}, "")), "not_found");
}

TEST_P(Waiting, a_declined_offer_gives_the_place_back_and_is_counted) {
  const auto id = waits(10);
  ASSERT_EQ(w.offer(id), "");
  EXPECT_EQ(answer(id, false), "required");
  EXPECT_EQ(answer(id, false, "not_now"), "");
  EXPECT_EQ(w.entry_of(id)->state, WaitingState::waiting);
  EXPECT_EQ(w.entry_of(id)->refused_offers, 1);
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 3);
}

TEST_P(Waiting, an_offer_nobody_answers_is_over_by_itself) {
  const auto id = waits(10);
  ASSERT_EQ(w.offer(id), "");
  EXPECT_EQ(expire_offers(w.office), 0);
  const auto offer = *w.offer_of(id);
  EXPECT_EQ(offer.answer_due_on, w.office.today().plus_days(3));
  w.clock.move_to(w.clock.now().plus_seconds(4 * 86400));
  static const db::Query told{"t.told", "SELECT count(*) FROM message WHERE kind LIKE 'place_offer%'"};
  const auto before = w.count(told);
  EXPECT_EQ(expire_offers(w.office), 1);
  EXPECT_EQ(expire_offers(w.office), 0);
  EXPECT_EQ(w.count(told), before + 2) << "sender and head";
  EXPECT_EQ(w.entry_of(id)->refused_offers, 1);
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 3);
  EXPECT_EQ(why(answer_offer(w.office, w.officer, {offer.id, true, "", ""}, "")), "places.offer_over");
}

TEST_P(Waiting, nobody_is_passed_without_a_word) {
  const auto first = waits(60), later = waits(2);
  EXPECT_EQ(w.offer(later), "places.out_of_turn");
  EXPECT_EQ(w.offer(later, "Първият чака превоз до март."), "");
  EXPECT_TRUE(w.entry_of(first));
}

TEST_P(Waiting, a_place_held_for_an_offer_is_not_given_on_the_board) {
  const auto id = waits(10);
  ASSERT_EQ(w.offer(id), "");
  const auto offer = *w.offer_of(id);
  EXPECT_EQ(why(take_step(w.office, w.head, w.change(offer.stay), Verb::admit, "")), "places.offer_waits");
  EXPECT_EQ(why(take_step(w.office, w.head, w.change(offer.stay), Verb::release, "")), "places.offer_waits");
  EntryChange back = w.entry_change(id);
  back.note = "Мястото трябва за спешен случай.";
  EXPECT_EQ(why(take_back_offer(w.office, w.head, back, "")), "");
  EXPECT_EQ(w.entry_of(id)->refused_offers, 0);
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 3);
}

TEST_P(Waiting, the_order_changes_by_decision_only_and_the_history_says_so) {
  const auto first = waits(60), later = waits(2);
  EntryChange c = w.entry_change(later);
  c.points = "500";
  EXPECT_EQ(why(order_entry(w.office, w.head, c, "")), "required");
  c.reason = "danger";
  EXPECT_EQ(why(order_entry(w.office, w.head, c, "")), "places.decision_needed");
  c.note = "Остана без жилище след пожар.";
  EXPECT_EQ(why(order_entry(w.office, w.head, c, "")), "");
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).front().referral, later);
  const auto opened = open_entry(w.office, w.head, w.entry_of(later)->id);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->events.back().note, "Остана без жилище след пожар.");
  EXPECT_EQ(opened->events.back().by, w.head.account);
  EXPECT_EQ(why(open_entry(w.office, w.keeper, w.entry_of(first)->id)), "not_found");
}

TEST_P(Waiting, a_new_rule_is_a_new_version_for_everybody) {
  const auto old = waits(60), urgent = waits(2, "soon");
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).front().referral, old);
  NewRule rule;
  rule.service = w.rehabilitation;
  rule.version = 1;
  rule.soon = "100";
  rule.each_week = "1";
  rule.needs = {{"housing", "много"}};
  EXPECT_EQ(why(publish_rule(w.office, w.head, rule, "")), "places.no_such_points");
  rule.needs = {{"housing", "5"}};
  EXPECT_EQ(why(publish_rule(w.office, w.keeper, rule, "")), "not_found");
  EXPECT_EQ(why(publish_rule(w.office, w.head, rule, "")), "");
  EXPECT_EQ(why(publish_rule(w.office, w.head, rule, "")), "changed_meanwhile");
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).front().referral, urgent);
  EXPECT_EQ(w.entry_of(old)->rule_version, 2);
}

TEST_P(Waiting, who_is_shielded_waits_for_nobodys_eyes_and_in_nobodys_turn) {
  const auto seen = waits(10);
  const auto person = w.somebody();
  const auto id = w.send(person, w.rehabilitation, "emergency");
  EXPECT_EQ(w.step(w.head, id, "waitlist"), "");
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).size(), 2u);
  const auto entry = w.entry_of(id)->id;
  static const db::Query shield{"t.shield", "UPDATE person SET sensitivity = 4 WHERE id = $1"};
  w.db->write([&](db::Tx& tx) { tx.run(shield, {person}); });
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).size(), 1u);
  EXPECT_EQ(why(open_entry(w.office, w.head, entry)), "not_found");
  EXPECT_EQ(w.db->read([&](db::Session& s) { return store::count_before(s, *w.entry_of(seen)); }), 0);
  EXPECT_EQ(w.db->read([&](db::Session& s) { return store::count_waiting(s, w.peshtera, w.rehabilitation); }), 1);
}

TEST_P(Waiting, random_schedules_keep_every_guard) {
  std::mt19937 random{20261122};
  const auto dice = [&](int sides) { return static_cast<int>(random() % static_cast<unsigned>(sides)); };
  std::vector<ReferralId> ids;
  for (int i = 0; i < 6; ++i) ids.push_back(w.send(w.somebody(), w.rehabilitation));
  static const db::Query two_on_one{"t.two",
                                    "SELECT count(*) FROM (SELECT place_id FROM stay WHERE ended_at IS NULL "
                                    "GROUP BY place_id HAVING count(*) > 1) c"};
  static const db::Query beyond{"t.beyond", "SELECT count(*) FROM stay WHERE ended_at IS NULL"};
  static const db::Query torn{"t.torn",
                              "SELECT count(*) FROM waiting_entry w WHERE (w.state = 'offered') <> EXISTS (SELECT 1 "
                              "FROM place_offer o WHERE o.entry_id = w.id AND o.state = 'open')"};
  static const db::Query loose{"t.loose",
                               "SELECT count(*) FROM place_offer o JOIN stay s ON s.id = o.stay_id WHERE o.state = "
                               "'open' AND s.state <> 'reserved'"};
  static const db::Query apart{"t.apart",
                               "SELECT count(*) FROM referral r WHERE (r.state = 'waitlisted') <> EXISTS (SELECT 1 "
                               "FROM waiting_entry w WHERE w.referral_id = r.id AND w.closed_at IS NULL)"};
  static const db::Query unplaced{"t.unplaced",
                                  "SELECT count(*) FROM referral r WHERE r.state IN ('declined', 'withdrawn', "
                                  "'completed', 'no_show') AND EXISTS (SELECT 1 FROM stay s WHERE s.referral_id = r.id "
                                  "AND s.ended_at IS NULL)"};
  static const db::Query figure{"t.figure", "SELECT places_free FROM service_capacity"};
  static const db::Query known{"t.known", "SELECT count(*) FROM service_capacity"};
  const int acts = 400;
  int done = 0;
  for (int i = 0; i < acts && !HasFailure(); ++i) {
    const auto id = ids[static_cast<std::size_t>(dice(static_cast<int>(ids.size())))];
    std::string said = "x";
    switch (dice(14)) {
      case 0:
      case 1:
        said = w.step(w.head, id, "waitlist");
        break;
      case 2:
        said = w.step(w.head, id, "accept");
        break;
      case 3:
        said = dice(4) == 0 ? w.step(w.officer, id, "withdraw", "need_met") : w.step(w.head, id, "start_service");
        break;
      case 4:
        said = w.step(w.head, id, dice(3) == 0 ? "no_show" : "start_service");
        break;
      case 5:
        said = w.step(w.head, id, "complete", "goal_met");
        break;
      case 6:
      case 7:
        said = w.offer(id, "Подхожда му точно това място.");
        break;
      case 8:
        said = answer(id, true);
        break;
      case 9:
        said = answer(id, false, "too_far");
        break;
      case 10:
        w.clock.move_to(w.clock.now().plus_seconds(86400 * dice(3)));
        said = expire_offers(w.office) > 0 ? "" : "x";
        break;
      case 11: {
        EntryChange c = w.entry_change(id);
        c.reason = "away";
        said = why(dice(2) == 0 ? suspend_entry(w.office, w.head, c, "") : resume_entry(w.office, w.head, c, ""));
        break;
      }
      case 12: {
        const auto stays = w.db->read([&](db::Session& s) {
          return store::list_running(s, access::scope(w.head, access::Action::see_beds), w.peshtera, w.rehabilitation);
        });
        if (stays.empty()) break;
        Change c = w.change(stays[static_cast<std::size_t>(dice(static_cast<int>(stays.size())))].id);
        c.reason = "own_wish";
        c.destination = "own_home";
        c.place = w.places_of(w.rehabilitation)[static_cast<std::size_t>(dice(3))].id;
        constexpr Verb verbs[] = {Verb::admit, Verb::end, Verb::move, Verb::release};
        said = why(take_step(w.office, w.head, c, verbs[dice(4)], ""));
        break;
      }
      default:
        said = why(w.come(w.rehabilitation, w.head));
        break;
    }
    done += said.empty();
    if (dice(10) == 0) ids.push_back(w.send(w.somebody(), w.rehabilitation));
    ASSERT_EQ(w.count(two_on_one), 0);
    ASSERT_LE(w.count(beyond), 3);
    ASSERT_EQ(w.count(torn), 0) << "an entry in two states";
    ASSERT_EQ(w.count(loose), 0);
    ASSERT_EQ(w.count(apart), 0);
    ASSERT_EQ(w.count(unplaced), 0);
    if (w.count(known) > 0) {
      ASSERT_EQ(w.count(figure), w.free_of(w.rehabilitation).free);
    }
  }
  EXPECT_GT(done, acts / 10) << "the dice never got anywhere: the test says nothing";
}

}  // namespace
}  // namespace gishe::places
