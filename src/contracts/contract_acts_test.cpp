#include "contracts/world_test.h"

namespace gishe::contracts {
namespace {

class Contracts : public testing::TestWithParam<db::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, Contracts, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Contracts, a_service_begins_with_a_signed_contract_or_a_reason) {
  World w(GetParam());
  const auto id = w.accepted(w.therapy);
  EXPECT_EQ(w.step(id, "start_service"), "referrals.contract_needed");
  EXPECT_EQ(w.step(id, "start_service", "whim"), "not_in_list");
  EXPECT_EQ(w.write(w.head, id, 0, w.terms()), "");
  EXPECT_EQ(w.step(id, "start_service"), "referrals.contract_needed") << "a draft is no contract";
  EXPECT_EQ(w.take(id, Verb::offer, 1), "");
  EXPECT_EQ(w.contract(id)->sign_due_on, w.day("2026-12-07"));
  EXPECT_EQ(w.take(id, Verb::sign, 2, w.by_person()), "");
  EXPECT_EQ(w.step(id, "start_service"), "");
  const auto urgent = w.accepted(w.therapy);
  EXPECT_EQ(w.step(urgent, "start_service", "emergency"), "");
}

TEST_P(Contracts, kinds_that_need_none_or_need_it_later_begin_without) {
  World w(GetParam());
  EXPECT_EQ(w.step(w.accepted(w.shelter), "start_service"), "");
  const auto advised = w.accepted(w.advice);
  EXPECT_EQ(w.write(w.head, advised, 0, w.terms()), "contracts.not_needed");
  EXPECT_EQ(w.step(advised, "start_service"), "");
}

TEST_P(Contracts, one_runs_per_person_and_service) {
  World w(GetParam());
  const auto first = w.accepted(w.therapy), second = w.accepted(w.therapy);
  EXPECT_EQ(w.write(w.head, first, 0, w.terms()), "");
  EXPECT_EQ(w.write(w.head, second, 0, w.terms()), "");
  EXPECT_EQ(w.take(first, Verb::offer, 1), "");
  EXPECT_EQ(w.take(second, Verb::offer, 1), "");
  EXPECT_EQ(w.take(first, Verb::sign, 2, w.by_person()), "");
  EXPECT_EQ(w.take(second, Verb::sign, 2, w.by_person()), "contracts.has_one");
  // The database holds it by itself.
  static const db::Query past{"t.past", "UPDATE service_contract SET state = 'signed' WHERE referral_id = $1"};
  EXPECT_THROW(w.db->write([&](db::Tx& tx) { tx.run(past, {second}); }), db::Conflict);
  EXPECT_EQ(w.take(first, Verb::end, 3, {}, {w.office.today(), "person_ends", ""}), "");
  EXPECT_EQ(w.take(second, Verb::sign, 2, w.by_person()), "");
}

TEST_P(Contracts, what_is_signed_stays_and_an_amendment_stands_beside_it) {
  World w(GetParam());
  const auto id = w.signed_one(w.therapy);
  Terms cheaper = w.terms();
  cheaper.fee_cents = 900;
  cheaper.reason = "Намален доход.";
  EXPECT_EQ(w.write(w.head, id, 2, cheaper), "changed_meanwhile");
  EXPECT_EQ(w.write(w.head, id, 3, cheaper), "");
  EXPECT_EQ(w.contract(id)->in_force()->fee_cents, 1250) << "not signed yet";
  EXPECT_EQ(w.write(w.head, id, 4, cheaper), "not_from_this_state");
  EXPECT_EQ(w.take(id, Verb::sign, 4, w.by_person()), "");
  const auto contract = *w.contract(id);
  EXPECT_EQ(contract.state, State::amended);
  EXPECT_EQ(contract.in_force()->fee_cents, 900);
  EXPECT_EQ(contract.terms.front().fee_cents, 1250);
  const auto seen = open_contract(w.office, w.head, id);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->events.size(), 5u);
  const words::Words bg(words::Language::bg);
  const auto changed = differences(fields_of(bg, contract.terms[0]), fields_of(bg, contract.terms[1]));
  ASSERT_EQ(changed.size(), 1u);
}

TEST_P(Contracts, a_representative_signs_within_the_mandate) {
  World w(GetParam());
  const auto id = w.accepted(w.therapy, {"name", "representative"});
  EXPECT_EQ(w.write(w.head, id, 0, w.terms()), "");
  EXPECT_EQ(w.take(id, Verb::offer, 1), "");
  w.clock.move_to(w.noon("2026-12-02"));
  EXPECT_EQ(w.take(id, Verb::sign, 2, {w.day("2026-12-01"), "representative", w.mandate, "Ръководител"}),
            "contracts.mandate_not_valid");
  EXPECT_EQ(w.take(id, Verb::sign, 2, {w.day("2026-11-30"), "representative", w.mandate, "Ръководител"}), "");
  EXPECT_EQ(w.contract(id)->in_force()->representative, w.mandate);
}

TEST_P(Contracts, a_representative_the_house_was_not_told_of_is_not_named) {
  World w(GetParam());
  const auto id = w.accepted(w.therapy, {"name"});
  EXPECT_EQ(w.write(w.head, id, 0, w.terms()), "");
  EXPECT_EQ(w.take(id, Verb::offer, 1), "");
  const auto seen = open_contract(w.office, w.head, id);
  ASSERT_TRUE(seen.ok());
  EXPECT_TRUE(seen->mandates.empty());
  EXPECT_EQ(w.take(id, Verb::sign, 2, {w.office.today(), "representative", w.mandate, "Ръководител"}),
            "contracts.mandate_not_valid");
}

TEST_P(Contracts, who_sees_what) {
  World w(GetParam());
  const auto id = w.accepted(w.therapy);
  EXPECT_EQ(w.write(w.stranger, id, 0, w.terms()), "not_found");
  EXPECT_EQ(w.write(w.officer, id, 0, w.terms()), "not_your_function");
  EXPECT_EQ(w.write(w.head, id, 0, w.terms()), "");
  EXPECT_FALSE(open_contract(w.office, w.officer, id)->contract) << "a draft is the house's own";
  EXPECT_EQ(w.take(id, Verb::offer, 1), "");
  EXPECT_TRUE(open_contract(w.office, w.officer, id)->contract);
  EXPECT_TRUE(open_contract(w.office, w.officer, id)->possible.empty());
  EXPECT_EQ(why(open_contract(w.office, w.stranger, id)), "not_found");
  // A file that becomes shielded takes its contract along.
  w.db->write([&](db::Tx& tx) {
    static const db::Query up{"t.up", "UPDATE person SET sensitivity = 4 WHERE id = $1"};
    tx.run(up, {w.person});
    referrals::person_level_changed(tx, w.lesichovo, w.person, Sensitivity::shielded);
  });
  EXPECT_EQ(why(open_contract(w.office, w.head, id)), "not_found");
  EXPECT_EQ(why(open_contract(w.office, w.officer, id)), "not_found");
  const auto rows = w.db->read([&](db::Session& session) {
    return store::list_of_house(session, access::scope(w.head, access::Action::report_progress), w.office.today())
               .size() +
           store::list_of_person(session, w.lesichovo, w.person).size();
  });
  EXPECT_EQ(rows, 0u);
}

TEST_P(Contracts, the_end_of_a_referral_ends_its_contract_and_the_house_keeps_its_paper) {
  World w(GetParam());
  const auto served = w.signed_one(w.therapy);
  EXPECT_EQ(w.step(served, "start_service"), "");
  EXPECT_EQ(w.step(served, "complete", "goal_met"), "");
  EXPECT_EQ(w.contract(served)->end_ground, "service_over");
  EXPECT_TRUE(open_contract(w.office, w.head, served).ok()) << "what it signed is its own paper";
  const auto offered = w.accepted(w.therapy);
  EXPECT_EQ(w.write(w.head, offered, 0, w.terms()), "");
  EXPECT_EQ(w.take(offered, Verb::offer, 1), "");
  EXPECT_EQ(w.step(offered, "not_started"), "");
  EXPECT_EQ(w.contract(offered)->end_ground, "not_signed");
  EXPECT_EQ(why(open_contract(w.office, w.head, offered)), "not_found") << "the package has closed";
}

TEST_P(Contracts, a_double_click_makes_one) {
  World w(GetParam());
  const auto id = w.accepted(w.therapy);
  const TermsStep step{id, 0, "", w.terms()};
  EXPECT_EQ(why(write_terms(w.office, w.head, step, "key")), "");
  EXPECT_EQ(why(write_terms(w.office, w.head, step, "key")), "");
  EXPECT_EQ(w.contract(id)->version, 1);
}

}  // namespace
}  // namespace gishe::contracts
