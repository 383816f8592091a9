#include "agreements/gap_finder.h"
#include "agreements/world_test.h"
#include "referrals/referrals.h"

namespace gishe::agreements {
namespace {

class Agreements : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  std::optional<referrals::Quota> quota(const char* on) {
    return w.db->read([&](db::Session& s) {
      return referrals::find_quota(s, w.lesichovo, w.peshtera, "therapy_rehabilitation", World::day(on));
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Agreements, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Agreements, asked_proposed_otherwise_and_agreed_makes_the_quota_in_one_go) {
  const auto id = ask_to_agree(w.office, w.supervisor, w.request(), "key");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(ask_to_agree(w.office, w.supervisor, w.request(), "key").ok(), true) << "a double click asks once";
  EXPECT_EQ(w.count("SELECT count(*) FROM agreement"), 1);
  EXPECT_EQ(w.step(w.supervisor, *id, Verb::accept), "not_from_this_state") << "who asks does not answer";
  Terms other = w.request().terms;
  other.places = 2;
  other.unit_cost_cents_per_day = 1600;
  EXPECT_EQ(w.step(w.other_side, *id, Verb::counter, "", other), "");
  EXPECT_FALSE(quota("2026-12-15"));
  EXPECT_EQ(w.step(w.supervisor, *id, Verb::accept), "");
  const auto made = quota("2026-12-15");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->places, 2);
  EXPECT_EQ(made->unit_cost_cents_per_day, 1600);
  EXPECT_EQ(w.seen(w.supervisor, *id).record.state, w.seen(w.other_side, *id).record.state);
  EXPECT_EQ(w.seen(w.other_side, *id).events.size(), 3u);
  EXPECT_EQ(w.count("SELECT count(*) FROM ledger"), 3);
  EXPECT_GE(w.count("SELECT count(*) FROM message"), 3);
}

TEST_P(Agreements, the_same_route_is_not_agreed_twice_for_the_same_days) {
  w.agreed();
  EXPECT_EQ(why(ask_to_agree(w.office, w.supervisor, w.request(), "")), "agreements.same_route");
  auto later = w.request();
  later.terms.from = World::day("2027-12-01");
  later.terms.until = World::day("2028-11-30");
  ASSERT_TRUE(ask_to_agree(w.office, w.supervisor, later, "").ok());
  later.terms.from = World::day("2029-01-01");
  later.terms.until = World::day("2029-11-30");
  EXPECT_EQ(why(ask_to_agree(w.office, w.supervisor, later, "")), "agreements.being_negotiated");
}

TEST_P(Agreements, only_the_two_know_of_it_and_only_supervisors_move_it) {
  const auto id = ask_to_agree(w.office, w.supervisor, w.request(), "");
  ASSERT_TRUE(id.ok());
  const auto open = [&](const Actor& who) {
    return w.db->read([&](db::Session& s) { return why(open_agreement(s, who, *id, w.office.today())); });
  };
  EXPECT_EQ(open(w.officer), "");
  EXPECT_EQ(open(w.third), "not_found");
  EXPECT_EQ(open(w.mayor), "not_your_function");
  EXPECT_EQ(open(w.head), "not_your_function");
  EXPECT_EQ(w.step(w.third, *id, Verb::accept), "not_found");
  EXPECT_EQ(w.step(w.officer, *id, Verb::withdraw), "not_your_function");
  EXPECT_EQ(why(ask_to_agree(w.office, w.officer, w.request(), "")), "not_your_function");
  EXPECT_EQ(w.step(w.other_side, *id, Verb::decline), "required") << "no without a reason is no answer";
  EXPECT_EQ(w.step(w.other_side, *id, Verb::decline, "price"), "");
  EXPECT_FALSE(quota("2026-12-15"));
}

TEST_P(Agreements, of_two_who_act_at_once_one_is_told) {
  const auto id = ask_to_agree(w.office, w.supervisor, w.request(), "");
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(w.step(w.other_side, *id, Verb::accept), "");
  EXPECT_EQ(why(take_step(w.office, w.supervisor, {*id, Verb::withdraw, 1, "", "", {}, {}}, "")), "changed_meanwhile");
}

TEST_P(Agreements, notice_keeps_the_places_until_its_day) {
  const auto id = w.agreed();
  EXPECT_EQ(w.step(w.other_side, id, Verb::give_notice, "quality", {}, World::day("2026-12-10")),
            "agreements.too_early");
  EXPECT_EQ(w.step(w.other_side, id, Verb::give_notice, "quality", {}, World::day("2026-12-31")), "");
  EXPECT_TRUE(quota("2026-12-31"));
  EXPECT_FALSE(quota("2027-01-01"));
  EXPECT_EQ(w.step(w.supervisor, id, Verb::give_notice, "other", {}, World::day("2026-12-30")), "not_from_this_state");
}

TEST_P(Agreements, who_leaves_the_zone_leaves_its_agreements_on_that_day) {
  const auto id = w.agreed();
  EXPECT_EQ(end_with_zone(w.office), 0);
  w.db->write([&](db::Tx& tx) {
    static const db::Query q{"t.leave", "UPDATE zone_member SET valid_to = '2027-03-31' WHERE municipality = 'PAZ21'"};
    tx.run(q, {});
  });
  EXPECT_EQ(end_with_zone(w.office), 1);
  EXPECT_EQ(end_with_zone(w.office), 0) << "once";
  const auto after = w.seen(w.supervisor, id);
  EXPECT_EQ(after.record.state, State::ending);
  EXPECT_EQ(after.record.terms.until, World::day("2027-03-31"));
  EXPECT_TRUE(quota("2027-03-31"));
  EXPECT_FALSE(quota("2027-04-01"));
  EXPECT_EQ(after.events.back().verb, "leave_zone");
}

TEST_P(Agreements, what_would_begin_after_leaving_never_does) {
  auto later = w.request();
  later.terms.from = World::day("2027-06-01");
  const auto id = ask_to_agree(w.office, w.supervisor, later, "");
  ASSERT_TRUE(id.ok());
  ASSERT_EQ(w.step(w.other_side, *id, Verb::accept), "");
  w.db->write([&](db::Tx& tx) {
    static const db::Query q{"t.leave_early",
                             "UPDATE zone_member SET valid_to = '2027-03-31' WHERE municipality = 'PAZ21'"};
    tx.run(q, {});
  });
  EXPECT_EQ(end_with_zone(w.office), 1);
  EXPECT_FALSE(quota("2027-06-01"));
  EXPECT_EQ(w.seen(w.supervisor, *id).record.terms.until, World::day("2027-03-31"));
}

TEST_P(Agreements, the_gap_finder_finds_the_neighbour_and_never_a_hidden_place) {
  w.agreed();
  w.clock.move_to(World::noon("2026-12-05"));
  w.db->write([&](db::Tx& tx) {
    static const db::Query q{"t.capacity_again", "UPDATE service_capacity SET updated_on = '2026-12-01'"};
    tx.run(q, {});
  });
  const auto found = w.db->read([&](db::Session& s) {
    return find_who_has(s, {w.lesichovo, "therapy_rehabilitation", "", "", {}, w.office.today()});
  });
  EXPECT_EQ(found.gap, Gap::none_here);
  ASSERT_EQ(found.elsewhere.size(), 1u);
  EXPECT_EQ(found.elsewhere.front().ring, Ring::zone);
  EXPECT_EQ(found.elsewhere.front().quota_left, 3);
  EXPECT_EQ(found.elsewhere.front().unit_cost_cents_per_day, 1450);
  const auto refuge = [&](const MunicipalityCode& home) {
    return w.db->read([&](db::Session& s) { return find_who_has(s, {home, "shelter", "", "", {}, w.office.today()}); });
  };
  EXPECT_TRUE(refuge(w.lesichovo).elsewhere.empty()) << "it does not say that it serves us";
  EXPECT_TRUE(refuge(w.peshtera).own.empty());
  w.db->write([&](db::Tx& tx) {
    static const db::Query q{"t.serves", "UPDATE service SET serves_everywhere = 1 WHERE id = $1"};
    tx.run(q, {w.hidden});
  });
  const auto shown = refuge(w.lesichovo);
  ASSERT_EQ(shown.elsewhere.size(), 1u);
  EXPECT_EQ(shown.elsewhere.front().ring, Ring::not_shown);
  EXPECT_TRUE(shown.elsewhere.front().service.municipality.empty());
  EXPECT_FALSE(shown.elsewhere.front().travel);
  const auto at_home = w.db->read([&](db::Session& s) {
    return find_who_has(s, {w.peshtera, "therapy_rehabilitation", "", "", {}, w.office.today()});
  });
  EXPECT_EQ(at_home.gap, Gap::no_gap);
}

}  // namespace
}  // namespace gishe::agreements
