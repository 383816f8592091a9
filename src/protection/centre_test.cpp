// The centre that carries out a measure: what it reads of it, by every way, and the report it gives itself.
#include "protection/centre_acts.h"
#include "protection/commission_acts.h"
#include "protection/protection.h"
#include "protection/world_test.h"

namespace gishe::protection {
namespace {

class Centre : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Centre() : World(GetParam()) {
    const auto opened = open_commission_case(
        office, secretary, {"school", "12.03.2011", {"Скриванчо Тихов", "ОУ", "майка му", "Счупил витрина"}}, "");
    EXPECT_EQ(why(opened), "");
    matter = *opened;
    EXPECT_EQ(why(inform_child_protection(office, secretary, at(), "")), "");
    EXPECT_EQ(why(set_hearing(office, secretary, at(), "2026-11-23", "")), "");
    Decision d;
    d.decision = "measure";
    d.held_on = "2026-11-23";
    d.participants = "председател, секретар";
    d.words = "Надзор за шест месеца";
    d.measure = "public_educator";
    d.until = "2027-05-23";
    d.educator = "Д. Петров";
    EXPECT_EQ(why(decide_hearing(office, secretary, at(), d, "")), "");
    EXPECT_EQ(why(refer_child(office, secretary, at(), {shelter, "Наставник"}, "")), "");
    referral = now().matter.referral.value();
    id = now().measures.front().id;
  }
  OpenedCase now() {
    const auto found = open_case(office, secretary, matter);
    EXPECT_EQ(why(found), "");
    return found ? *found : OpenedCase{};
  }
  CaseChange at() { return {matter, now().matter.version}; }
  void take(const char* verb, const char* reason = "", const char* on = "") {
    const auto version = db->read([&](db::Session& s) {
      return referrals::ask_referral(s, head, access::Action::open_referral, referral)->version;
    });
    EXPECT_EQ(why(referrals::take_step(office, head, {referral, verb, version, reason, "", on}, "")), "");
  }
  void accepted() { take("accept", "", "2026-11-24"); }
  std::string ways(const Actor& who) {
    std::string seen;
    db->read([&](db::Session& s) {
      const auto scope = access::scope(who, access::Action::deliver_service);
      if (!list_centre_measures(s, scope, 10).empty()) seen += "list ";
      if (find_centre_measure(s, scope, id)) seen += "find ";
      if (count_measures(s, who, office.today()).all > 0) seen += "count ";
    });
    if (open_measure(office, who, id).ok()) seen += "open ";
    return seen;
  }
  std::int64_t version() { return open_measure(office, head, id)->measure.version; }
  static NewReport kept() { return {"2026-11-23", "", "kept", "Риск: среден. Силно: бабата."}; }
  std::string report(const NewReport& typed) {
    return why(report_on_measure(office, head, {id, version()}, typed, ""));
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.change", sql};
    db->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  int waiting() {
    return db->read([&](db::Session& s) { return count_measures(s, head, office.today()).waiting; });
  }
  std::string refused(const Actor& who) {
    return why(report_on_measure(office, who, {id, 1}, kept(), "")) + ' ' + why(open_measure(office, who, id));
  }
  CommissionCaseId matter;
  ReferralId referral;
  MeasureId id;
  static constexpr const char* all = "list find count open ";
};
INSTANTIATE_TEST_SUITE_P(Engines, Centre, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Centre, sees_a_measure_from_its_yes_until_measure_or_referral_end) {
  EXPECT_EQ(ways(head), "") << "not accepted yet";
  accepted();
  EXPECT_EQ(ways(head), all);
  ASSERT_EQ(why(close_case(office, secretary, at(), "goals_met", "")), "");
  EXPECT_EQ(ways(head), "");
  EXPECT_EQ(refused(head), "not_found not_found");
}

TEST_P(Centre, loses_it_with_the_referral) {
  accepted();
  take("start_service", "ordered");
  EXPECT_EQ(ways(head), all);
  run("UPDATE referral SET state = 'completed', stage = 'closed' WHERE id = $1", {referral});
  EXPECT_EQ(ways(head), "");
}

TEST_P(Centre, is_the_only_one) {
  accepted();
  const Actor other_head = actor(Function::provider_head, peshtera, other);
  EXPECT_EQ(ways(other_head), "");
  EXPECT_EQ(refused(other_head), "not_found not_found");
  Actor homeless = head;
  homeless.post.organisation = {};
  EXPECT_EQ(ways(homeless), "");
  for (const Actor* who : {&officer, &worker, &supervisor, &secretary, &child_officer}) {
    EXPECT_EQ(ways(*who), "");
    EXPECT_EQ(refused(*who), "not_your_function not_your_function");
  }
  EXPECT_EQ(why(open_measure(office, head, MeasureId::make())), "not_found");
}

TEST_P(Centre, not_who_is_barred_nor_with_the_password_alone) {
  accepted();
  Actor once = head;
  once.proof = Proof::password;
  EXPECT_EQ(ways(once), "");
  run("INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES ('PAZ32', $1, $2, "
      "'роднина', 1)",
      {*now().matter.person, head.account});
  EXPECT_EQ(ways(head), "");
  EXPECT_EQ(refused(head), "not_found not_found");
}

TEST_P(Centre, of_a_shielded_child_only_the_named) {
  accepted();
  const auto person = *now().matter.person;
  run("UPDATE person SET sensitivity = 4 WHERE id = $1", {person});
  run("UPDATE referral SET sensitivity = 4 WHERE id = $1", {referral});
  run("DELETE FROM referral_named WHERE referral_id = $1", {referral});
  EXPECT_EQ(ways(head), "");
  run("INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ32', $1, $2, 1)",
      {person, head.account});
  run("INSERT INTO referral_named (municipality, referral_id, account_id, person_id) VALUES ('PAZ32', $1, $2, $3)",
      {referral, head.account, person});
  EXPECT_EQ(ways(head), all);
  EXPECT_EQ(ways(duty), "") << "of the same house, not named";
}

TEST_P(Centre, reads_whom_it_concerns_and_nothing_of_the_case) {
  accepted();
  ASSERT_EQ(why(add_case_report(office, secretary, at(), {"2026-11-23", "school", "partly", "Бяга от час"}, "")), "");
  const auto opened = open_measure(office, head, id);
  ASSERT_EQ(why(opened), "");
  ASSERT_EQ(opened->child.size(), 2U);
  EXPECT_EQ(opened->child[0].first, "name");
  EXPECT_EQ(opened->child[1].second, "2011-03-12");
  EXPECT_TRUE(opened->reports.empty()) << "what the school said is the commission's";
  static const db::Query read{"t.read", "SELECT count(*) FROM ledger WHERE body LIKE '%measure.read%'"};
  EXPECT_GE(count(read), 1);
}

TEST_P(Centre, its_report_lies_in_the_case_at_once_and_the_secretary_is_told) {
  run("UPDATE account SET email = 'c@c.example', email_key = 'c@c.example' WHERE id = $1", {secretary.account});
  accepted();
  EXPECT_EQ(waiting(), 1);
  const auto before = now().matter.version;
  const auto first = version();
  ASSERT_EQ(why(report_on_measure(office, head, {id, first}, kept(), "key-1")), "");
  EXPECT_EQ(why(report_on_measure(office, head, {id, first}, kept(), "key-1")), "") << "sent twice, kept once";
  EXPECT_EQ(why(report_on_measure(office, head, {id, first}, kept(), "")), "changed_meanwhile");
  const auto after = now();
  ASSERT_EQ(after.reports.size(), 1U);
  EXPECT_EQ(after.reports.front().source, "centre");
  EXPECT_EQ(after.reports.front().words, "Риск: среден. Силно: бабата.");
  EXPECT_EQ(after.reports.front().by, head.account);
  EXPECT_EQ(after.matter.version, before + 1) << "the secretary's open page is stale";
  EXPECT_EQ(open_measure(office, head, id)->reports.size(), 1U);
  EXPECT_EQ(waiting(), 0);
  clock.move_to(office.now().plus_seconds(30 * 86'400LL));
  EXPECT_EQ(waiting(), 1) << "a month later the next one is due";
  static const db::Query told{"t.told", "SELECT count(*) FROM message WHERE subject LIKE '%PAZ32-K-%'"};
  EXPECT_EQ(count(told), 1);
  static const db::Query words{"t.words", "SELECT words FROM commission_report"};
  db->read([&](db::Session& s) {
    s.one(words, {}, [](const db::Row& row) { EXPECT_EQ(row.text(0).find("бабата"), std::string_view::npos); });
  });
}

TEST_P(Centre, a_report_is_refused_beside_its_field) {
  accepted();
  EXPECT_EQ(report({"2026-11-24", "", "kept", "x"}), "protection.day_to_come");
  EXPECT_EQ(report({"2026-11-22", "", "kept", "x"}), "protection.before_measure");
  EXPECT_EQ(report({"", "", "kept", "x"}), "required");
  EXPECT_EQ(report({"2026-11-23", "", "fine", "x"}), "not_in_list");
  EXPECT_EQ(report({"2026-11-23", "", "kept", ""}), "required");
  EXPECT_EQ(report({"2026-11-23", "", "kept", std::string(case_words_max + 1, 'x')}), "too_long");
  EXPECT_TRUE(now().reports.empty());
}

TEST_P(Centre, a_breach_leads_to_a_review_and_the_centre_waits_for_it) {
  accepted();
  ASSERT_EQ(report({"2026-11-23", "", "breach", "Не идва"}), "");
  EXPECT_EQ(now().matter.state, CaseState::review);
  EXPECT_EQ(now().events.back().by, head.account);
  EXPECT_EQ(ways(head), all);
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(report(kept()), "not_from_this_state");
  ASSERT_EQ(why(keep_measure(office, secretary, at(), "")), "");
  EXPECT_EQ(report(kept()), "");
}

}  // namespace
}  // namespace gishe::protection
