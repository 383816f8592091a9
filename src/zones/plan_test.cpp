#include <gtest/gtest.h>

#include "platform/db/town_test.h"
#include "zones/plan_acts.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

using db::testing::why;

NewPlan five() { return {"План", 2027, 2029, "bg", {{"PAZ14"}, {"PAZ21"}}}; }

TEST(ZonePlan, what_a_plan_needs_is_said_beside_its_field) {
  const Day today = db::testing::day("2026-11-23");
  const auto wrong = [&](const NewPlan& p) {
    const auto no = why_not_open(p, today);
    return no.empty() ? std::string() : no.front().field + " " + no.front().code->name;
  };
  EXPECT_EQ(wrong(five()), "");
  NewPlan p = five();
  p.name = "";
  EXPECT_EQ(wrong(p), "name required");
  p = five();
  p.name = std::string(name_length_max + 1, 'a');
  EXPECT_EQ(wrong(p), "name too_long");
  p = five();
  p.last_year = 2026;
  EXPECT_EQ(wrong(p), "last_year zones.years_wrong");
  p.last_year = 2034;
  EXPECT_EQ(wrong(p), "last_year zones.years_wrong");
  p.last_year = 2033;
  EXPECT_EQ(wrong(p), "");
  p.first_year = 1990;
  EXPECT_EQ(wrong(p), "first_year not_in_list");
  p = five();
  p.frame = "";
  EXPECT_EQ(wrong(p), "frame required");
  p.frame = "de";
  EXPECT_EQ(wrong(p), "frame not_in_list");
  p = five();
  p.members.pop_back();
  EXPECT_EQ(wrong(p), "members zones.too_few_members");
}

class ZonePlans : public testing::TestWithParam<db::Engine> {
 protected:
  ZonePlans() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {{"PAZ14", "Лесичово", "Lesichovo", 42.3},
                                  {"PAZ21", "Пещера", "Peshtera", 42.0},
                                  {"PAZ03", "Батак", "Batak", 41.9}});
      for (const Actor* a : {&planner, &neighbour, &mayor, &officer, &outsider}) db::testing::add_account(tx, *a);
    });
  }
  Actor actor(Function f, const char* town, const char* email) { return db::testing::actor(f, {town}, {}, email); }
  std::string seen_by(const Actor& who, const ZonePlanId& id) {
    return db->read([&](db::Session& s) { return why(see_plan(s, who, id)); });
  }
  std::size_t listed_for(const Actor& who) {
    return db->read([&](db::Session& s) { return list_plans(s, who).size(); });
  }

  SetClock clock{db::testing::noon("2026-11-23")};
  std::unique_ptr<db::Database> db = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  Actor planner = actor(Function::zone_planner, "PAZ14", "planner@lesichovo.example");
  Actor neighbour = actor(Function::zone_planner, "PAZ21", "planner@peshtera.example");
  Actor mayor = actor(Function::mayor, "PAZ21", "mayor@peshtera.example");
  Actor officer = actor(Function::desk_officer, "PAZ14", "officer@lesichovo.example");
  Actor outsider = actor(Function::zone_planner, "PAZ03", "planner@batak.example");
};
INSTANTIATE_TEST_SUITE_P(Engines, ZonePlans, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(ZonePlans, one_office_opens_a_plan_and_every_member_reads_it) {
  NewPlan asked = five();
  asked.members = {{"PAZ21"}};  // the own municipality goes without saying
  const auto id = open_plan(office, planner, asked, "key");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(open_plan(office, planner, asked, "key")->text(), id->text()) << "a double click opens one plan";
  const auto plan = db->read([&](db::Session& s) { return see_plan(s, mayor, *id); });
  ASSERT_TRUE(plan.ok()) << why(plan);
  EXPECT_EQ(plan->members, (std::vector<MunicipalityCode>{{"PAZ14"}, {"PAZ21"}}));
  EXPECT_EQ(plan->state, "scoping");
  EXPECT_EQ(seen_by(neighbour, *id), "");
  EXPECT_EQ(listed_for(planner), 1u);
  EXPECT_EQ(listed_for(mayor), 1u);
  EXPECT_EQ(db->read([&](db::Session& s) {
    static const db::Query lines{"t.lines", "SELECT count(*) FROM ledger"};
    return s.count(lines, {});
  }),
            1);
}

TEST_P(ZonePlans, who_is_no_member_finds_nothing_and_whose_function_it_is_not_opens_nothing) {
  const auto id = open_plan(office, planner, five(), "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(seen_by(outsider, *id), "not_found");
  EXPECT_EQ(listed_for(outsider), 0u);
  EXPECT_EQ(seen_by(officer, *id), "not_your_function");
  EXPECT_EQ(listed_for(officer), 0u);
  EXPECT_EQ(why(open_plan(office, mayor, five(), "")), "not_your_function");
}

TEST_P(ZonePlans, an_office_keeps_one_plan_for_a_year) {
  ASSERT_TRUE(open_plan(office, planner, five(), "").ok());
  NewPlan later = five();
  later.first_year = 2029;
  later.last_year = 2031;
  EXPECT_EQ(why(open_plan(office, planner, later, "")), "zones.same_years");
  later.first_year = 2030;
  EXPECT_EQ(why(open_plan(office, planner, later, "")), "");
  NewPlan unknown = five();
  unknown.first_year = unknown.last_year = 2035;
  unknown.members.push_back({"XXX99"});
  EXPECT_EQ(why(open_plan(office, planner, unknown, "")), "not_in_list");
}

}  // namespace
}  // namespace gishe::zones
