// One discharge that was taken, and every way to read it: each condition of WITH_PERSON shuts all.
#include "hospital/world_test.h"

namespace gishe::hospital {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), given(sent()) {
    take(given);
    id = row(given).id;
    join(worker);
  }
  std::string ways(const Actor& who) {
    const auto scope = access::scope(who, access::Action::open_application);
    return db->read([&](db::Session& s) {
      std::string seen;
      if (store::find(s, scope, id)) seen += "find ";
      if (!store::list(s, scope, std::nullopt, 10).empty()) seen += "list ";
      if (!store::list(s, scope, DischargeId::make(), 10).empty()) seen += "more ";
      return seen;
    });
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  void join(const Actor& who) {
    run("INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ14', $1, $2, '2026-01-01')",
        {woman, who.account});
  }
  void level(int sensitivity) { run("UPDATE person SET sensitivity = $2 WHERE id = $1", {woman, sensitivity}); }
  const visitors::Given given;
  DischargeId id;
  static constexpr const char* all = "find list more ";
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, the_desk_of_the_town_and_the_team) {
  EXPECT_EQ(ways(officer), all);
  EXPECT_EQ(ways(worker), all);
  EXPECT_EQ(ways(neighbour), "");
  EXPECT_EQ(ways(actor(Function::social_worker, "PAZ14", {}, "x@lesichovo.example")), "") << "not of the team";
  EXPECT_EQ(ways(machine), "");
}

TEST_P(WhoReads, a_level_above_ones_own_shuts_it) {
  level(3);
  EXPECT_EQ(ways(officer), "");
  worker.proof = Proof::second_factor;
  EXPECT_EQ(ways(worker), all);
  worker.proof = Proof::password;
  EXPECT_EQ(ways(worker), "");
}

TEST_P(WhoReads, a_shielded_file_is_there_for_who_is_named) {
  level(4);
  worker.proof = Proof::second_factor;
  EXPECT_EQ(ways(worker), "");
  EXPECT_EQ(ways(officer), "");
  run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 1)",
      {woman, worker.account});
  EXPECT_EQ(ways(worker), all);
  EXPECT_EQ(ways(officer), "");
}

TEST_P(WhoReads, for_who_is_barred_it_is_absent) {
  run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ14', $1, $2, "
      "'x', 1)",
      {woman, officer.account});
  EXPECT_EQ(ways(officer), "");
  EXPECT_EQ(ways(worker), all);
}

TEST_P(WhoReads, a_machine_reads_its_own_house_up_to_its_level) {
  const auto scope_of = [](const Actor& who) { return access::scope(who, access::Action::exchange_fhir); };
  const auto sees = [&](const Actor& who) {
    return db->read([&](db::Session& s) {
      return store::find_of_house(s, scope_of(who), id).has_value() &&
             !store::list_of_house(s, scope_of(who), 10).empty();
    });
  };
  EXPECT_TRUE(sees(machine));
  EXPECT_FALSE(sees(other_machine));
  EXPECT_FALSE(sees(homeless_machine));
  EXPECT_FALSE(sees(officer));
  level(3);
  machine.proof = Proof::password;
  EXPECT_FALSE(sees(machine));
  machine.proof = Proof::second_factor;
  EXPECT_TRUE(sees(machine));
  level(4);
  EXPECT_FALSE(sees(machine));
}

}  // namespace
}  // namespace gishe::hospital
