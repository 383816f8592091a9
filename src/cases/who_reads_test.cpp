// One case and every way to read it: each condition of CASE_VISIBLE shuts all of them.
#include "cases/case_store.h"
#include "cases/world_test.h"

namespace gishe::cases {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), id(started(woman)) {
    db->write([&](db::Tx& tx) {
      for (const PersonId& person : {woman, man, shielded}) join(tx, person, second);
      static const db::Query lead{"t.lead", "UPDATE case_file SET lead_id = $2 WHERE id = $1"};
      tx.run(lead, {id, second.account});
    });
    CaseFile file = row(id);
    Task task;
    task.id = CaseTaskId::make();
    task.of = id;
    task.kind = "own";
    task.words = "Да се обади.";
    task.account = second.account;
    task.due_on = clock.today();
    task.state = "open";
    db->write([&](db::Tx& tx) { store::insert_task(tx, file.municipality, task, clock.now()); });
  }
  /// The ways by which the case shows to this actor.
  std::string ways(const Actor& who) {
    const auto open = access::scope(who, access::Action::open_case),
               list = access::scope(who, access::Action::list_cases);
    return db->read([&](db::Session& s) {
      std::string seen;
      if (store::find(s, open, id)) seen += "find ";
      if (!store::list_led(s, list, Stage::running, {}, 10).empty()) seen += "led ";
      if (!store::list_of_town(s, list, Stage::running, {}, 10).empty()) seen += "town ";
      if (!store::list_of_person(s, list, woman).empty()) seen += "person ";
      if (store::count_led(s, list, Stage::running) > 0) seen += "count ";
      if (!store::list_my_tasks(s, list, 10).empty()) seen += "tasks ";
      return seen;
    });
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  const CaseId id;
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, her_worker_by_every_way) { EXPECT_EQ(ways(second), "find led town person count tasks "); }

TEST_P(WhoReads, not_who_left_the_team) {
  run("UPDATE person_team SET until_on = '2026-11-01' WHERE person_id = $1 AND account_id = $2",
      {woman, second.account});
  EXPECT_EQ(ways(second), "");
}

TEST_P(WhoReads, not_who_is_barred) {
  run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ14', $1, $2, "
      "'роднина', 1)",
      {woman, second.account});
  EXPECT_EQ(ways(second), "");
}

TEST_P(WhoReads, once_shielded_only_the_named) {
  run("UPDATE person SET sensitivity = 4 WHERE id = $1", {woman});
  EXPECT_EQ(ways(second), "");
  run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 1)",
      {woman, second.account});
  EXPECT_EQ(ways(second), "find led town person count tasks ");
}

TEST_P(WhoReads, not_from_another_municipality) {
  Actor moved = second;
  moved.post.municipality = {"PAZ21"};
  EXPECT_EQ(ways(moved), "");
}

TEST_P(WhoReads, with_the_password_alone_nothing_sensitive) {
  run("UPDATE person SET sensitivity = 3 WHERE id = $1", {woman});
  EXPECT_NE(ways(second), "");
  Actor once = second;
  once.proof = Proof::password;
  EXPECT_EQ(ways(once), "");
}

}  // namespace
}  // namespace gishe::cases
