#include "hospital/discharge.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "hospital/fhir_map.h"

namespace gishe::hospital {
namespace {

Told good() {
  Told t;
  t.given_name = "Станка";
  t.family_name = "Болнична";
  t.phone = "0888 111 222";
  t.needs = {"rehabilitation_after_illness"};
  t.words = "Живее сама.";
  t.leaves_on = "24.11.2026";
  t.legal_ground = "public_task";
  t.name = "Невяна";
  t.post = "социален работник";
  return t;
}

std::string why(const Told& told) {
  std::string all;
  for (const Refusal& r : why_not_told(told, *Day::from_iso("2026-11-22"))) all += r.field + ":" + r.code->name + " ";
  return all;
}

TEST(Discharge, every_step_that_is_not_in_the_table_is_refused) {
  const std::map<std::tuple<State, std::string, Side>, State> expected = {
      {{State::sent, "return", Side::desk}, State::info_requested},
      {{State::sent, "accept", Side::desk}, State::accepted},
      {{State::sent, "decline", Side::desk}, State::declined},
      {{State::sent, "withdraw", Side::house}, State::withdrawn},
      {{State::info_requested, "return", Side::desk}, State::info_requested},
      {{State::info_requested, "answer", Side::house}, State::sent},
      {{State::info_requested, "accept", Side::desk}, State::accepted},
      {{State::info_requested, "decline", Side::desk}, State::declined},
      {{State::info_requested, "withdraw", Side::house}, State::withdrawn},
      {{State::accepted, "start", Side::worker}, State::in_service},
      {{State::accepted, "not_started", Side::worker}, State::not_started},
      {{State::accepted, "complete", Side::worker}, State::completed},
      {{State::in_service, "complete", Side::worker}, State::completed},
      {{State::in_service, "readmit", Side::house}, State::in_service},
      {{State::completed, "readmit", Side::house}, State::completed}};
  std::set<std::string> verbs = {"open", ""};
  for (const Transition& t : transitions()) verbs.insert(std::string(t.verb));
  for (int s = 0; s < state_count; ++s) {
    for (const std::string& verb : verbs) {
      for (const Side side : {Side::house, Side::desk, Side::worker}) {
        const auto* found = find_transition(static_cast<State>(s), verb, side);
        const auto at = expected.find({static_cast<State>(s), verb, side});
        ASSERT_EQ(found != nullptr, at != expected.end()) << s << verb;
        if (found) {
          EXPECT_EQ(found->to, at->second);
        }
      }
    }
  }
}

TEST(Discharge, names_of_states_come_back) {
  for (int s = 0; s < state_count; ++s) EXPECT_EQ(state_from(state_name(static_cast<State>(s))), static_cast<State>(s));
  EXPECT_EQ(state_from("open"), std::nullopt);
}

TEST(Discharge, what_is_typed_is_held_to_the_smallest_package) {
  EXPECT_EQ(why(good()), "");
  Told t = good();
  t.phone = "";
  EXPECT_EQ(why(t), "phone:hospital.no_way_to_reach ");
  t.address = "ул. Първа 1";
  EXPECT_EQ(why(t), "");
  t = good();
  t.needs.clear();
  t.words = " ";
  EXPECT_EQ(why(t), "needs:required words:required ");
  t = good();
  t.leaves_on = "31.11.2026";
  EXPECT_EQ(why(t), "leaves_on:not_a_date ");
  t.leaves_on = "24.11.2027";
  EXPECT_EQ(why(t), "leaves_on:not_in_list ");
  t = good();
  t.legal_ground = "";
  EXPECT_EQ(why(t), "legal_ground:required ");
  t.legal_ground = "consent";
  EXPECT_EQ(why(t), "consent_how:required ");
  t.consent_how = "by_magic";
  EXPECT_EQ(why(t), "consent_how:not_in_list ");
  t = good();
  t.reply_to = "a@b\r\nBcc: c@d";
  EXPECT_NE(why(t), "");
}

TEST(Discharge, a_death_is_not_told_by_an_outcome) {
  EXPECT_EQ(outcome_of_case("goals_achieved"), "goal_met");
  EXPECT_EQ(outcome_of_case("deceased"), outcome_of_case("other"));
}

TEST(FhirMap, a_receiver_moves_a_referral_only_where_the_table_lets_it) {
  using R = referrals::State;
  EXPECT_EQ(fhir::verb_for("accepted", R::sent), "accept");
  EXPECT_EQ(fhir::verb_for("accepted", R::waitlisted), "accept");
  EXPECT_EQ(fhir::verb_for("accepted", R::accepted), std::nullopt);
  EXPECT_EQ(fhir::verb_for("on-hold", R::delivered), "ask");
  EXPECT_EQ(fhir::verb_for("completed", R::in_service), "complete");
  EXPECT_EQ(fhir::verb_for("completed", R::sent), std::nullopt);
  EXPECT_EQ(fhir::verb_for("cancelled", R::sent), std::nullopt);
  for (const auto state : {R::draft, R::declined, R::expired, R::withdrawn, R::revoked, R::completed})
    for (const auto* status : {"accepted", "rejected", "on-hold", "in-progress", "completed", "failed"})
      EXPECT_EQ(fhir::verb_for(status, state), std::nullopt);
}

}  // namespace
}  // namespace gishe::hospital
