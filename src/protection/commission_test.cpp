#include <random>
#include <set>

#include "protection/commission_acts.h"
#include "protection/world_test.h"

namespace gishe::protection {
namespace {

TEST(CaseSteps, EveryStepIsAsDrawn) {
  const std::set<std::string> expected = {"opened set_hearing>hearing_set",
                                          "opened close>closed",
                                          "hearing_set postpone>hearing_set",
                                          "hearing_set decide_measure>measure",
                                          "hearing_set decide_none>closed",
                                          "measure breach>review",
                                          "measure close>closed",
                                          "review keep_measure>measure",
                                          "review set_hearing>hearing_set",
                                          "review close>closed",
                                          "opened seal>sealed",
                                          "hearing_set seal>sealed",
                                          "measure seal>sealed",
                                          "review seal>sealed",
                                          "closed seal>sealed"};
  std::set<std::string> found;
  for (const auto& s : case_steps()) {
    found.insert(std::string(case_state_name(s.from)) + ' ' + std::string(case_verb_name(s.verb)) + '>' +
                 std::string(case_state_name(s.to)));
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(case_steps().size(), expected.size());
}

TEST(CaseSteps, WhatIsSealedNeverMovesAndWhatIsClosedIsOnlySealed) {
  for (int v = 0; v < case_verb_count; ++v) {
    const auto verb = static_cast<CaseVerb>(v);
    EXPECT_EQ(find_case_step(CaseState::sealed, verb), nullptr);
    EXPECT_EQ(find_case_step(CaseState::closed, verb) != nullptr, verb == CaseVerb::seal);
  }
}

TEST(Sealing, IsNeverAfterTheChildHasComeOfAgeNorAfterTheDaysOfTheRule) {
  std::mt19937 dice(3);
  for (int n = 0; n < 20'000; ++n) {
    const Day born = Day::of(2008, 1, 1)->plus_days(static_cast<int>(dice() % 5000));
    const Day closed = born.plus_days(static_cast<int>(dice() % 8000));
    const int days = static_cast<int>(dice() % 400);
    const Day of_age = majority_of(born);
    ASSERT_EQ(age_on(born, of_age), 18);
    ASSERT_EQ(age_on(born, of_age.plus_days(-1)), 17);
    const Day seal = seal_day(born, closed, days);
    ASSERT_LE(seal, of_age);
    ASSERT_LE(seal, closed.plus_days(days));
    ASSERT_TRUE(seal == of_age || seal == closed.plus_days(days));
    ASSERT_EQ(seal_day(born, std::nullopt, days), of_age);
  }
  EXPECT_EQ(majority_of(*Day::of(2008, 2, 29)), *Day::of(2026, 3, 1));
}

class Commission : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Commission() : World(GetParam()) {}
  NewCase boy() const {
    return {"school", "12.03.2011", {"Скриванчо Петров Тихов", "ОУ", "майка му", "Счупил витрина с още двама"}};
  }
  CommissionCaseId opened() {
    const auto id = open_commission_case(office, secretary, boy(), "");
    EXPECT_EQ(why(id), "");
    return id ? *id : CommissionCaseId{};
  }
  OpenedCase now(const CommissionCaseId& id) {
    const auto found = open_case(office, secretary, id);
    EXPECT_EQ(why(found), "");
    return found ? *found : OpenedCase{};
  }
  CaseChange at(const CommissionCaseId& id) { return {id, now(id).matter.version}; }
  Decision measure() const {
    Decision d;
    d.decision = "measure";
    d.held_on = "2026-11-23";
    d.participants = "председател, секретар, майката";
    d.words = "Надзор за шест месеца";
    d.measure = "public_educator";
    d.until = "2027-05-23";
    d.educator = "Д. Петров";
    return d;
  }
  CommissionCaseId with_measure() {
    const auto id = opened();
    EXPECT_EQ(why(inform_child_protection(office, secretary, at(id), "")), "");
    EXPECT_EQ(why(set_hearing(office, secretary, at(id), "2026-11-23", "")), "");
    EXPECT_EQ(why(decide_hearing(office, secretary, at(id), measure(), "")), "");
    return id;
  }
  std::size_t listed(const Actor& who) {
    return db->read([&](db::Session& s) {
      return list_cases(s, office, access::scope(who, access::Action::open_commission_case), 50).size();
    });
  }
  void wait_days(int days) { clock.move_to(office.now().plus_seconds(days * 86'400LL)); }
};

TEST_P(Commission, nobody_but_the_secretary_of_the_town_sees_a_case_or_that_it_exists) {
  const auto id = opened();
  EXPECT_EQ(listed(secretary), 1U);
  for (const Actor* who : {&officer, &worker, &supervisor, &head, &child_officer}) {
    EXPECT_EQ(why(open_case(office, *who, id)), "not_your_function");
    EXPECT_EQ(listed(*who), 0U);
  }
  const Actor neighbour = actor(Function::commission_secretary, peshtera);
  EXPECT_EQ(why(open_case(office, neighbour, id)), "not_found");
  EXPECT_EQ(why(close_case(office, neighbour, {id, 1}, "other", "")), "not_found");
  EXPECT_EQ(listed(neighbour), 0U);
  Actor by_password = secretary;
  by_password.proof = Proof::password;
  EXPECT_EQ(why(open_case(office, by_password, id)), "not_found") << "L3 asks for a second factor";
}

TEST_P(Commission, a_case_is_of_a_child_and_its_words_are_sealed) {
  NewCase grown = boy();
  grown.born_on = "01.01.2000";
  EXPECT_EQ(why(open_commission_case(office, secretary, grown, "")), "protection.not_a_minor");
  grown.born_on = "32.13.2011";
  EXPECT_EQ(why(open_commission_case(office, secretary, grown, "")), "not_a_date");
  opened();
  static const db::Query q{"t.case_child", "SELECT child FROM commission_case"};
  db->read([&](db::Session& s) {
    s.one(q, {}, [](const db::Row& row) { EXPECT_EQ(row.text(0).find("Скриванчо"), std::string_view::npos); });
  });
}

TEST_P(Commission, nothing_is_decided_before_child_protection_knows) {
  const auto id = opened();
  EXPECT_EQ(why(set_hearing(office, secretary, at(id), "2026-11-01", "")), "protection.day_passed");
  ASSERT_EQ(why(set_hearing(office, secretary, at(id), "23.11.2026", "")), "");
  EXPECT_EQ(why(decide_hearing(office, secretary, at(id), measure(), "")), "protection.inform_first");
  ASSERT_EQ(why(inform_child_protection(office, secretary, at(id), "")), "");
  EXPECT_EQ(why(inform_child_protection(office, secretary, at(id), "")), "protection.informed_already");
  const auto notice = now(id).matter.informed;
  ASSERT_TRUE(notice);
  EXPECT_EQ(why(open_received_signal(office, child_officer, *notice)), "");
  auto no_term = measure();
  no_term.until.clear();
  EXPECT_EQ(why(decide_hearing(office, secretary, at(id), no_term, "")), "protection.term_missing");
  auto later = measure();
  later.decision = "postponed";
  later.next_on = "2026-12-01";
  ASSERT_EQ(why(decide_hearing(office, secretary, at(id), later, "")), "");
  EXPECT_EQ(now(id).matter.state, CaseState::hearing_set);
  ASSERT_EQ(why(decide_hearing(office, secretary, at(id), measure(), "")), "");
  EXPECT_EQ(now(id).matter.state, CaseState::measure);
  EXPECT_EQ(now(id).measures.front().educator, "Д. Петров");
  EXPECT_EQ(now(id).hearings.size(), 2U);
  EXPECT_EQ(now(id).report_due_on, Day::of(2026, 12, 23));
  EXPECT_EQ(why(close_case(office, secretary, {id, 1}, "goals_met", "")), "changed_meanwhile");
}

TEST_P(Commission, a_breach_leads_to_a_review_and_on) {
  const auto id = with_measure();
  wait_days(30);
  ASSERT_EQ(why(add_case_report(office, secretary, at(id), {"2026-12-20", "centre", "kept", "Идва редовно"}, "")), "");
  EXPECT_EQ(now(id).report_due_on, Day::of(2027, 1, 19));
  EXPECT_EQ(why(add_case_report(office, secretary, at(id), {"2027-02-20", "centre", "kept", "x"}, "")),
            "protection.day_to_come");
  ASSERT_EQ(why(add_case_report(office, secretary, at(id), {"2026-12-21", "educator", "breach", "Пропуска"}, "")), "");
  EXPECT_EQ(now(id).matter.state, CaseState::review);
  ASSERT_EQ(why(keep_measure(office, secretary, at(id), "")), "");
  EXPECT_EQ(why(keep_measure(office, secretary, at(id), "")), "not_from_this_state");
  ASSERT_EQ(why(close_case(office, secretary, at(id), "goals_met", "")), "");
  EXPECT_EQ(now(id).matter.seal_on, office.today().plus_days(30));
  EXPECT_TRUE(now(id).measures.front().ended_on);
}

TEST_P(Commission, a_sealed_case_is_gone_and_opens_only_by_number_and_reason_for_an_hour) {
  const auto id = with_measure();
  const auto number = now(id).matter.number;
  EXPECT_EQ(why(unseal_case(office, secretary, {number, "court", "дело 7"}, "")), "not_found") << "not sealed yet";
  ASSERT_EQ(why(close_case(office, secretary, at(id), "term_over", "")), "");
  EXPECT_EQ(seal_ended_cases(office), 0);
  wait_days(30);
  EXPECT_EQ(seal_ended_cases(office), 1);
  EXPECT_EQ(seal_ended_cases(office), 0);
  EXPECT_EQ(listed(secretary), 0U);
  EXPECT_EQ(why(open_case(office, secretary, id)), "not_found");
  EXPECT_EQ(why(unseal_case(office, secretary, {number, "curiosity", "x"}, "")), "not_in_list");
  EXPECT_EQ(why(unseal_case(office, secretary, {number, "court", ""}, "")), "required");
  EXPECT_EQ(why(unseal_case(office, worker, {number, "court", "x"}, "")), "not_your_function");
  ASSERT_EQ(why(unseal_case(office, secretary, {number, "court", "дело 7"}, "")), "");
  EXPECT_EQ(now(id).matter.child.name, "Скриванчо Петров Тихов");
  EXPECT_EQ(listed(secretary), 0U) << "it stays out of the list";
  EXPECT_EQ(why(keep_measure(office, secretary, at(id), "")), "protection.sealed_now");
  const Actor second = actor(Function::commission_secretary, home);
  EXPECT_EQ(why(open_case(office, second, id)), "not_found") << "only for who gave the reason";
  clock.move_to(office.now().plus_seconds(3601));
  EXPECT_EQ(why(open_case(office, secretary, id)), "not_found");
  wait_days(1825);
  EXPECT_EQ(seal_ended_cases(office), 1);
  static const db::Query rows{
      "t.rows",
      "SELECT (SELECT count(*) FROM commission_case) + (SELECT count(*) FROM commission_hearing)"
      " + (SELECT count(*) FROM commission_event)"};
  EXPECT_EQ(count(rows), 0);
}

TEST_P(Commission, at_eighteen_it_is_sealed_whatever_is_open) {
  const auto id = with_measure();
  wait_days(office.today().days_until(*Day::of(2029, 3, 11)));
  EXPECT_EQ(seal_ended_cases(office), 0);
  wait_days(1);
  EXPECT_EQ(seal_ended_cases(office), 1);
  EXPECT_EQ(why(open_case(office, secretary, id)), "not_found");
}

TEST_P(Commission, a_referral_makes_a_file_only_the_secretary_finds_until_the_sealing) {
  const auto id = opened();
  EXPECT_EQ(why(refer_child(office, secretary, at(id), {shelter, "Наставник"}, "")), "not_from_this_state");
  const auto measured = with_measure();
  EXPECT_EQ(why(refer_child(office, secretary, at(measured), {{}, "Наставник"}, "")), "required");
  ASSERT_EQ(why(refer_child(office, secretary, at(measured), {shelter, "Наставник за шест месеца"}, "")), "");
  const auto after = now(measured).matter;
  ASSERT_TRUE(after.person && after.referral);
  EXPECT_EQ(why(refer_child(office, secretary, at(measured), {shelter, "Пак"}, "")), "protection.referred_already");
  const auto finds = [&](const Actor& who) {
    return db->read([&](db::Session& s) {
      return people::find_person(s, access::scope(who, access::Action::find_person), *after.person).has_value();
    });
  };
  EXPECT_TRUE(finds(secretary));
  for (const Actor* who : {&officer, &worker, &supervisor}) EXPECT_FALSE(finds(*who));
  static const db::Query level{"t.level", "SELECT count(*) FROM referral WHERE sensitivity = 3"};
  EXPECT_EQ(count(level), 1);
  ASSERT_EQ(why(close_case(office, secretary, at(measured), "goals_met", "")), "");
  wait_days(30);
  EXPECT_EQ(seal_ended_cases(office), 1);
  EXPECT_FALSE(finds(secretary));
  static const db::Query keys{"t.keys", "SELECT count(*) FROM person_name_key"};
  EXPECT_EQ(count(keys), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Commission, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::protection
