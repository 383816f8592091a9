// One application with its task, late and routed, and every way to read it: each condition of DESK_VISIBLE shuts all.
#include "desk/application_store.h"
#include "desk/world_test.h"

namespace gishe::desk {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), sent(send()) {
    run("INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ14', $1, $2, '2026-01-01')",
        {man, worker.account});
    run("UPDATE application SET due_on = '2026-11-01' WHERE person_id = $1", {man});
    run("UPDATE application_line SET due_on = '2026-11-01' WHERE application_id = $1", {sent.application});
    Task one;
    one.id = TaskId::make();
    one.municipality = town;
    one.application = sent.application;
    one.line = sent.line;
    one.kind = "tell_person";
    one.made_at = clock.now();
    one.due_on = clock.today();
    task = one.id;
    db->write([&](db::Tx& tx) { insert_task(tx, one); });
  }
  /// The ways by which the application shows to this actor.
  std::string ways(const Actor& who) {
    const auto day = access::scope(who, access::Action::see_day),
               open = access::scope(who, access::Action::open_application);
    const Day tomorrow = clock.today().plus_days(1);
    return db->read([&](db::Session& s) {
      std::string seen;
      if (find_application(s, open, sent.application)) seen += "find ";
      if (!list_applications(s, day, {}, 10).empty()) seen += "list ";
      if (!list_applications(s, day, {ApplicationState::under_way, {}, {}}, 10).empty()) seen += "state ";
      if (!list_applications(s, day, {{}, man, {}}, 10).empty()) seen += "person ";
      if (!list_overdue_applications(s, day, clock.today(), 10).empty()) seen += "overdue ";
      if (count_open(s, day, 10) > 0) seen += "count ";
      if (find_waiting_line(s, day, sent.line)) seen += "line ";
      if (!list_lines_due(s, day, tomorrow, 10).empty()) seen += "due ";
      if (!list_lines_routed(s, day, 10).empty()) seen += "routed ";
      if (find_task(s, day, task)) seen += "task ";
      if (!list_open_tasks(s, day, 10).empty()) seen += "tasks ";
      if (!list_open_tasks(s, day, 10, AfterTask{clock.today().plus_days(-400), {}}).empty()) seen += "more ";
      if (!list_tasks_of(s, open, sent.application).empty()) seen += "of_application ";
      return seen;
    });
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  const SentLine sent;
  TaskId task;
  Actor worker = actor(Function::social_worker, town);
  static constexpr const char* all =
      "find list state person overdue count line due routed task tasks more of_application ";
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, the_desk_and_her_worker_by_every_way) {
  EXPECT_EQ(ways(officer), all);
  EXPECT_EQ(ways(worker), all);
}

TEST_P(WhoReads, not_who_never_was_on_the_team_nor_who_left_it) {
  EXPECT_EQ(ways(actor(Function::social_worker, town)), "");
  run("UPDATE person_team SET until_on = '2026-11-01' WHERE person_id = $1", {man});
  EXPECT_EQ(ways(worker), "");
}

TEST_P(WhoReads, not_who_is_barred) {
  for (const Actor* who : {&officer, &worker}) {
    run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ14', $1, $2, "
        "'роднина', 1)",
        {man, who->account});
    EXPECT_EQ(ways(*who), "");
  }
}

TEST_P(WhoReads, once_shielded_only_the_named) {
  run("UPDATE application SET sensitivity = 4 WHERE person_id = $1", {man});
  EXPECT_EQ(ways(officer), "");
  run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 1)",
      {man, officer.account});
  EXPECT_EQ(ways(officer), all);
  EXPECT_EQ(ways(worker), "") << "naming one names no other";
}

TEST_P(WhoReads, not_from_another_municipality) {
  Actor moved = officer;
  moved.post.municipality = {"PAZ21"};
  EXPECT_EQ(ways(moved), "");
}

TEST_P(WhoReads, with_the_password_alone_nothing_sensitive) {
  run("UPDATE application SET sensitivity = 3 WHERE person_id = $1", {man});
  EXPECT_EQ(ways(worker), all);
  Actor once = worker;
  once.proof = Proof::password;
  EXPECT_EQ(ways(once), "");
}

}  // namespace
}  // namespace gishe::desk
