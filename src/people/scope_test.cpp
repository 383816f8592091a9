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

  bool chance(unsigned one_in) { return random() % one_in == 0; }

  void fill() {
    const auto registrar = actor_with(Function::desk_officer);
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
      n.identifier_kind = "none";
      n.duplicates_seen = true;
      const auto id = register_person(office, registrar, n, "");
      ASSERT_TRUE(id.ok());
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
        for (const auto& person : people) {
          const auto facts = facts_of(s, actor, {"PAZ14"}, person);
          ASSERT_TRUE(facts);
          const bool allowed = access::decide(actor, action, *facts).allowed;
          ASSERT_EQ(find_person(s, scope, person).has_value(), allowed)
              << access::action_name(action) << " by " << function_name(actor.post.function) << " in "
              << actor.post.municipality.text << ", L" << static_cast<int>(facts->sensitivity) << ", relations "
              << facts->relations;
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

}  // namespace
}  // namespace gishe::people
