#include <gtest/gtest.h>

#include "platform/db/town_test.h"
#include "zones/approval_acts.h"
#include "zones/approval_store.h"
#include "zones/comment_acts.h"
#include "zones/monitoring_acts.h"
#include "zones/plan_acts.h"
#include "zones/plan_store.h"
#include "zones/programme_acts.h"
#include "zones/programme_store.h"
#include "zones/working_table_acts.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

using db::testing::why;

/// A plan of three towns from its opening to the signature, on both engines.
class PlanLife : public testing::TestWithParam<db::Engine> {
 protected:
  PlanLife() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {{"PAZ14", "Лесичово", "Lesichovo", 42.3},
                                  {"PAZ21", "Пещера", "Peshtera", 42.0},
                                  {"PAZ39", "Сърница", "Sarnitsa", 41.7},
                                  {"PAZ03", "Батак", "Batak", 41.9}});
      for (const Actor* x : {&planner, &neighbour, &mayor, &far_mayor, &outsider}) db::testing::add_account(tx, *x);
    });
    const auto opened = open_plan(office, planner, {"План", 2027, 2028, "bg", {{"PAZ21"}, {"PAZ39"}}}, "open");
    id = *opened;
  }
  Actor actor(Function f, const char* town, const char* email) { return db::testing::actor(f, {town}, {}, email); }
  Plan plan() {
    return *db->read([&](db::Session& s) { return see_plan(s, planner, id); });
  }
  Programme programme() {
    const Plan p = plan();
    return db->read([&](db::Session& s) { return store::read_programme(s, p); });
  }
  std::string step(const char* to, std::optional<Day> day = {}, const char* number = "", const Actor* who = nullptr) {
    return why(take_step(office, who ? *who : planner, id, {to, number, day}, ""));
  }
  ZoneObjectiveId objective(const char* name = "Цел") {
    const auto kept = save_objective(office, planner, id, {{}, name, "нужда", "", 0}, "");
    EXPECT_TRUE(kept.ok()) << why(kept);
    return *kept;
  }
  Measure measure(const ZoneObjectiveId& of) {
    Measure m;
    m.objective = of;
    m.name = "Дневна грижа";
    m.service_type = "day_care";
    m.target_group = "възрастни хора";
    m.lead = {"PAZ14"};
    m.owner = "директор";
    m.share_key = "equal";
    m.places = {{{"PAZ14"}, {{2027, 10}, {2028, 12}}}, {{"PAZ21"}, {{2028, 5}}}};
    m.cost = {{2027, 10'000}, {2028, 30'000}};
    m.money = {{"state", {{2027, 10'000}, {2028, 20'000}}}, {"municipal", {{2028, 10'000}}}};
    m.indicators = {{"заети места", "отчети", 0, 9'500}};
    return m;
  }
  /// Drafted, with the seven points.
  void draft() {
    ASSERT_EQ(step("profile"), "");
    ASSERT_EQ(step("drafting"), "");
    ASSERT_EQ(why(save_measure(office, planner, id, measure(objective()), "")), "");
    std::map<std::string, std::string, std::less<>> text;
    for (const char* point : {"b", "c", "d", "e", "f", "g"}) text[point] = "казано";
    ASSERT_EQ(why(save_text(office, planner, id, text, digest_of_text({}), "")), "");
  }
  void days_later(int days) { clock.move_to(clock.now().plus_seconds(std::int64_t{days} * 86'400)); }
  std::string decide(const Actor& who, bool joins, ByYear gives = {}) {
    return why(enter_decision(office, who, id, {{}, joins, "12", office.today(), std::move(gives)}, ""));
  }

  SetClock clock{db::testing::noon("2026-11-24")};
  std::unique_ptr<db::Database> db = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  Actor planner = actor(Function::zone_planner, "PAZ14", "planner@lesichovo.example");
  Actor neighbour = actor(Function::zone_planner, "PAZ21", "planner@peshtera.example");
  Actor mayor = actor(Function::mayor, "PAZ21", "mayor@peshtera.example");
  Actor far_mayor = actor(Function::mayor, "PAZ39", "mayor@sarnitsa.example");
  Actor outsider = actor(Function::zone_planner, "PAZ03", "planner@batak.example");
  ZonePlanId id;
};
INSTANTIATE_TEST_SUITE_P(Engines, PlanLife, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(PlanLife, what_is_written_comes_back_and_nobody_overwrites_it_unseen) {
  const auto o = objective();
  const auto kept = save_measure(office, planner, id, measure(o), "key");
  ASSERT_TRUE(kept.ok()) << why(kept);
  EXPECT_EQ(*save_measure(office, planner, id, measure(o), "key"), *kept) << "pressed twice";
  ASSERT_EQ(programme().measures.size(), 1u);
  Measure m = programme().measures.front();
  EXPECT_EQ(m.places, measure(o).places);
  EXPECT_EQ(m.cost, measure(o).cost);
  EXPECT_EQ(m.money, measure(o).money);
  ASSERT_EQ(m.indicators.size(), 1u);
  EXPECT_EQ(m.indicators[0].target_thousandths, 9'500);
  m.places.erase({"PAZ21"});
  m.cost[2028] = 0;
  EXPECT_EQ(why(save_measure(office, planner, id, m, "")), "");
  EXPECT_EQ(why(save_measure(office, planner, id, m, "")), "changed_meanwhile");
  EXPECT_FALSE(programme().measures.front().places.contains({"PAZ21"}));
  EXPECT_FALSE(programme().measures.front().cost.contains(2028));

  EXPECT_EQ(why(remove_objective(office, planner, id, o, "")), "zones.objective_has_measures");
  EXPECT_EQ(why(remove_measure(office, planner, id, *kept, "")), "");
  EXPECT_EQ(why(remove_measure(office, planner, id, *kept, "")), "not_found");
  EXPECT_EQ(why(remove_objective(office, planner, id, o, "")), "");

  const std::string empty = digest_of_text({});
  EXPECT_EQ(why(save_text(office, planner, id, {{"b", "първо"}}, empty, "")), "");
  EXPECT_EQ(why(save_text(office, planner, id, {{"b", "второ"}}, empty, "")), "changed_meanwhile");
  EXPECT_EQ(programme().text.at("b"), "първо");
  EXPECT_EQ(why(save_text(office, planner, id, {{"z", "x"}}, empty, "")), "not_found");
}

TEST_P(PlanLife, only_the_office_that_keeps_the_plan_writes_it) {
  const auto o = objective();
  EXPECT_EQ(why(save_measure(office, neighbour, id, measure(o), "")), "not_your_function");
  EXPECT_EQ(why(save_measure(office, outsider, id, measure(o), "")), "not_found");
  EXPECT_EQ(why(save_objective(office, mayor, id, {{}, "Цел", "нужда", "", 0}, "")), "not_your_function");
  EXPECT_EQ(step("profile", {}, "", &neighbour), "not_your_function");
  EXPECT_EQ(step("profile", {}, "", &outsider), "not_found");
  EXPECT_EQ(why(save_measure(office, planner, id, measure(ZoneObjectiveId::make()), "")), "not_in_list");
}

TEST_P(PlanLife, from_the_draft_to_the_signature_with_one_council_that_says_no) {
  draft();
  EXPECT_EQ(step("adopted_by_assembly", office.today(), "1"), "not_from_this_state");
  ASSERT_EQ(step("consultation", office.today().plus_days(30)), "");
  EXPECT_EQ(why(save_objective(office, planner, id, {{}, "Още", "нужда", "", 0}, "")), "zones.not_a_draft");
  const auto comment =
      make_comment(office, Actor{}, id, {{}, "resident", {}, "Добре.", {}, false, "", false}, "192.0.2.1", "");
  ASSERT_TRUE(comment.ok()) << why(comment);
  days_later(31);
  EXPECT_EQ(step("revised"), "zones.comments_unanswered");
  EXPECT_EQ(why(answer_comment(office, neighbour, id, *comment, {"Благодарим.", true, false}, "")),
            "not_your_function");
  EXPECT_EQ(why(answer_comment(office, planner, id, *comment, {"Благодарим.", true, false}, "")), "");
  EXPECT_EQ(why(answer_comment(office, planner, id, *comment, {"Друго.", true, false}, "")), "zones.answered_already");
  ASSERT_EQ(step("revised"), "");
  EXPECT_EQ(decide(mayor, true), "zones.not_before_councils");
  ASSERT_EQ(step("adopted_by_assembly", office.today(), "1"), "");
  EXPECT_EQ(decide(outsider, true), "not_found");
  EXPECT_EQ(decide(planner, true, {{2028, 3'334}}), "");
  EXPECT_EQ(decide(mayor, false), "");
  EXPECT_EQ(step("approved_by_councils"), "zones.councils_missing");
  EXPECT_EQ(decide(far_mayor, true, {{2028, 3'333}}), "");
  ASSERT_EQ(step("approved_by_councils"), "");
  // Пещера said no: two share what three were to pay, and its places have to go.
  EXPECT_EQ(step("signed", office.today(), "1"), "zones.does_not_add_up");
  Measure m = programme().measures.front();
  m.places.erase({"PAZ21"});
  EXPECT_EQ(why(save_measure(office, planner, id, m, "")), "");
  EXPECT_EQ(step("signed", office.today(), "1"), "zones.does_not_add_up")
      << "the two others give less than their parts";
  EXPECT_EQ(decide(planner, true, {{2028, 5'000}}), "");
  EXPECT_EQ(decide(far_mayor, true, {{2028, 5'000}}), "");
  ASSERT_EQ(step("signed", office.today(), "1"), "");
  EXPECT_EQ(decide(mayor, true), "zones.not_before_councils");
  ASSERT_EQ(step("in_force"), "");
  const Plan now = plan();
  EXPECT_EQ(now.state, "in_force");
  EXPECT_EQ(db->read([&](db::Session& s) { return store::list_steps(s, now).size(); }), 8u);
  EXPECT_EQ(programme().decisions.size(), 3u);
}

TEST_P(PlanLife, going_back_to_revision_the_councils_decide_anew) {
  draft();
  ASSERT_EQ(step("consultation", office.today().plus_days(30)), "");
  days_later(31);
  ASSERT_EQ(step("revised"), "");
  ASSERT_EQ(step("adopted_by_assembly", office.today(), "1"), "");
  ASSERT_EQ(decide(mayor, true, {{2028, 3'333}}), "");
  ASSERT_EQ(step("revised"), "");
  EXPECT_TRUE(programme().decisions.empty());
}

TEST_P(PlanLife, comments_come_from_anybody_while_the_plan_is_open_to_them_and_never_too_many_from_one_place) {
  const auto say = [&](const char* from, const char* kind = "resident", const char* words = "Добре.") {
    return why(make_comment(office, Actor{}, id, {{}, kind, {}, words, {}, false, "", false}, from, ""));
  };
  EXPECT_EQ(say("192.0.2.1"), "not_found") << "a draft is nobody's business";
  draft();
  ASSERT_EQ(step("consultation", office.today().plus_days(30)), "");
  EXPECT_EQ(say("192.0.2.1", "resident", ""), "required");
  EXPECT_EQ(say("192.0.2.1", "king"), "not_in_list");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(say("192.0.2.1"), "") << i;
  EXPECT_EQ(say("192.0.2.1"), "zones.too_many_from_here");
  EXPECT_EQ(say("192.0.2.2"), "");
  EXPECT_EQ(why(make_comment(office, Actor{}, id,
                             {{}, "resident", ZoneMeasureId::make(), "Добре.", {}, false, "", false}, "192.0.2.3", "")),
            "not_in_list");
  const Plan open = plan();
  const auto seen = [&](store::Which which) {
    return db->read([&](db::Session& s) { return store::list_comments(s, open, which, {}).size(); });
  };
  EXPECT_EQ(seen(store::Which::all), 11u);
  EXPECT_EQ(seen(store::Which::shown), 0u) << "nothing is shown before somebody read it";
  const auto first = db->read([&](db::Session& s) { return store::list_comments(s, open, store::Which::all, {})[0]; });
  ASSERT_EQ(why(answer_comment(office, planner, id, first.id, {"Отговор.", true, true}, "")), "");
  EXPECT_EQ(seen(store::Which::shown), 1u);
  const auto published = [&](Day day) {
    return db->read([&](db::Session& s) { return store::list_open_to_comments(s, day).size(); });
  };
  EXPECT_EQ(published(office.today().plus_days(30)), 1u);
  EXPECT_EQ(published(office.today().plus_days(31)), 0u);
  days_later(31);
  EXPECT_EQ(say("192.0.2.4"), "zones.not_open_to_comments");
}

TEST_P(PlanLife, working_tables_leave_their_minutes_until_the_plan_is_archived) {
  const Day held = *Day::of(2026, 11, 3);
  const auto write = [&](const Actor& who, const WorkingTable& table, const char* key = "") {
    return write_working_table(office, who, id, table, key);
  };
  const WorkingTable good{0, held, "Стари хора", "Първо.\nВторо.", {{"resident", 4}, {"provider", 2}}};
  const auto first = write(planner, good, "key");
  ASSERT_TRUE(first.ok()) << why(first);
  EXPECT_EQ(*first, 1);
  EXPECT_EQ(*write(planner, good, "key"), 1) << "a double click writes it once";
  EXPECT_EQ(*write(planner, {0, held.plus_days(2), "Деца", "x", {{"other", 1}}}), 2);
  EXPECT_EQ(why(write(mayor, good)), "not_your_function");
  EXPECT_EQ(why(write(outsider, good)), "not_found");
  EXPECT_EQ(why(write(planner, {0, office.today().plus_days(1), "Утре", "x", {{"other", 1}}})), "zones.day_to_come");
  EXPECT_EQ(why(write(planner, {0, held, "", "x", {{"other", 1}}})), "required");
  EXPECT_EQ(why(write(planner, {0, held, "x", "\x01", {{"other", 1}}})), "not_plain_text");
  EXPECT_EQ(why(write(planner, {0, held, "x", std::string(minutes_length_max + 1, 'x'), {{"other", 1}}})), "too_long");
  EXPECT_EQ(why(write(planner, {0, held, "x", "x", {}})), "required");
  EXPECT_EQ(why(write(planner, {0, held, "x", "x", {{"pupils", 3}}})), "not_a_number");
  const Plan p = plan();
  auto all = db->read([&](db::Session& s) { return store::list_working_tables(s, p); });
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].topic, "Деца") << "the last one first";
  EXPECT_EQ(all[1].present, good.present);
  EXPECT_EQ(all[1].minutes, good.minutes);
  EXPECT_EQ(why(remove_working_table(office, neighbour, id, 1, "")), "not_your_function");
  EXPECT_EQ(why(remove_working_table(office, planner, id, 9, "")), "not_found");
  EXPECT_TRUE(remove_working_table(office, planner, id, 1, "").ok());
  all = db->read([&](db::Session& s) { return store::list_working_tables(s, p); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].number, 2);
}

TEST_P(PlanLife, what_was_reached_is_entered_by_halves_and_what_is_behind_has_an_answer) {
  draft();
  const auto m = programme().measures.front().id;
  const auto enter = [&](const Actor& who, const char* half, std::int64_t value, const char* action = "",
                         int place = 1) {
    return why(enter_actuals(office, who, id, *half_from(half), {{m, place, {}, value * 1000, "", action}}, ""));
  };
  EXPECT_EQ(enter(planner, "2027-1", 3), "zones.not_in_force");
  db->write([&](db::Tx& tx) { store::move_plan(tx, plan(), "in_force", {}, {}); });
  EXPECT_EQ(enter(planner, "2027-1", 3), "not_in_list") << "it has not begun";
  days_later(200);
  EXPECT_EQ(enter(neighbour, "2027-1", 3), "not_your_function");
  EXPECT_EQ(enter(outsider, "2027-1", 3), "not_found");
  EXPECT_EQ(enter(planner, "2027-1", 3, "", 2), "not_in_list") << "there is one indicator";
  EXPECT_EQ(enter(planner, "2027-1", 1), "zones.behind_without_action");
  EXPECT_EQ(enter(planner, "2027-1", 1, "Нов конкурс за доставчик."), "");
  EXPECT_EQ(enter(planner, "2027-1", 2), "") << "two of nine and a half is on course";
  const Plan now = plan();
  const auto kept = db->read([&](db::Session& s) { return list_actuals(s, now); });
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].thousandths, 2'000);
  EXPECT_EQ(half_text(kept[0].half), "2027-1");
  EXPECT_EQ(kept[0].action, "");
}

}  // namespace
}  // namespace gishe::zones
