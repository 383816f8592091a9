// One matter of the crisis contact and every way to read it: each condition of CRISIS_SEEN shuts all of them.
#include "protection/crisis_store.h"
#include "protection/world_test.h"

namespace gishe::protection {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), id(taken()) {}
  std::string ways(const Actor& who) {
    const auto scope = access::scope(who, access::Action::open_crisis);
    return db->read([&](db::Session& s) {
      std::string seen;
      if (crisis_visible(s, scope, id)) seen += "visible ";
      if (find_crisis(s, office, scope, id)) seen += "find ";
      if (!list_crises(s, office, scope, CrisisKind::contact, false, 10).empty()) seen += "list ";
      return seen;
    });
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  PersonId person() { return crisis(id).person; }
  const CrisisContactId id;
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, who_took_her_in_by_every_way) { EXPECT_EQ(ways(worker), "visible find list "); }

TEST_P(WhoReads, not_who_is_not_named) {
  run("INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ32', $1, $2, '2026-01-01')",
      {person(), colleague.account});
  EXPECT_EQ(ways(colleague), "");
  run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ32', $1, $2, 1)",
      {person(), colleague.account});
  EXPECT_EQ(ways(colleague), "visible find list ");
}

TEST_P(WhoReads, not_who_is_named_and_off_the_team) {
  run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ32', $1, $2, 1)",
      {person(), colleague.account});
  EXPECT_EQ(ways(colleague), "");
  run("UPDATE person_team SET until_on = '2026-11-01' WHERE account_id = $1", {worker.account});
  EXPECT_EQ(ways(worker), "");
}

TEST_P(WhoReads, not_who_is_barred) {
  run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ32', $1, $2, "
      "'роднина', 1)",
      {person(), worker.account});
  EXPECT_EQ(ways(worker), "");
}

TEST_P(WhoReads, not_from_another_municipality) {
  Actor moved = worker;
  moved.post.municipality = peshtera;
  EXPECT_EQ(ways(moved), "");
}

}  // namespace
}  // namespace gishe::protection
