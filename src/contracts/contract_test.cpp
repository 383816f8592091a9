#include "contracts/contract.h"

#include <gtest/gtest.h>

namespace gishe::contracts {
namespace {

Day day(std::string_view iso) { return Day::from_iso(iso).value(); }

Terms terms() {
  Terms t;
  t.seq = 1;
  t.fee_cents = 1250;
  t.fee_per = "month";
  t.start_on = day("2026-12-01");
  t.content = "Два пъти седмично.";
  t.rights = "Да участва.\nДа се оплаче.";
  t.duties = "Да съдейства.";
  return t;
}
Contract contract(State state) {
  Contract c;
  c.state = state;
  c.terms = {terms()};
  if (is_running(state)) {
    c.terms.front().signed_on = day("2026-11-20");
    c.terms.front().signed_by = "person";
  }
  return c;
}
std::string fields(const Refusals& no) {
  std::string all;
  for (const auto& r : no) all += std::string(r.field) + ":" + r.code->name + " ";
  return all;
}
const Day today = day("2026-11-22");

TEST(Contract, knows_every_step) {
  int possible = 0;
  for (const State from : {State::draft, State::offered, State::signed_, State::amended, State::ended}) {
    Contract c = contract(from);
    for (const bool waits : {false, true}) {
      if (waits && !is_running(from)) continue;
      if (waits) c.terms.push_back(terms());
      for (int v = 0; v <= static_cast<int>(Verb::close); ++v) possible += after(c, static_cast<Verb>(v)).has_value();
    }
  }
  // draft 3, offered 3, signed 3 + 4, amended 3 + 4: propose or (drop, sign), end, close
  EXPECT_EQ(possible, 20);
  EXPECT_EQ(after(contract(State::offered), Verb::sign), State::signed_);
  EXPECT_FALSE(after(contract(State::signed_), Verb::sign)) << "there is nothing to sign";
  Contract waiting = contract(State::signed_);
  waiting.terms.push_back(terms());
  EXPECT_EQ(after(waiting, Verb::sign), State::amended);
  EXPECT_FALSE(after(waiting, Verb::propose)) << "one amendment at a time";
  EXPECT_EQ(waiting.in_force(), &waiting.terms[0]);
  EXPECT_EQ(waiting.pending(), &waiting.terms[1]);
  EXPECT_EQ(contract(State::signed_).pending(), nullptr);
}

TEST(Contract, terms_are_judged) {
  EXPECT_EQ(fields(why_not_terms(terms(), nullptr, today)), "");
  Terms free = terms();
  free.fee_cents = 0;
  free.fee_per.clear();
  EXPECT_EQ(fields(why_not_terms(free, nullptr, today)), "");
  Terms wrong = terms();
  wrong.content.clear();
  wrong.fee_per.clear();
  wrong.end_on = day("2026-11-30");
  wrong.duties = std::string(7000, 'x');
  EXPECT_EQ(fields(why_not_terms(wrong, nullptr, today)),
            "content:required fee_per:required end:contracts.end_before_start duties:too_long ");
  const Terms before = terms();
  Terms same = terms();
  same.reason = "Нищо.";
  EXPECT_EQ(fields(why_not_terms(same, &before, today)), "content:contracts.nothing_changed ");
  same.fee_cents = 900;
  EXPECT_EQ(fields(why_not_terms(same, &before, today)), "");
  same.reason.clear();
  EXPECT_EQ(fields(why_not_terms(same, &before, today)), "reason:required ");
}

TEST(Contract, a_signature_needs_a_day_that_was_and_a_mandate_that_holds) {
  const auto daughter = RepresentativeId::make();
  Signature s{day("2026-11-22"), "person", std::nullopt, "Д-р Янева"};
  EXPECT_EQ(fields(why_not_signed(s, contract(State::offered), {}, today)), "");
  s.on = day("2026-11-23");
  EXPECT_EQ(fields(why_not_signed(s, contract(State::offered), {}, today)), "on:contracts.day_ahead ");
  s = {today, "representative", daughter, "Д-р Янева"};
  EXPECT_EQ(fields(why_not_signed(s, contract(State::offered), {}, today)), "by:contracts.mandate_not_valid ");
  EXPECT_EQ(fields(why_not_signed(s, contract(State::offered), {daughter}, today)), "");
  s = {day("2026-11-19"), "person", std::nullopt, ""};
  EXPECT_EQ(fields(why_not_signed(s, contract(State::signed_), {}, today)),
            "on:contracts.before_the_last for_provider:required ");
}

TEST(Contract, an_end_has_a_ground_and_a_day_that_was) {
  EXPECT_EQ(fields(why_not_ended({today, "person_ends", ""}, contract(State::signed_), today)), "");
  EXPECT_EQ(fields(why_not_ended({today, "other", ""}, contract(State::signed_), today)), "note:required ");
  EXPECT_EQ(fields(why_not_ended({std::nullopt, "whim", ""}, contract(State::signed_), today)),
            "on:not_a_date ground:not_in_list ");
  EXPECT_EQ(fields(why_not_ended({day("2026-11-01"), "moved", ""}, contract(State::signed_), today)),
            "on:contracts.before_the_last ");
}

TEST(Contract, a_difference_is_lines_that_left_and_came) {
  const Fields before{{"Такса", "12,50 €"}, {"Права", "Едно.\nДве."}, {"Край", "никога"}};
  const Fields after{{"Такса", "9,00 €"}, {"Права", "Две.\nТри."}, {"Край", "никога"}};
  const auto all = differences(before, after);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].was, std::vector<std::string>{"12,50 €"});
  EXPECT_EQ(all[1].label, "Права");
  EXPECT_EQ(all[1].was, std::vector<std::string>{"Едно."});
  EXPECT_EQ(all[1].now, std::vector<std::string>{"Три."});
}

}  // namespace
}  // namespace gishe::contracts
