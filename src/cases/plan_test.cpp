// A plan's life: the table, the guards in the database, mandates, approval, the one plan in force; both engines.
#include <random>

#include "cases/plan_acts.h"
#include "cases/plan_store.h"
#include "cases/world_test.h"

namespace gishe::cases {
namespace {

TEST(PlanSteps, names_come_back_and_what_is_over_stays_over) {
  for (int i = 0; i < plan_state_count; ++i) {
    const auto state = static_cast<PlanState>(i);
    EXPECT_EQ(plan_state_from(plan_state_name(state)), state);
    for (int v = 0; v < plan_verb_count; ++v) {
      const auto verb = static_cast<PlanVerb>(v);
      EXPECT_EQ(plan_verb_from(plan_verb_name(verb)), verb);
      EXPECT_FALSE(is_over(state) && find_transition(state, verb));
      EXPECT_FALSE(state != PlanState::agreed && verb == PlanVerb::activate && find_transition(state, verb));
    }
  }
}

class Plans : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  CaseId id = w.started(w.woman);

  Plan row(const CaseId& of, const SupportPlanId& plan) {
    const auto file = w.row(of);
    return w.db->read([&](db::Session& s) { return store::find_plan(s, file, plan).value_or(Plan{}); });
  }
  WhichPlan which(const SupportPlanId& plan, const CaseId& of) { return {of, plan, row(of, plan).version}; }
  WhichPlan which(const SupportPlanId& plan) { return which(plan, id); }
  SupportPlanId begun(const CaseId& of) {
    const auto made = start_plan(w.office, w.worker, of, "");
    EXPECT_EQ(why(made), "");
    return made.ok() ? *made : SupportPlanId{};
  }
  GoalId goal_of(const SupportPlanId& plan, const CaseId& of) {
    const auto file = w.row(of);
    return w.db->read([&](db::Session& s) { return store::list_goals(s, file, plan).front().id; });
  }
  void fill(const SupportPlanId& plan, const CaseId& of) {
    EXPECT_EQ(why(add_goal(w.office, w.worker, which(plan, of),
                           {"housing", "Искам топла стая", "температура", "12", "20", "01.02.2027"}, "")),
              "");
    EXPECT_EQ(why(add_action(w.office, w.worker, which(plan, of),
                             {goal_of(plan, of), "Печка", "family", "синът", "", "", ""}, "")),
              "");
  }
  std::string step(const Actor& who, const SupportPlanId& plan, const char* verb, std::string signed_by = {},
                   std::string note = {}) {
    return why(take_plan_step(w.office, who, which(plan), {verb, std::move(signed_by), "", std::move(note)}, ""));
  }
  SupportPlanId agreed() {
    const auto plan = begun(id);
    fill(plan, id);
    EXPECT_EQ(step(w.worker, plan, "propose"), "");
    EXPECT_EQ(step(w.worker, plan, "agree", "person"), "");
    return plan;
  }
  SupportPlanId active() {
    const auto plan = agreed();
    EXPECT_EQ(step(w.supervisor, plan, "approve"), "");
    EXPECT_EQ(step(w.worker, plan, "activate"), "");
    return plan;
  }
  std::vector<Task> open_tasks() {
    const auto file = w.row(id);
    auto tasks = w.db->read([&](db::Session& s) { return store::list_tasks(s, file); });
    std::erase_if(tasks, [](const Task& t) { return t.state != "open"; });
    return tasks;
  }
  RepresentativeId mandate(const char* until) {
    static const db::Query q{
        "t.mandate",
        "INSERT INTO representative (municipality, id, person_id, representative_id, kind, relation, "
        "document, from_on, valid_until, added_at) VALUES ('PAZ14', $1, $2, $3, 'proxy', 'син', "
        "'пълномощно', '2026-01-01', $4, 1)"};
    const auto made = RepresentativeId::make();
    w.db->write([&](db::Tx& tx) { tx.run(q, {made, w.woman, w.man, until}); });
    return made;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Plans, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Plans, a_plan_without_a_goal_or_an_action_is_not_proposed) {
  const auto plan = begun(id);
  EXPECT_EQ(why(start_plan(w.office, w.worker, id, "")), "cases.being_written");
  EXPECT_EQ(step(w.worker, plan, "propose"), "cases.no_goal");
  EXPECT_EQ(why(add_goal(w.office, w.worker, which(plan), {"housing", "", "", "", "", "yesterday"}, "")), "required");
  EXPECT_EQ(
      why(add_goal(w.office, w.worker, which(plan), {"housing", "Искам топла стая", "m", "b", "t", "01.02.2027"}, "")),
      "");
  EXPECT_EQ(step(w.worker, plan, "propose"), "cases.goal_without_action");
  EXPECT_EQ(
      why(add_action(w.office, w.worker, which(plan), {goal_of(plan, id), "Печка", "family", "", "", "", ""}, "")),
      "required")
      << "somebody answers for it";
  EXPECT_EQ(why(add_action(w.office, w.worker, which(plan),
                           {goal_of(plan, id), "Печка", "account:" + w.nurse.account.text(), "", "", "", ""}, "")),
            "");
  EXPECT_EQ(step(w.worker, plan, "propose"), "");
}

TEST_P(Plans, a_mandate_that_ended_yesterday_signs_nothing) {
  const auto over = mandate("2026-11-22"), holds = mandate("2026-11-23");
  const auto plan = begun(id);
  fill(plan, id);
  ASSERT_EQ(step(w.worker, plan, "propose"), "");
  EXPECT_EQ(step(w.worker, plan, "agree"), "required");
  EXPECT_EQ(step(w.worker, plan, "agree", RepresentativeId::make().text()), "cases.mandate_over");
  EXPECT_EQ(step(w.worker, plan, "agree", over.text()), "cases.mandate_over");
  // Who speaks for her is somebody the worker may know: the team is asked for the person only.
  EXPECT_EQ(step(w.worker, plan, "agree", holds.text()), "");
  EXPECT_EQ(row(id, plan).signed_by, "representative");
}

TEST_P(Plans, nothing_goes_into_force_without_the_supervisor) {
  const auto plan = agreed();
  EXPECT_EQ(step(w.worker, plan, "activate"), "cases.not_approved");
  EXPECT_EQ(step(w.worker, plan, "approve"), "not_your_function");
  Actor as_supervisor = w.worker;  // her second post
  as_supervisor.post = w.supervisor.post;
  EXPECT_EQ(step(as_supervisor, plan, "approve"), "cases.own_plan") << "wrote it and leads the case";
  static const db::Query led{"t.led", "UPDATE case_file SET lead_id = $1"};
  w.db->write([&](db::Tx& tx) { tx.run(led, {w.supervisor.account}); });
  EXPECT_EQ(step(w.supervisor, plan, "approve"), "cases.own_plan") << "leads it";
  EXPECT_EQ(step(as_supervisor, plan, "approve"), "cases.own_plan") << "wrote it";
  w.db->write([&](db::Tx& tx) { tx.run(led, {w.worker.account}); });
  EXPECT_EQ(step(w.supervisor, plan, "approve"), "");
  EXPECT_EQ(step(w.supervisor, plan, "approve"), "not_from_this_state") << "once";
  ASSERT_EQ(open_tasks().size(), 2u);
  EXPECT_EQ(step(w.worker, plan, "activate"), "");
  EXPECT_EQ(step(w.worker, plan, "activate"), "not_from_this_state") << "activated twice";
  EXPECT_EQ(w.row(id).state, State::active);
  EXPECT_EQ(row(id, plan).review_due, w.office.today().plus_days(180));
  EXPECT_EQ(open_tasks().size(), 1u) << "the task to put it into force is done";
}

TEST_P(Plans, a_change_after_the_signature_needs_a_new_one) {
  const auto plan = agreed();
  EXPECT_EQ(step(w.supervisor, plan, "approve"), "");
  EXPECT_EQ(step(w.worker, plan, "take_back"), "");
  EXPECT_TRUE(row(id, plan).signed_by.empty());
  EXPECT_FALSE(row(id, plan).approved_by);
}

TEST_P(Plans, the_next_plan_supersedes_in_the_same_moment) {
  const auto first = active();
  const auto second = begun(id);
  const auto file = w.row(id);
  EXPECT_EQ(w.db->read([&](db::Session& s) { return store::list_actions(s, file, second).size(); }), 1u) << "copied";
  EXPECT_EQ(step(w.worker, second, "propose"), "");
  EXPECT_EQ(step(w.worker, second, "agree", "person"), "");
  EXPECT_EQ(step(w.supervisor, second, "approve"), "");
  EXPECT_EQ(row(id, first).state, PlanState::active) << "until the moment the next one is";
  EXPECT_EQ(step(w.worker, second, "activate"), "");
  EXPECT_EQ(row(id, first).state, PlanState::superseded);
  EXPECT_EQ(row(id, second).state, PlanState::active);
}

TEST_P(Plans, one_plan_in_force_a_person_whatever_the_case) {
  active();
  const auto other = w.started(w.woman, "housing");
  const auto plan = begun(other);
  fill(plan, other);
  const auto at = [&](const Actor& who, const char* verb, const char* by) {
    return why(take_plan_step(w.office, who, which(plan, other), {verb, by, "", ""}, ""));
  };
  EXPECT_EQ(at(w.worker, "propose", ""), "");
  EXPECT_EQ(at(w.worker, "agree", "person"), "");
  EXPECT_EQ(at(w.supervisor, "approve", ""), "");
  EXPECT_EQ(at(w.worker, "activate", ""), "cases.plan_elsewhere");
  EXPECT_EQ(row(other, plan).state, PlanState::agreed);
}

TEST_P(Plans, an_unfinished_action_keeps_plan_and_case_open) {
  const auto plan = active();
  w.finish_tasks(id);
  EXPECT_EQ(step(w.worker, plan, "complete"), "cases.actions_unfinished");
  EXPECT_EQ(w.step(w.worker, id, "close", "goals_achieved"), "cases.loose_ends");
  const auto file = w.row(id);
  const auto action = w.db->read([&](db::Session& s) { return store::list_actions(s, file, plan).front().id; });
  EXPECT_EQ(why(move_action(w.office, w.worker, which(plan), action, "done", "")), "");
  EXPECT_EQ(why(move_goal(w.office, w.worker, which(plan), goal_of(plan, id), "achieved", "Топло е", "")), "");
  EXPECT_EQ(w.step(w.worker, id, "close", "goals_achieved"), "");
  EXPECT_EQ(row(id, plan).state, PlanState::completed) << "ends with its case";
}

TEST_P(Plans, only_the_team_writes) {
  const auto plan = begun(id);
  EXPECT_EQ(step(w.second, plan, "propose"), "not_found");
  EXPECT_EQ(step(w.nurse, plan, "propose"), "not_your_function");
  EXPECT_EQ(why(take_plan_step(w.office, w.worker, {w.started(w.man), plan, 1}, {"propose", "", "", ""}, "")),
            "not_found")
      << "a plan of another case";
}

TEST_P(Plans, random_schedules_break_no_guard) {
  std::mt19937 random{20261123};
  const auto other = w.started(w.woman, "housing");
  static const db::Query running{"t.running",
                                 "SELECT count(*) FROM support_plan WHERE state IN ('active', 'under_review')"};
  /// Mostly a step that exists from here, sometimes any.
  const auto any_verb = [&](PlanState state) {
    const auto table = plan_transitions();
    for (int tries = 0; tries < 40; ++tries) {
      const PlanTransition& t = table[random() % table.size()];
      if ((t.from == state || random() % 20 == 0) && t.verb != PlanVerb::discontinue) return t.verb;
    }
    return PlanVerb::discontinue;
  };
  int taken = 0;
  for (int i = 0; i < 400; ++i) {
    const CaseId& of = random() % 3 ? id : other;
    const auto file = w.row(of);
    const auto plans = w.db->read([&](db::Session& s) { return store::list_plans(s, file); });
    if (plans.empty() || is_over(plans.front().state) || (is_running(plans.front().state) && random() % 4 == 0)) {
      const auto made = start_plan(w.office, w.worker, of, "");
      if (made.ok() && random() % 6) fill(*made, of);
      continue;
    }
    const Plan& plan = random() % 5 ? plans.front() : plans[random() % plans.size()];
    const PlanVerb verb = any_verb(plan.state);
    const Actor& who = random() % 5 == 0 ? w.second : verb == PlanVerb::approve ? w.supervisor : w.worker;
    const auto version = random() % 8 ? plan.version : plan.version - 1;
    const auto done = take_plan_step(w.office, who, {of, plan.id, version},
                                     {std::string(plan_verb_name(verb)), "person", "", "защото"}, "");
    const Plan now = row(of, plan.id);
    EXPECT_EQ(now.version, plan.version + (done.ok() ? 1 : 0));
    EXPECT_FALSE(done.ok() && &who == &w.second);
    EXPECT_FALSE(is_running(now.state) && (!now.approved_by || now.signed_by.empty()));
    EXPECT_LE(w.db->read([&](db::Session& s) { return s.count(running, {}); }), 1);
    taken += done.ok();
  }
  EXPECT_GT(taken, 60) << "the dice never got anywhere: the test says nothing";
}

}  // namespace
}  // namespace gishe::cases
