#include "zones/programme.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "platform/db/town_test.h"
#include "zones/monitoring.h"
#include "zones/step.h"

namespace gishe::zones {
namespace {

const MunicipalityCode a{"PAZ14"}, b{"PAZ21"}, c{"PAZ39"};
const Day today = db::testing::day("2026-11-24");

std::string said(const Refusals& no) {
  std::string all;
  for (const auto& r : no) all += (r.field.empty() ? "" : r.field + ":") + r.code->name + " ";
  return all;
}

std::string said(const std::vector<Gap>& gaps) {
  std::string all;
  for (const auto& g : gaps)
    all += std::string(name_of(g.kind)) + "," + g.member.text + "," + std::to_string(g.year) + "," +
           std::to_string(g.amount) + " ";
  return all;
}

Plan plan_of_three() {
  Plan p;
  p.first_year = 2027;
  p.last_year = 2028;
  p.state = "drafting";
  p.members = {a, b, c};
  return p;
}

Measure day_care(const Objective& o) {
  Measure m;
  m.id = ZoneMeasureId::make();
  m.objective = o.id;
  m.name = "Дневна грижа";
  m.service_type = "day_care";
  m.target_group = "възрастни хора";
  m.lead = a;
  m.owner = "директор";
  m.share_key = "population";
  m.places = {{a, {{2027, 10}, {2028, 10}}}, {b, {{2028, 5}}}};
  m.cost = {{2027, 10'000}, {2028, 30'001}};
  m.money = {{"state", {{2027, 10'000}, {2028, 20'000}}}, {"municipal", {{2028, 10'001}}}};
  m.indicators = {{"заети места", "отчети", 0, 9'000}};
  return m;
}

Programme one_measure() {
  Programme p;
  p.objectives = {{ZoneObjectiveId::make(), "Цел", "нужда", "", 1}};
  p.measures = {day_care(p.objectives.front())};
  for (const char* point : {"b", "c", "d", "e", "f", "g"}) p.text[point] = "казано";
  return p;
}

const PeopleOf people{{a, 5000}, {b, 15000}, {c, 0}};

TEST(Programme, a_whole_is_divided_to_the_last_cent_and_nobody_gives_more_than_one_cent_off) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::int64_t> weights(1 + random() % 40);
    for (auto& w : weights) w = random() % 4 ? random() % 300'000 : 0;
    const std::int64_t whole = static_cast<std::int64_t>(random() % 1'000'000'000) * 100 + random() % 100;
    const auto parts = divide(whole, weights);
    ASSERT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), whole);
    const std::int64_t all = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    for (std::size_t i = 0; all > 0 && i < parts.size(); ++i) {
      const double exact = static_cast<double>(whole) * static_cast<double>(weights[i]) / static_cast<double>(all);
      ASSERT_NEAR(static_cast<double>(parts[i]), exact, 1.01);
    }
  }
  EXPECT_EQ(divide(10, {0, 0, 0}), (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_TRUE(divide(10, {}).empty());
}

TEST(Programme, what_a_measure_lacks_is_said_beside_its_field) {
  const Plan plan = plan_of_three();
  const Measure good = one_measure().measures.front();
  EXPECT_EQ(said(why_not_measure(good, plan)), "");
  const auto wrong = [&](auto change) {
    Measure m = good;
    change(m);
    return said(why_not_measure(m, plan));
  };
  EXPECT_EQ(wrong([](Measure& m) { m.name = ""; }), "name:required ");
  EXPECT_EQ(wrong([](Measure& m) { m.name = std::string(short_text_max + 1, 'x'); }), "name:too_long ");
  EXPECT_EQ(wrong([](Measure& m) { m.objective = {}; }), "objective:required ");
  EXPECT_EQ(wrong([](Measure& m) { m.service_type = "state_desk"; }), "service_type:not_in_list ");
  EXPECT_EQ(wrong([](Measure& m) { m.lead = {"SOF46"}; }), "lead:not_in_list ");
  EXPECT_EQ(wrong([](Measure& m) { m.owner = ""; }), "owner:required ");
  EXPECT_EQ(wrong([](Measure& m) { m.share_key = "luck"; }), "share_key:not_in_list ");
  EXPECT_EQ(wrong([](Measure& m) { m.places[b][2028] = -1; }), "PAZ21_2028:zones.too_many_places ");
  EXPECT_EQ(wrong([](Measure& m) { m.places[b][2028] = places_max + 1; }), "PAZ21_2028:zones.too_many_places ");
  EXPECT_EQ(wrong([](Measure& m) { m.places[{"SOF46"}][2028] = 1; }), "SOF46_2028:zones.too_many_places ");
  EXPECT_EQ(wrong([](Measure& m) { m.cost[2029] = 1; }), "cost_2029:not_a_number ");
  EXPECT_EQ(wrong([](Measure& m) { m.money["state"][2027] = -1; }), "state_2027:not_a_number ");
  EXPECT_EQ(wrong([](Measure& m) { m.indicators.clear(); }), "indicator_1:required ");
  EXPECT_EQ(wrong([](Measure& m) { m.indicators[0].source = ""; }), "indicator_source_1:required ");
}

TEST(Programme, sums_by_year_by_payer_and_by_member_are_the_same_money) {
  const Plan plan = plan_of_three();
  const Programme p = one_measure();
  const Sums sums = sum_up(plan, p, people);
  EXPECT_EQ(sums.cost, (ByYear{{2027, 10'000}, {2028, 30'001}}));
  EXPECT_EQ(sums.paid, sums.cost);
  EXPECT_EQ(sums.places, (ByYear{{2027, 10}, {2028, 15}}));
  EXPECT_EQ(sums.by_member.at(a), (ByYear{{2028, 2'500}}));
  EXPECT_EQ(sums.by_member.at(b), (ByYear{{2028, 7'501}}));
  EXPECT_FALSE(sums.by_member.contains(c));
  EXPECT_EQ(said(gaps_of(plan, p, people)), "");
}

TEST(Programme, where_it_does_not_add_up_is_named) {
  const Plan plan = plan_of_three();
  const auto gaps = [&](auto change) {
    Programme p = one_measure();
    change(p);
    return said(gaps_of(plan, p, people));
  };
  EXPECT_EQ(said(gaps_of(plan, {}, people)), "no_objective,,0,0 ");
  EXPECT_EQ(gaps([](Programme& p) { p.measures.clear(); }), "no_measure,,0,0 ");
  EXPECT_EQ(gaps([](Programme& p) { p.measures[0].cost[2028] += 5; }), "money_missing,,2028,5 ");
  EXPECT_EQ(gaps([](Programme& p) { p.measures[0].money["fee"][2027] = 7; }), "money_too_much,,2027,7 ");
  EXPECT_EQ(gaps([](Programme& p) {
              p.measures[0].share_key = "use";
              p.measures[0].places.clear();
            }),
            "nothing_to_use,,2028,0 ");
}

TEST(Programme, who_does_not_join_pays_nothing_and_what_hangs_on_him_is_named) {
  const Plan plan = plan_of_three();
  Programme p = one_measure();
  p.decisions = {{b, false, "7", today, {}}};
  EXPECT_EQ(who_takes_part(plan, p), (std::vector<MunicipalityCode>{a, c}));
  const Sums sums = sum_up(plan, p, people);
  EXPECT_EQ(sums.by_member.at(a), (ByYear{{2028, 10'001}}));
  EXPECT_FALSE(sums.by_member.contains(b));
  EXPECT_EQ(sums.places, (ByYear{{2027, 10}, {2028, 10}}));
  EXPECT_EQ(said(gaps_of(plan, p, people)), "places_of_absent,PAZ21,2028,5 ");
  p.decisions = {{a, false, "7", today, {}}};
  EXPECT_EQ(said(gaps_of(plan, p, people)),
            "lead_of_absent,PAZ14,0,0 places_of_absent,PAZ14,2027,10 places_of_absent,PAZ14,2028,10 ");
  p.decisions = {{b, true, "7", today, {{2028, 7'500}}}};
  EXPECT_EQ(said(gaps_of(plan, p, people)), "council_gives_less,PAZ21,2028,1 ");
}

TEST(PlanStep, each_step_says_what_the_plan_lacks) {
  Plan plan = plan_of_three();
  Programme p = one_measure();
  Standing standing{gaps_of(plan, p, people), 0, today, today.plus_days(30)};
  const auto why = [&](const char* from, const char* to, std::optional<Day> day = {}, const char* number = "") {
    plan.state = from;
    return said(why_not_step(plan, p, {to, number, day}, standing));
  };
  EXPECT_EQ(why("scoping", "drafting"), "not_from_this_state ");
  EXPECT_EQ(why("scoping", "profile"), "");
  EXPECT_EQ(why("drafting", "consultation"), "day:required ");
  EXPECT_EQ(why("drafting", "consultation", today.plus_days(29)), "day:zones.too_short_for_comments ");
  EXPECT_EQ(why("drafting", "consultation", today.plus_days(30)), "");
  plan.comments_until = today;
  EXPECT_EQ(why("consultation", "revised"), "zones.comments_open ");
  plan.comments_until = today.plus_days(-1);
  standing.comments_without_answer = 2;
  EXPECT_EQ(why("consultation", "revised"), "zones.comments_unanswered ");
  standing.comments_without_answer = 0;
  EXPECT_EQ(why("consultation", "revised"), "");
  EXPECT_EQ(why("revised", "adopted_by_assembly"), "day:required number:required ");
  EXPECT_EQ(why("revised", "adopted_by_assembly", today.plus_days(1), "3"), "day:zones.day_to_come ");
  EXPECT_EQ(why("revised", "adopted_by_assembly", today, "3"), "");
  p.text.erase("e");
  EXPECT_EQ(why("revised", "adopted_by_assembly", today, "3"), "zones.points_not_written ");
  p.text["e"] = "казано";
  standing.gaps.push_back({Gap::Kind::money_missing});
  EXPECT_EQ(why("revised", "adopted_by_assembly", today, "3"), "zones.does_not_add_up ");
  standing.gaps.clear();
  EXPECT_EQ(why("adopted_by_assembly", "approved_by_councils"), "zones.councils_missing ");
  p.decisions = {{a, true, "1", today, {}}, {b, false, "2", today, {}}, {c, false, "3", today, {}}};
  EXPECT_EQ(why("adopted_by_assembly", "approved_by_councils"), "zones.too_few_members ");
  p.decisions[2].joins = true;
  EXPECT_EQ(why("adopted_by_assembly", "approved_by_councils"), "");
  EXPECT_EQ(why("approved_by_councils", "signed", today, "1"), "");
  p.measures.clear();
  EXPECT_EQ(why("drafting", "consultation", today.plus_days(30)), "zones.nothing_to_comment_on ");
}

TEST(PlanStep, what_the_plan_says_is_open_only_before_it_is_decided) {
  Plan plan = plan_of_three();
  Programme p;
  const auto open = [&](const char* state) {
    plan.state = state;
    return is_open_to_change(plan, p);
  };
  for (const char* state : {"scoping", "profile", "drafting", "revised"}) EXPECT_TRUE(open(state)) << state;
  for (const char* state : {"consultation", "adopted_by_assembly", "approved_by_councils", "signed", "in_force"})
    EXPECT_FALSE(open(state)) << state;
  p.decisions = {{b, false, "2", today, {}}};
  EXPECT_TRUE(open("adopted_by_assembly"));
  EXPECT_TRUE(open("approved_by_councils"));
  EXPECT_FALSE(open("signed"));
}

TEST(PlanStep, a_report_closes_a_plan_in_its_last_year_at_the_earliest) {
  Plan plan = plan_of_three();
  plan.state = "in_force";
  EXPECT_EQ(next_states(plan, db::testing::day("2027-12-31")).size(), 1u);
  EXPECT_EQ(next_states(plan, db::testing::day("2028-01-01")).size(), 2u);
}

TEST(Monitoring, halves_are_read_and_only_those_that_have_begun_count) {
  const Plan plan = plan_of_three();
  for (const char* wrong : {"", "2027", "2027-3", "2027-0", "27-1", "2027-11", "x027-1"})
    EXPECT_FALSE(half_from(wrong)) << wrong;
  EXPECT_EQ(half_text(*half_from("2027-2")), "2027-2");
  EXPECT_EQ(Half::of_number(half_from("2027-2")->number()), *half_from("2027-2"));
  EXPECT_EQ(halves_begun(plan, db::testing::day("2026-12-31")).size(), 0u);
  EXPECT_EQ(halves_begun(plan, db::testing::day("2027-01-01")).size(), 1u);
  EXPECT_EQ(halves_begun(plan, db::testing::day("2028-06-30")).size(), 3u);
  EXPECT_EQ(halves_begun(plan, db::testing::day("2031-01-01")).size(), 4u);
}

TEST(Monitoring, what_is_behind_three_quarters_of_its_way_is_behind) {
  const Plan plan = plan_of_three();  // four halves
  const auto course = [&](std::int64_t from, std::int64_t to, const char* half, std::int64_t now) {
    return course_of(plan, {"", "", from * 1000, to * 1000}, *half_from(half), now * 1000);
  };
  EXPECT_EQ(course(0, 400, "2027-1", 75), Course::on_course);
  EXPECT_EQ(course(0, 400, "2027-1", 74), Course::behind);
  EXPECT_EQ(course(0, 400, "2028-2", 300), Course::on_course);
  EXPECT_EQ(course(0, 400, "2028-2", 299), Course::behind);
  EXPECT_EQ(course(0, 400, "2027-1", 400), Course::reached);
  EXPECT_EQ(course(400, 0, "2027-1", 326), Course::behind) << "fewer is better";
  EXPECT_EQ(course(400, 0, "2027-1", 325), Course::on_course);
  EXPECT_EQ(course(400, 0, "2027-1", 0), Course::reached);
  EXPECT_EQ(course(5, 5, "2027-1", 5), Course::reached);
  EXPECT_EQ(course(5, 5, "2027-1", 4), Course::behind);
}

}  // namespace
}  // namespace gishe::zones
