#include <gtest/gtest.h>

#include "departures/death.h"
#include "departures/transfer.h"

namespace gishe::departures {
namespace {

const Day today = *Day::from_iso("2026-11-22");

std::vector<std::string> faults(const Refusals& no) {
  std::vector<std::string> list;
  for (const auto& r : no) list.push_back(r.field + ":" + r.code->name);
  return list;
}
using Faults = std::vector<std::string>;

TEST(Death, needs_a_day_that_has_come_and_a_source) {
  NewDeath d{"21.11.2026", "death_act", "акт № 1", ""};
  EXPECT_EQ(faults(why_not_death(d, std::nullopt, today)), Faults{});
  d.died_on = "23.11.2026";
  EXPECT_EQ(faults(why_not_death(d, std::nullopt, today)), Faults{"died_on:departures.day_to_come"});
  d.died_on = "21.11.1930";
  EXPECT_EQ(faults(why_not_death(d, Day::from_iso("1939-02-11"), today)), Faults{"died_on:departures.before_birth"});
  d = {"21.11.2026", "hearsay", " ", " "};
  EXPECT_EQ(faults(why_not_death(d, std::nullopt, today)),
            (Faults{"source:not_in_list", "document:departures.who_says"}));
  d = {"21.11.2026", "relatives", "", "дъщерята"};
  EXPECT_EQ(faults(why_not_death(d, std::nullopt, today)), Faults{}) << "who told it is enough";
}

TEST(Transfer, needs_a_place_a_day_and_a_ground) {
  NewTransfer t{"PAZ21", "22.11.2026", "legal_duty", "", "", ""};
  EXPECT_EQ(faults(why_not_transfer(t, today)), Faults{});
  t.ground = "consent";
  EXPECT_EQ(faults(why_not_transfer(t, today)), Faults{"consent_how:required"});
  t.consent_how = "written";
  EXPECT_EQ(faults(why_not_transfer(t, today)), Faults{});
  t.moves_on = "22.11.2027";
  EXPECT_EQ(faults(why_not_transfer(t, today)), Faults{"moves_on:departures.day_too_far"});
}

TEST(Transfer, states_have_their_names) {
  for (const auto* name : {"offered", "received", "declined", "withdrawn", "expired"}) {
    const auto state = transfer_state_from(name);
    ASSERT_TRUE(state) << name;
    EXPECT_EQ(state_name(*state), name);
  }
}

}  // namespace
}  // namespace gishe::departures
