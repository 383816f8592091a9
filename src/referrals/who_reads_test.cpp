// One referral and every way to read it, from both ends: each condition of VISIBLE shuts all of them.
#include "referrals/world_test.h"

namespace gishe::referrals {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), id(send()) {
    source = row(id).source;
    run("UPDATE referral SET answer_due_on = '2026-11-01' WHERE id = $1", {id});
  }
  /// The ways by which the referral shows to this actor: while it waits, and once it is over.
  std::string ways(const Actor& who) {
    const auto open = access::scope(who, access::Action::open_referral),
               list = access::scope(who, access::Action::list_referrals);
    const auto page = [&](db::Session& s, Stage stage) { return !store::list_page(s, list, stage, {}, 10).empty(); };
    std::string seen;
    db->read([&](db::Session& s) {
      if (store::find(s, open, id)) seen += "find ";
      if (!store::list_open_of_person(s, list, man).empty()) seen += "person ";
      if (!store::list_for_sources(s, list, {source}).empty()) seen += "source ";
      if (page(s, Stage::waiting)) seen += "waiting ";
      if (!store::list_overdue(s, list, clock.today(), 10).empty()) seen += "overdue ";
      if (store::count_overdue(s, list, clock.today()) > 0) seen += "count ";
    });
    run("UPDATE referral SET stage = 'closed' WHERE id = $1", {id});
    db->read([&](db::Session& s) {
      if (page(s, Stage::closed)) seen += "closed ";
    });
    run("UPDATE referral SET stage = 'waiting' WHERE id = $1", {id});
    return seen;
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  const ReferralId id;
  Uuid source;
  const Actor child = actor(Function::child_protection, peshtera, {}, "child@peshtera.example");
  static constexpr const char* sent = "find person source waiting overdue count closed ";
  static constexpr const char* received = "find waiting count closed ";
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, the_sender_the_receiver_and_its_town_and_nobody_else) {
  EXPECT_EQ(ways(officer), sent);
  EXPECT_EQ(ways(head), received);
  EXPECT_EQ(ways(other_head), "");
  EXPECT_EQ(ways(neighbour), "");
}

TEST_P(WhoReads, not_who_is_barred) {
  for (const Actor* who : {&officer, &head}) {
    run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ14', $1, $2, "
        "'роднина', 1)",
        {man, who->account});
    EXPECT_EQ(ways(*who), "");
  }
}

TEST_P(WhoReads, once_shielded_only_the_named) {
  run("UPDATE referral SET sensitivity = 4 WHERE id = $1", {id});
  run("DELETE FROM referral_named WHERE referral_id = $1", {id});
  EXPECT_EQ(ways(officer), "");
  EXPECT_EQ(ways(head), "");
  for (const Actor* who : {&officer, &head}) {
    run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 1)",
        {man, who->account});
    run("INSERT INTO referral_named (municipality, referral_id, account_id, person_id) VALUES ('PAZ14', $1, $2, $3)",
        {id, who->account, man});
    EXPECT_EQ(ways(*who), who == &officer ? sent : received);
  }
}

TEST_P(WhoReads, with_the_password_alone_nothing_sensitive) {
  run("UPDATE referral SET sensitivity = 3 WHERE id = $1", {id});
  EXPECT_EQ(ways(head), received);
  Actor once = head;
  once.proof = Proof::password;
  EXPECT_EQ(ways(once), "");
}

}  // namespace
}  // namespace gishe::referrals
