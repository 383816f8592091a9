// decide and scope are the same rule: in random worlds of levels, teams, named and barred accounts a file is read by
// SQL exactly when decide allows it, and search finds nothing that a look at the file would not.
#include <random>

#include "people/alarm_store.h"
#include "people/circle_store.h"
#include "people/person_search.h"
#include "people/world_test.h"

namespace gishe::people {
namespace {

using access::Action;

class Eyes : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Eyes() : World(GetParam()) {}
  std::mt19937 random{20261122};
  std::vector<PersonId> people;
  std::vector<Actor> actors;
  const Actor registrar = actor_with(Function::desk_officer);
  std::vector<AlarmId> alarms;
  static constexpr const char* number = "4801120127";

  bool chance(unsigned one_in) { return random() % one_in == 0; }

  /// How many of these the table lets the actor see; `tied`: as if she were on each one's team.
  std::size_t allowed(const Actor& actor, Action action, const std::vector<PersonId>& some, bool tied = false) {
    return database->read([&](db::Session& s) {
      std::size_t count = 0;
      for (const auto& person : some) {
        auto facts = *facts_of(s, actor, {"PAZ14"}, person);
        if (tied) facts.relations |= access::on_team;
        count += access::decide(actor, action, facts).allowed;
      }
      return count;
    });
  }

  void fill() {
    for (const Function f : {Function::desk_officer, Function::social_worker, Function::supervisor,
                             Function::crisis_worker, Function::commission_secretary, Function::data_protection,
                             Function::provider_head, Function::mayor, Function::machine, Function::person_served}) {
      actors.push_back(actor_with(f));
      actors.push_back(actor_with(f, "", "PAZ21"));
    }
    for (int i = 0; i < 40; ++i) {
      NewPerson n;
      n.given_name = "Въло";
      n.family_name = "Общоимев";
      n.sex = "m";
      n.born_on = "12.01.1948";
      n.identifier_kind = i == 0 ? "egn" : "none";
      if (i == 0) n.identifier = number;
      n.identifier_reason = "така е в личната карта";
      n.duplicates_seen = true;
      const auto id = register_person(office, registrar, n, "");
      ASSERT_TRUE(id.ok()) << why(id);
      people.push_back(*id);
    }
    database->write([&](db::Tx& tx) {
      static const db::Query q_level{"t.level", "UPDATE person SET sensitivity = $1 WHERE id = $2"};
      for (const auto& person : people) {
        tx.run(q_level, {static_cast<int>(random() % 5), person});
        for (const auto& a : actors) {
          if (chance(3)) store::join_team(tx, {"PAZ14"}, person, a.account, clock.today());
          if (chance(4)) store::leave_team(tx, {"PAZ14"}, person, a.account, clock.today());
          if (chance(3)) store::name_account(tx, {"PAZ14"}, person, a.account, clock.now());
          if (chance(6))
            store::bar_account(tx, {person, {"PAZ14"}, a.account, registrar.account, "роднина", clock.now()});
        }
      }
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Eyes, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Eyes, a_file_is_read_by_sql_exactly_when_decide_allows_it) {
  fill();
  int seen = 0, hidden = 0;
  for (const auto& actor : actors) {
    for (const auto action : {Action::find_person, Action::open_person, Action::change_person, Action::change_team,
                              Action::name_account, Action::bar_account, Action::see_alarms, Action::break_glass,
                              Action::review_emergency, Action::see_accesses, Action::record_death}) {
      const auto scope = access::scope(actor, action);
      database->read([&](db::Session& s) {
        const auto names = names_of(s, scope, people);
        for (const auto& person : people) {
          const auto facts = facts_of(s, actor, {"PAZ14"}, person);
          ASSERT_TRUE(facts);
          const bool allowed = access::decide(actor, action, *facts).allowed;
          ASSERT_EQ(find_person(s, scope, person).has_value(), allowed)
              << access::action_name(action) << " by " << function_name(actor.post.function) << " in "
              << actor.post.municipality.text << ", L" << static_cast<int>(facts->sensitivity) << ", relations "
              << facts->relations;
          ASSERT_EQ(names.contains(person), allowed) << "in a list, " << function_name(actor.post.function);
          (allowed ? seen : hidden)++;
        }
      });
    }
  }
  EXPECT_GT(seen, 300) << "too little was seen to prove anything";
  EXPECT_GT(hidden, 300);
}

TEST_P(Eyes, a_search_finds_exactly_what_may_be_found) {
  fill();
  for (const auto& actor : actors) {
    const auto scope = access::scope(actor, Action::find_person);
    database->read([&](db::Session& s) {
      std::size_t allowed = 0;
      for (const auto& person : people) {
        allowed += access::decide(actor, Action::find_person, *facts_of(s, actor, {"PAZ14"}, person)).allowed;
      }
      ASSERT_EQ(list_people(s, vault, scope, "Общоимев", page_length_max, "").people.size(), allowed)
          << function_name(actor.post.function);
    });
  }
}

TEST_P(Eyes, by_a_birth_date_and_by_a_number_with_one_wrong_digit_too) {
  fill();
  for (const auto& actor : actors) {
    for (const auto action : {Action::find_person, Action::open_person}) {
      const auto scope = access::scope(actor, action);
      const auto found = [&](const char* typed) {
        return database->read(
            [&](db::Session& s) { return list_people(s, vault, scope, typed, page_length_max, "").people.size(); });
      };
      const std::string who =
          std::string(function_name(actor.post.function)) + " " + std::string(access::action_name(action));
      ASSERT_EQ(found("12.01.1948"), allowed(actor, action, people)) << who;
      ASSERT_EQ(found("4801120137"), allowed(actor, action, {people.front()})) << who;
    }
  }
}

TEST_P(Eyes, in_a_household_among_representatives_and_in_alarms_the_same) {
  fill();
  const std::vector<PersonId> some(people.begin() + 1, people.begin() + 15);
  const PersonId ward = people.front();
  database->write([&](db::Tx& tx) {
    const auto household = HouseholdId::make();
    store::insert_household(tx, {"PAZ14"}, household, ward, clock.now());
    store::insert_member(tx, {"PAZ14"}, household, ward, "head", clock.today());
    for (const auto& person : some) {
      store::insert_member(tx, {"PAZ14"}, household, person, "other", clock.today());
      Representative r;
      r.id = RepresentativeId::make();
      r.person = ward;
      r.representative = person;
      r.kind = "relative";
      store::insert_representative(tx, {"PAZ14"}, r, clock.today(), clock.now());
    }
    for (const auto& person : some) {
      Alarm a;
      a.id = AlarmId::make();
      a.person.id = person;
      a.person.municipality = {"PAZ14"};
      a.account = registrar.account;
      a.how = "searched";
      a.raised_at = clock.now();
      store::insert_alarm(tx, a);
      alarms.push_back(a.id);
    }
  });
  const std::vector<PersonId> unshielded = [&] {
    std::vector<PersonId> list;
    database->read([&](db::Session& s) {
      for (const auto& person : some) {
        if (facts_of(s, registrar, {"PAZ14"}, person)->sensitivity != Sensitivity::shielded) list.push_back(person);
      }
    });
    return list;
  }();
  for (const auto& actor : actors) {
    for (const auto action : {Action::find_person, Action::open_person, Action::see_alarms}) {
      const auto scope = access::scope(actor, action);
      const std::size_t may = allowed(actor, action, some);
      const std::string who =
          std::string(function_name(actor.post.function)) + " " + std::string(access::action_name(action));
      database->read([&](db::Session& s) {
        // Who reads a file reads the names of her relatives without being on their teams; no shielded one is among
        // them.
        ASSERT_EQ(store::list_household(s, scope, ward).size(),
                  allowed(actor, action, unshielded, true) + allowed(actor, action, {ward}, true))
            << who;
        ASSERT_EQ(store::list_all_representatives(s, scope, ward).size(),
                  allowed(actor, action, {ward}) == 0 ? 0 : allowed(actor, action, unshielded, true))
            << who;
        ASSERT_EQ(store::list_alarms(s, scope, 100).size(), may) << who;
        ASSERT_EQ(store::count_unseen(s, scope), static_cast<std::int64_t>(may)) << who;
        std::size_t one_by_one = 0;
        for (const auto& id : alarms) one_by_one += store::find_alarm(s, scope, id).has_value();
        ASSERT_EQ(one_by_one, may) << who;
      });
    }
  }
}

}  // namespace
}  // namespace gishe::people
