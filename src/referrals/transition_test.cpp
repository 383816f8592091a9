#include <gtest/gtest.h>

#include <map>
#include <set>

#include "referrals/referral.h"

namespace gishe::referrals {
namespace {

// facts.md §3.7 written a second time, as "from verb>to"; nothing else may exist.
const std::set<std::string> expected = {"draft send>sent",
                                        "sent open>delivered",
                                        "sent ask>info_requested",
                                        "delivered ask>info_requested",
                                        "info_requested answer>delivered",
                                        "sent accept>accepted",
                                        "delivered accept>accepted",
                                        "waitlisted accept>accepted",
                                        "sent waitlist>waitlisted",
                                        "delivered waitlist>waitlisted",
                                        "sent decline>declined",
                                        "delivered decline>declined",
                                        "info_requested decline>declined",
                                        "waitlisted decline>declined",
                                        "accepted start_service>in_service",
                                        "in_service complete>completed",
                                        "accepted no_show>no_show",
                                        "in_service no_show>no_show",
                                        "accepted not_started>not_started",
                                        "in_service not_started>not_started",
                                        "draft withdraw>withdrawn",
                                        "sent withdraw>withdrawn",
                                        "delivered withdraw>withdrawn",
                                        "info_requested withdraw>withdrawn",
                                        "waitlisted withdraw>withdrawn",
                                        "accepted withdraw>withdrawn",
                                        "draft revoke>revoked",
                                        "sent revoke>revoked",
                                        "delivered revoke>revoked",
                                        "info_requested revoke>revoked",
                                        "waitlisted revoke>revoked",
                                        "accepted revoke>revoked",
                                        "sent escalate>sent",
                                        "delivered escalate>delivered",
                                        "info_requested escalate>info_requested",
                                        "waitlisted escalate>waitlisted",
                                        "accepted escalate>accepted",
                                        "in_service escalate>in_service",
                                        "waitlisted take_offer>accepted",
                                        "sent expire>expired",
                                        "delivered expire>expired"};

TEST(Transitions, EveryCellIsAsWritten) {
  std::set<std::string> found;
  for (int s = 0; s < state_count; ++s) {
    for (int v = 0; v < verb_count; ++v) {
      const auto from = static_cast<State>(s);
      const auto* t = find_transition(from, static_cast<Verb>(v));
      if (!t) continue;
      found.insert(std::string(state_name(from)) + " " + std::string(verb_name(t->verb)) + ">" +
                   std::string(state_name(t->to)));
    }
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(transitions().size(), expected.size()) << "a step stands twice in the table";
}

TEST(Transitions, OneVerbBelongsToOneSideAndOneAction) {
  for (const auto& t : transitions()) {
    EXPECT_EQ(t.who, any_transition(t.verb).who) << verb_name(t.verb);
    EXPECT_EQ(t.action, any_transition(t.verb).action) << verb_name(t.verb);
    // A service begins with a contract or with a reason: the list is there, but asked for only without a contract.
    EXPECT_EQ(t.needs_reason || t.verb == Verb::start_service, !reasons_for(t.verb).empty()) << verb_name(t.verb);
    EXPECT_EQ(t.tell == Tell::nobody, std::string_view(t.message).empty()) << verb_name(t.verb);
  }
}

TEST(Transitions, EffectsAgreeWithTheStates) {
  for (const auto& t : transitions()) {
    const std::string what = std::string(state_name(t.from)) + " " + std::string(verb_name(t.verb));
    const bool before = package_is_open(t.from), after = package_is_open(t.to);
    const auto package = before == after ? PackageEffect::none : after ? PackageEffect::open : PackageEffect::close;
    EXPECT_EQ(t.package, package) << what;
    EXPECT_EQ(t.clock == ClockEffect::pause, t.to == State::info_requested && t.from != t.to) << what;
    const bool clock_ran = stage_of(t.from) == Stage::waiting && t.from != State::draft;
    EXPECT_EQ(t.clock == ClockEffect::stop, clock_ran && stage_of(t.to) != Stage::waiting) << what;
    const bool held = t.from == State::accepted || t.from == State::in_service;
    const bool holds = t.to == State::accepted || t.to == State::in_service;
    EXPECT_EQ(t.place, held == holds ? PlaceEffect::none : holds ? PlaceEffect::take : PlaceEffect::give_back) << what;
    EXPECT_TRUE(is_open(t.from)) << what << ": nothing leaves a closed state";
  }
}

TEST(Transitions, NamesGoThereAndBack) {
  for (int s = 0; s < state_count; ++s) EXPECT_EQ(state_from(state_name(static_cast<State>(s))), static_cast<State>(s));
  for (int v = 0; v < verb_count; ++v) EXPECT_EQ(verb_from(verb_name(static_cast<Verb>(v))), static_cast<Verb>(v));
  EXPECT_FALSE(state_from("lost"));
  EXPECT_FALSE(verb_from(""));
}

TEST(Step, SaysWhatIsMissingBesideItsField) {
  const Day today = *Day::from_iso("2026-11-23");
  const auto faults = [&](Step step, std::optional<Day> on = std::nullopt) {
    std::map<std::string, std::string> by_field;
    for (const auto& r : why_not_step({}, step, on, today)) by_field[r.field] = r.code->name;
    return by_field;
  };
  using Faults = std::map<std::string, std::string>;
  EXPECT_EQ(faults({.verb = "decline"}), (Faults{{"reason", "required"}}));
  EXPECT_EQ(faults({.verb = "decline", .reason = "bored"}), (Faults{{"reason", "not_in_list"}}));
  EXPECT_EQ(faults({.verb = "decline", .reason = "other"}), (Faults{{"note", "required"}}));
  EXPECT_EQ(faults({.verb = "ask"}), (Faults{{"note", "required"}}));
  EXPECT_EQ(faults({.verb = "accept"}), (Faults{{"on", "required"}}));
  EXPECT_EQ(faults({.verb = "accept", .on = "32.13."}), (Faults{{"on", "not_a_date"}}));
  EXPECT_EQ(faults({.verb = "accept", .on = "x"}, today.plus_days(-1)), (Faults{{"on", "referrals.day_passed"}}));
  EXPECT_EQ(faults({.verb = "accept", .on = "x"}, today.plus_days(400)), (Faults{{"on", "referrals.day_too_far"}}));
  EXPECT_EQ(faults({.verb = "accept", .on = "x"}, today), Faults{});
  EXPECT_EQ(faults({.verb = "waitlist"}), Faults{});
  EXPECT_EQ(faults({.verb = "ask", .note = std::string(1001, 'a')}), (Faults{{"note", "too_long"}}));
  EXPECT_EQ(faults({.verb = "ask", .note = "a\x01"}), (Faults{{"note", "not_plain_text"}}));
}

}  // namespace
}  // namespace gishe::referrals
