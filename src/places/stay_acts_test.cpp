#include <atomic>
#include <thread>

#include "places/world_test.h"

namespace gishe::places {
namespace {

class Stays : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};

  static void fill_level(db::Tx& tx, const PersonId& id, int level) {
    static const db::Query q{"t.level", "UPDATE person SET sensitivity = $2 WHERE id = $1"};
    tx.run(q, {id, level});
  }
  std::vector<Stay> board(const Actor& who, const ServiceId& service) {
    return w.db->read([&](db::Session& s) {
      return store::list_running(s, access::scope(who, access::Action::see_beds), w.peshtera, service);
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Stays, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Stays, each_place_is_given_once_until_there_is_none) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(w.come(w.rehabilitation, w.head).ok());
  const auto fourth = w.come(w.rehabilitation, w.head);
  EXPECT_EQ(why(fourth), "places.no_place_free");
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 0);
  EXPECT_EQ(w.free_of(w.rehabilitation).total, 3);
  static const db::Query figures{"t.figures", "SELECT places_total * 100 + places_free FROM service_capacity"};
  EXPECT_EQ(w.count(figures), 300);
}

TEST_P(Stays, two_hundred_attempts_on_one_place_give_it_once) {
  const auto place = w.places_of(w.rehabilitation).front().id;
  std::atomic<int> given{0}, refused{0}, wrong{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 20; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const auto got = w.come(w.rehabilitation, w.head, place);
        if (got) {
          ++given;
        } else if (got.refusals().front().is(place_taken)) {
          ++refused;
        } else {
          ++wrong;
        }
      }
    });
  }
  threads.clear();
  EXPECT_EQ(given, 1);
  EXPECT_EQ(refused, 199);
  EXPECT_EQ(wrong, 0);
  static const db::Query running{"t.running", "SELECT count(*) FROM stay WHERE ended_at IS NULL"};
  EXPECT_EQ(w.count(running), 1);
}

TEST_P(Stays, the_database_itself_holds_one_stay_a_place) {
  ASSERT_TRUE(w.come(w.rehabilitation, w.head).ok());
  static const db::Query twice{
      "t.twice",
      "INSERT INTO stay (municipality, id, number, version, place_id, service_id, organisation_id, state, sensitivity, "
      "from_municipality, reserved_on, admitted_on, changed_at) SELECT municipality, $1, 'x', 1, place_id, service_id, "
      "organisation_id, 'admitted', 2, from_municipality, reserved_on, admitted_on, 1 FROM stay"};
  EXPECT_THROW(w.db->write([&](db::Tx& tx) { tx.run(twice, {StayId::make()}); }), db::Conflict);
}

TEST_P(Stays, a_stay_is_extended_with_a_decision_moved_and_ended) {
  const auto id = w.come(w.rehabilitation, w.head);
  ASSERT_TRUE(id.ok());
  Change c = w.change(*id);
  c.until = "15.12.2026";
  EXPECT_EQ(why(extend(w.office, w.head, c, "")), "places.decision_needed");
  c.note = "Екипът реши: още три седмици.";
  EXPECT_TRUE(extend(w.office, w.head, c, "").ok());
  EXPECT_EQ(why(extend(w.office, w.head, c, "")), "changed_meanwhile");
  EXPECT_EQ(w.row(*id).state, State::extended);

  Change move = w.change(*id);
  move.place = w.places_of(w.rehabilitation)[2].id;
  EXPECT_TRUE(take_step(w.office, w.head, move, Verb::move, "").ok());
  EXPECT_EQ(w.row(*id).place, *move.place);

  Change end = w.change(*id);
  EXPECT_EQ(why(end_stay(w.office, w.head, end, "")), "required");
  end.reason = "goals_met";
  end.destination = "own_home";
  EXPECT_TRUE(end_stay(w.office, w.head, end, "").ok());
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 3);
  EXPECT_EQ(why(end_stay(w.office, w.head, w.change(*id), "")), "not_from_this_state");
  const auto events = w.db->read([&](db::Session& s) { return store::list_events(s, w.row(*id)); });
  ASSERT_EQ(events.size(), 4u);
  EXPECT_EQ(events[1].note, "Екипът реши: още три седмици.");
}

TEST_P(Stays, a_move_to_a_taken_place_is_refused) {
  const auto first = w.come(w.rehabilitation, w.head), other = w.come(w.rehabilitation, w.head);
  Change c = w.change(*first);
  c.place = w.row(*other).place;
  EXPECT_EQ(why(take_step(w.office, w.head, c, Verb::move, "")), "places.place_taken");
}

TEST_P(Stays, a_stay_in_a_crisis_centre_has_a_longest_day_and_alerts_before_it) {
  const auto id = admit(w.office, w.keeper, w.stay_of(w.crisis, w.woman), "");
  ASSERT_TRUE(id.ok()) << why(id);
  const Stay stay = w.row(*id);
  EXPECT_EQ(*stay.longest_until_on, w.office.today().plus_days(183));
  EXPECT_EQ(*stay.first_alert_on, w.office.today().plus_days(122));
  EXPECT_EQ(*stay.second_alert_on, w.office.today().plus_days(153));
  EXPECT_EQ(stay.planned_end_on, stay.longest_until_on);
  Change c = w.change(*id);
  c.until = stay.longest_until_on->plus_days(1).iso();
  c.note = "Още един ден, моля.";
  EXPECT_EQ(why(extend(w.office, w.keeper, c, "")), "places.longer_than_allowed");
  EXPECT_FALSE(w.row(*admit(w.office, w.head, w.stay_of(w.rehabilitation, w.man), "")).longest_until_on);
}

TEST_P(Stays, at_night_without_papers_which_are_due_later) {
  const auto id = admit_in_emergency(w.office, w.worker, w.stay_of(w.crisis, w.woman), "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(w.row(*id).state, State::emergency_admitted);
  EXPECT_EQ(*w.row(*id).papers_due_on, w.office.today().plus_days(3));
  Change c = w.change(*id);
  c.until = "20.12.2026";
  c.note = "Екипът реши да остане.";
  EXPECT_EQ(why(extend(w.office, w.worker, c, "")), "not_from_this_state");
  EXPECT_TRUE(take_step(w.office, w.worker, w.change(*id), Verb::bring_papers, "").ok());
  EXPECT_EQ(w.row(*id).state, State::admitted);
  EXPECT_FALSE(w.row(*id).papers_due_on);
}

TEST_P(Stays, beyond_the_capacity_only_the_head_decides_in_writing) {
  for (int i = 0; i < 2; ++i) {
    NewStay n;
    n.service = w.crisis;
    n.sex = "f";
    ASSERT_TRUE(admit(w.office, w.worker, n, "").ok());
  }
  NewStay n = w.stay_of(w.crisis, w.woman);
  EXPECT_EQ(why(admit_in_emergency(w.office, w.worker, n, "")), "places.no_place_free");
  n.decision = "Няма къде другаде да отиде тази нощ.";
  EXPECT_EQ(why(admit_in_emergency(w.office, w.worker, n, "")), "places.head_decides");
  n.decision = "да";
  EXPECT_EQ(why(admit_in_emergency(w.office, w.keeper, n, "")), "places.decision_needed");
  n.decision = "Няма къде другаде да отиде тази нощ.";
  EXPECT_TRUE(admit_in_emergency(w.office, w.keeper, n, "").ok());
  EXPECT_EQ(w.places_of(w.crisis).size(), 3u);
  EXPECT_TRUE(w.places_of(w.crisis).back().beyond_capacity);
  EXPECT_EQ(w.free_of(w.crisis).total, 2) << "the capacity stays what it was";
}

TEST_P(Stays, a_room_for_women_takes_no_man) {
  const auto women = w.places_of(w.crisis).front();
  NewStay n = w.stay_of(w.crisis, w.man);
  n.place = women.id;
  EXPECT_EQ(why(admit(w.office, w.keeper, n, "")), "places.place_does_not_fit");
  n.place.reset();
  EXPECT_EQ(w.row(*admit(w.office, w.keeper, n, "")).place, w.places_of(w.crisis)[1].id);
}

TEST_P(Stays, a_person_has_one_place_of_a_service) {
  ASSERT_TRUE(admit(w.office, w.head, w.stay_of(w.rehabilitation, w.man), "").ok());
  EXPECT_EQ(why(admit(w.office, w.head, w.stay_of(w.rehabilitation, w.man), "")), "places.has_a_place");
  EXPECT_TRUE(w.db->read([&](db::Session& s) { return has_stay(s, w.lesichovo, w.man); }));
  EXPECT_FALSE(w.db->read([&](db::Session& s) { return has_stay(s, w.lesichovo, w.woman); }));
}

TEST_P(Stays, who_died_is_not_admitted) {
  w.db->write([&](db::Tx& tx) { people::close_file_in(tx, w.office, w.lesichovo, w.man, {"died", w.office.today()}); });
  EXPECT_EQ(why(admit(w.office, w.head, w.stay_of(w.rehabilitation, w.man), "")), "people.file_closed");
}

TEST_P(Stays, only_the_house_itself_has_its_beds) {
  EXPECT_EQ(why(w.come(w.rehabilitation, w.keeper)), "not_found");
  EXPECT_EQ(why(w.come(w.rehabilitation, w.mayor)), "not_your_function");
  const auto id = w.come(w.rehabilitation, w.head);
  EXPECT_TRUE(open_stay(w.office, w.head, *id).ok());
  EXPECT_EQ(why(open_stay(w.office, w.keeper, *id)), "not_found");
  EXPECT_EQ(why(open_stay(w.office, w.keeper, StayId::make())), "not_found");
  EXPECT_TRUE(board(w.keeper, w.rehabilitation).empty());
}

TEST_P(Stays, a_shielded_stay_is_a_taken_place_and_nothing_more_to_who_is_not_named) {
  EXPECT_EQ(why(admit(w.office, w.worker, w.stay_of(w.crisis, w.shielded), "")), "not_found");
  w.db->write([&](db::Tx& tx) { w.name(tx, w.worker); });
  const auto id = admit(w.office, w.worker, w.stay_of(w.crisis, w.shielded), "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(board(w.worker, w.crisis).size(), 1u);
  EXPECT_TRUE(board(w.second, w.crisis).empty());
  EXPECT_TRUE(board(w.keeper, w.crisis).empty());
  EXPECT_EQ(why(open_stay(w.office, w.second, *id)), "not_found");
  EXPECT_EQ(why(take_step(w.office, w.second, w.change(*id), Verb::end, "")), "not_found");
  EXPECT_EQ(w.free_of(w.crisis).free, 1) << "the head knows that it is taken";
  w.db->write([&](db::Tx& tx) { w.name(tx, w.second); });
  EXPECT_EQ(board(w.second, w.crisis).size(), 1u) << "who is named on the file later, sees the stay";
}

TEST_P(Stays, who_becomes_shielded_takes_the_stay_along) {
  const auto id = admit(w.office, w.keeper, w.stay_of(w.crisis, w.woman), "");
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(board(w.second, w.crisis).size(), 1u);
  static const db::Query shield{"t.shield", "UPDATE person SET sensitivity = 4 WHERE id = $1"};
  w.db->write([&](db::Tx& tx) { tx.run(shield, {w.woman}); });
  EXPECT_TRUE(board(w.second, w.crisis).empty());
  EXPECT_EQ(why(open_stay(w.office, w.keeper, *id)), "not_found");
}

TEST_P(Stays, protected_without_a_file_is_known_to_those_the_stay_names) {
  NewStay n;
  n.service = w.crisis;
  n.sex = "f";
  n.sensitivity = Sensitivity::shielded;
  n.named = {w.keeper.account};
  const auto id = admit_in_emergency(w.office, w.worker, n, "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_TRUE(open_stay(w.office, w.worker, *id).ok());
  EXPECT_TRUE(open_stay(w.office, w.keeper, *id).ok());
  EXPECT_EQ(why(open_stay(w.office, w.second, *id)), "not_found");
}

TEST_P(Stays, who_comes_to_the_door_of_a_crisis_centre_is_protected_from_the_first_minute) {
  NewStay n;
  n.service = w.crisis;
  n.sex = "f";
  const auto id = admit_in_emergency(w.office, w.worker, n, "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(w.row(*id).sensitivity, Sensitivity::shielded);
  for (const Actor* a : {&w.worker, &w.second, &w.keeper}) EXPECT_TRUE(open_stay(w.office, *a, *id).ok());
  const Actor later = World::actor(Function::crisis_worker, w.peshtera, w.shelter, "later@shelter.example");
  w.db->write([&](db::Tx& tx) { db::testing::add_account(tx, later); });
  EXPECT_EQ(why(open_stay(w.office, later, *id)), "not_found") << "who was not there is not named";
  EXPECT_TRUE(board(later, w.crisis).empty());
  const auto open = w.come(w.rehabilitation, w.head);
  EXPECT_EQ(w.row(*open).sensitivity, Sensitivity::personal);
}

TEST_P(Stays, a_file_that_is_lowered_takes_the_stay_along) {
  w.db->write([&](db::Tx& tx) { fill_level(tx, w.man, 4); });
  w.db->write([&](db::Tx& tx) { w.name(tx, w.head, w.man); });
  const auto id = admit(w.office, w.head, w.stay_of(w.rehabilitation, w.man), "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(w.row(*id).sensitivity, Sensitivity::shielded);
  w.db->write([&](db::Tx& tx) {
    fill_level(tx, w.man, 2);
    static const db::Query nobody{"t.unname", "DELETE FROM person_named WHERE person_id = $1"};
    static const db::Query nor{"t.unname_stay", "DELETE FROM stay_named WHERE stay_id = $1"};
    tx.run(nobody, {w.man});
    tx.run(nor, {*id});
  });
  EXPECT_EQ(w.row(*id).sensitivity, Sensitivity::personal);
  EXPECT_TRUE(open_stay(w.office, w.head, *id).ok());
}

TEST_P(Stays, a_double_click_admits_once) {
  NewStay n;
  n.service = w.rehabilitation;
  const auto first = admit(w.office, w.head, n, "key"), again = admit(w.office, w.head, n, "key");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(w.free_of(w.rehabilitation).free, 2);
}

TEST_P(Stays, nothing_of_a_person_stands_in_the_ledger) {
  NewStay n = w.stay_of(w.rehabilitation, w.man);
  ASSERT_TRUE(admit(w.office, w.head, n, "").ok());
  static const db::Query told{"t.told",
                              "SELECT count(*) FROM ledger WHERE body LIKE '%Тестова%' OR body LIKE '%Проба%'"};
  static const db::Query lines{"t.lines", "SELECT count(*) FROM ledger WHERE body LIKE '%stay.admit%'"};
  EXPECT_EQ(w.count(told), 0);
  EXPECT_EQ(w.count(lines), 1);
}

}  // namespace
}  // namespace gishe::places
