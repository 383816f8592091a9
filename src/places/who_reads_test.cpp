// A stay and a waiting entry, and every way to read them from the house and from the sender: each condition of
// STAY_VISIBLE and WAITING_VISIBLE shuts all of them.
#include "places/stay_store.h"
#include "places/waiting_store.h"
#include "places/world_test.h"

namespace gishe::places {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), stayed(send(man, rehabilitation)), waits(send(woman, rehabilitation)) {
    EXPECT_EQ(step(head, stayed, "accept"), "");
    EXPECT_EQ(step(head, waits, "waitlist"), "");
    const auto in_house = access::scope(head, access::Action::see_beds);
    stay = db->read([&](db::Session& s) { return store::list_running_of(s, in_house); }).at(0).id;
    entry = entry_of(waits).value().id;
    run("UPDATE stay SET state = 'admitted', admitted_on = '2026-11-20' WHERE id = $1", {stay});
  }
  /// The ways by which stay and entry show in the house.
  std::string ways(const Actor& who) {
    const auto beds = access::scope(who, access::Action::see_beds),
               list = access::scope(who, access::Action::see_waiting_list);
    const Day today = clock.today();
    return db->read([&](db::Session& s) {
      std::string seen;
      if (store::find_stay(s, beds, stay)) seen += "stay ";
      if (!store::list_running(s, beds, peshtera, rehabilitation).empty()) seen += "running ";
      if (!store::list_running_of(s, beds).empty()) seen += "house ";
      if (!store::list_of_referral(s, beds, stayed).empty()) seen += "referral ";
      if (!store::list_between(s, beds, today.plus_days(-40), today.plus_days(40)).empty()) seen += "between ";
      if (!store::list_waiting(s, list, peshtera, rehabilitation).empty()) seen += "waiting ";
      EXPECT_EQ(store::length_of_waiting(s, list, peshtera, rehabilitation).all > 0, seen.ends_with("waiting "));
      if (store::find_entry(s, list, entry)) seen += "entry ";
      if (!store::list_awaited(s, list).empty()) seen += "awaited ";
      return seen;
    });
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  const ReferralId stayed, waits;
  StayId stay;
  WaitingEntryId entry;
  static constexpr const char* all = "stay running house referral between waiting entry awaited ";
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, the_house_by_every_way_and_no_other_house) {
  EXPECT_EQ(ways(head), all);
  EXPECT_EQ(ways(keeper), "");
}

TEST_P(WhoReads, not_who_is_barred) {
  for (const PersonId& person : {man, woman})
    run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ14', $1, $2, "
        "'роднина', 1)",
        {person, head.account});
  EXPECT_EQ(ways(head), "");
}

TEST_P(WhoReads, once_shielded_only_the_named) {
  run("UPDATE person SET sensitivity = 4 WHERE municipality = 'PAZ14' AND sensitivity < $1", {4});
  EXPECT_EQ(ways(head), "");
  for (const PersonId& person : {man, woman})
    run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 1)",
        {person, head.account});
  EXPECT_EQ(ways(head), all);
}

TEST_P(WhoReads, from_the_sender_the_same) {
  const auto scope = access::scope(officer, access::Action::list_referrals);
  const auto days = [&] {
    return db->read([&](db::Session& s) {
      return store::list_between(s, scope, clock.today().plus_days(-40), clock.today().plus_days(40)).size() +
             store::list_of_referral(s, scope, stayed).size() + (store::find_stay(s, scope, stay) ? 1 : 0);
    });
  };
  EXPECT_EQ(days(), 3u);
  run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ14', $1, $2, "
      "'роднина', 1)",
      {man, officer.account});
  EXPECT_EQ(days(), 0u);
}

}  // namespace
}  // namespace gishe::places
