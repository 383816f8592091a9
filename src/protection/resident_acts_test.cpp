#include "protection/resident_acts.h"

#include "places/places.h"
#include "protection/world_test.h"

namespace gishe::protection {
namespace {

class Residents : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Residents() : World(GetParam()) {}
  ReferralId referred() {
    const auto id = taken();
    EXPECT_EQ(why(refer_to_shelter(office, worker, {id, crisis(id).version, shelter, "Жена с дете", ""}, "")), "");
    return crisis(id).referral.value_or(ReferralId{});
  }
  CrisisContactId admitted(const ReferralId& referral) {
    const auto arrival = find_arrival(office, duty, referral);
    EXPECT_EQ(why(arrival), "");
    const auto id = admit_resident(
        office, duty, {referral, arrival->version, "Незабравка", "Скритова", "Не я търсете по телефона"}, "");
    EXPECT_EQ(why(id), "");
    return id ? *id : CrisisContactId{};
  }
};

TEST_P(Residents, the_centre_takes_her_in_as_its_own_and_only_its_crew_knows) {
  const auto referral = referred();
  EXPECT_EQ(why(find_arrival(office, worker, referral)), "not_found");
  EXPECT_EQ(why(find_arrival(office, head, referral)), "not_your_function");
  const auto id = admitted(referral);
  const auto opened = open_crisis(office, duty, id);
  ASSERT_EQ(why(opened), "");
  EXPECT_EQ(opened->crisis.kind, CrisisKind::resident);
  EXPECT_EQ(opened->crisis.state, CrisisState::admitted);
  EXPECT_EQ(opened->tasks.size(), 5U);
  EXPECT_EQ(why(open_crisis(office, second_duty, id)), "") << "the whole crew";
  EXPECT_EQ(why(open_crisis(office, worker, id)), "not_found")
      << "who sent her sees the referral, not the centre's file";
  const Actor elsewhere = actor(Function::crisis_worker, peshtera, other);
  EXPECT_EQ(why(open_crisis(office, elsewhere, id)), "not_found");
  EXPECT_EQ(why(find_arrival(office, duty, referral)), "not_from_this_state");
  EXPECT_EQ(why(admit_resident(office, duty, {referral, 9, "А", "Б", "в"}, "")), "not_from_this_state");
  const auto seen = db->read([&](db::Session& s) {
    return referrals::find_referral(s, access::scope(worker, access::Action::open_referral), referral);
  });
  EXPECT_EQ(seen->state, referrals::State::in_service);
}

TEST_P(Residents, where_beds_are_kept_she_has_one_and_when_all_are_taken_she_waits) {
  referrals::set_places({&places::referral_step, nullptr});
  db->write([&](db::Tx& tx) {
    static const db::Query bed{
        "t.bed",
        "INSERT INTO place (municipality, id, service_id, organisation_id, seq, name, room, kind, for_sex,"
        " active_from_on, made_at) VALUES ('PAZ21', $1, $2, $3, 1, '1', '', 'bed', 'f', '2026-01-01', 1)"};
    tx.run(bed, {PlaceId::make(), shelter, centre});
  });
  const auto id = admitted(referred());
  EXPECT_TRUE(open_crisis(office, duty, id)->crisis.stay);
  static const db::Query taken_beds{"t.beds", "SELECT count(*) FROM stay WHERE state = 'emergency_admitted'"};
  EXPECT_EQ(count(taken_beds), 1);
  const auto second = referred();
  const auto arrival = find_arrival(office, duty, second);
  ASSERT_EQ(why(arrival), "");
  EXPECT_EQ(why(admit_resident(office, duty, {second, arrival->version, "Друга", "Жена", "само тук"}, "")),
            "places.no_place_free");
  EXPECT_EQ(why(find_arrival(office, duty, second)), "") << "nothing of it was kept";
  referrals::set_places({});
}

TEST_P(Residents, a_child_added_there_is_known_to_the_same_crew) {
  const auto id = admitted(referred());
  ASSERT_EQ(why(add_crisis_child(office, duty, id, {"Малчо", "Скрит", "m", "12.05.2019"}, "")), "");
  EXPECT_EQ(open_crisis(office, second_duty, id)->children.size(), 1U);
}

TEST_P(Residents, the_way_home_has_a_new_rule_and_names_who_may_know_there) {
  const Actor there = actor(Function::provider_head, home, other);
  const ServiceId service = ServiceId::make();
  db->write([&](db::Tx& tx) {
    db::testing::add_account(tx, there);
    static const db::Query factor{
        "t.factor", "INSERT INTO second_factor (account_id, sealed, confirmed_at, required) VALUES ($1, $2, 1, 0)"};
    tx.run(factor, {there.account, db::Blob{"x"}});
    directory::NewService s;
    s.service.id = service;
    s.service.organisation = other;
    s.service.name = "Консултиране";
    s.service.type = "information_counselling";
    s.service.status = "published";
    s.service.municipality = home;
    s.quiet = s.is_new = true;
    directory::store_service(tx, s);
  });
  const auto id = admitted(referred());
  const auto before = open_crisis(office, duty, id)->crisis;
  const auto choices = db->read([&](db::Session& s) { return list_home_services(s, office, duty, before); });
  ASSERT_EQ(choices.size(), 1U);
  ExitPlan plan{id, before.version, service, "Правна консултация и жилище", "", "0350 00-66-02"};
  EXPECT_EQ(why(plan_exit(office, duty, plan, "")), "protection.rule_missing");
  plan.contact_rule = "Само на новия номер, след 18 часа";
  ASSERT_EQ(why(plan_exit(office, duty, plan, "")), "");
  const auto after = open_crisis(office, second_duty, id);
  EXPECT_EQ(after->contact_rule, plan.contact_rule);
  EXPECT_EQ(after->crisis.state, CrisisState::leaving);
  ASSERT_TRUE(after->crisis.exit_referral);
  const auto received = db->read([&](db::Session& s) {
    return referrals::find_referral(s, access::scope(there, access::Action::open_referral),
                                    *after->crisis.exit_referral);
  });
  EXPECT_TRUE(received);
  const auto sender_sees = db->read([&](db::Session& s) {
    return referrals::find_referral(s, access::scope(worker, access::Action::open_referral),
                                    *after->crisis.exit_referral);
  });
  EXPECT_FALSE(sender_sees) << "not named for the centre's person";
}

INSTANTIATE_TEST_SUITE_P(Engines, Residents, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::protection
