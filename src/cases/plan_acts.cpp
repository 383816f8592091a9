#include "cases/plan_acts.h"

#include <algorithm>

#include "base/text.h"
#include "cases/assessment_store.h"
#include "cases/case_acts.h"
#include "cases/plan_store.h"
#include "cases/typed.h"
#include "directory/directory.h"
#include "people/people.h"
#include "staff/staff.h"

// Writing a plan: its goals and actions. Its steps are in plan_steps.cpp.
namespace gishe::cases {
namespace {

using access::Action;

enum class Phase { draft, running };

/// One transaction around a change inside a plan: it is a draft, or it runs, in the version the form was made of.
template <class F>
Result<Done> inside_plan(Office& office, const Actor& actor, const WhichPlan& which, Phase phase, const char* verb,
                         std::string_view content, std::string_view once_key, F&& run) {
  return on_case(office, actor, Action::write_plan, which.of, "case.plan_changed",
                 {which.id.text(), std::to_string(which.version), verb, content}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   const auto plan = store::find_plan(tx, allowed.file, which.id);
                   if (!plan) return not_found;
                   const bool fits = phase == Phase::draft ? plan->state == PlanState::draft : is_running(plan->state);
                   if (!fits) return not_from_this_state;
                   if (plan->version != which.version) return changed_meanwhile;
                   std::string note;
                   if (auto done = run(tx, allowed.file, *plan, note); !done) return done;
                   if (!keep_plan(tx, office, actor.account, allowed.file, plan->state, *plan, verb, note)) {
                     return changed_meanwhile;
                   }
                   note_case(tx, office, actor, allowed, "case.plan_changed", verb);
                   return Done{};
                 });
}

/// Who answers for an action, from what was chosen; refuses what is nobody.
void read_responsible(db::Session& session, const NewAction& typed, PlanAction& action, Refusals& no) {
  const std::string_view chosen = typed.responsible;
  const auto colon = chosen.find(':');
  const std::string_view kind = chosen.substr(0, colon);
  const auto id = colon == std::string_view::npos ? std::nullopt : Uuid::parse(chosen.substr(colon + 1));
  if (kind == "family") {
    action.responsible = "family";
    action.responsible_words = text::tidy(typed.responsible_words);
    if (action.responsible_words.empty()) no.emplace_back(required, "responsible_words");
  } else if (kind == "account" && id) {
    const auto account = staff::find_account(session, AccountId{*id});
    if (!account || account->disabled) no.emplace_back(not_in_list, "responsible");
    action.responsible = "account";
    action.account = AccountId{*id};
    action.responsible_words = account ? account->name : "";
  } else if (kind == "service" && id) {
    const auto service = directory::find_service(session, ServiceId{*id});
    if (!service) no.emplace_back(not_in_list, "responsible");
    action.responsible = "service";
    action.service = ServiceId{*id};
    action.responsible_words = service ? service->name : "";
  } else {
    no.emplace_back(chosen.empty() ? required : not_in_list, "responsible");
  }
}

/// Goals and actions of the plan that runs go into the next draft, the finished ones stay behind.
void copy_unfinished(db::Tx& tx, const CaseFile& file, const Plan& from, const SupportPlanId& to) {
  const auto actions = store::list_actions(tx, file, from.id);
  for (Goal goal : store::list_goals(tx, file, from.id)) {
    if (goal.state != "planned" && goal.state != "in_progress" && goal.state != "partly") continue;
    const GoalId old = goal.id;
    goal.id = GoalId::make();
    store::insert_goal(tx, file, to, goal);
    for (PlanAction action : actions) {
      if (action.goal != old || !is_unfinished(action)) continue;
      action.id = GoalActionId::make();
      action.goal = goal.id;
      store::insert_action(tx, file, to, action);
    }
  }
}

Result<SupportPlanId> start_in(db::Tx& tx, Office& office, const Actor& actor, const CaseId& id) {
  const auto allowed = allowed_case(tx, actor, Action::write_plan, id);
  if (!allowed) return allowed.refusals();
  const CaseFile& file = allowed->file;
  if (file.state == State::closed) return not_from_this_state;
  const auto earlier = store::list_plans(tx, file);
  Plan plan;
  plan.id = SupportPlanId::make();
  plan.of = file.id;
  plan.person = file.person;
  if (const auto assessment = store::find_in_force(tx, file)) plan.assessment = assessment->id;
  plan.number = earlier.empty() ? 1 : earlier.front().number + 1;
  const auto running = std::find_if(earlier.begin(), earlier.end(), [](const Plan& p) { return is_running(p.state); });
  if (running != earlier.end()) plan.previous = running->id;
  plan.author = actor.account;
  plan.version = 1;
  store::insert_plan(tx, file, plan, office.now());
  store::insert_plan_event(tx, file, plan, "start", actor.account, "", "", office.now());
  if (running != earlier.end()) copy_unfinished(tx, file, *running, plan.id);
  note_case(tx, office, actor, *allowed, "case.plan_started");
  return plan.id;
}

}  // namespace

bool keep_plan(db::Tx& tx, const Office& office, const AccountId& by, const CaseFile& file, PlanState from, Plan after,
               std::string_view verb, std::string_view note) {
  ++after.version;
  if (!store::update_plan(tx, file, after, office.now())) return false;
  store::insert_plan_event(tx, file, after, verb, by, plan_state_name(from), note, office.now());
  return true;
}

Result<SupportPlanId> start_plan(Office& office, const Actor& actor, const CaseId& id, std::string_view once_key) {
  try {
    const auto made = office.db.write([&](db::Tx& tx) -> Result<std::string> {
      return jobs::once(tx, office.clock, actor, once_key, "case.plan_started", content_digest({id.text()}),
                        [&]() -> Result<std::string> {
                          const auto plan = start_in(tx, office, actor, id);
                          if (!plan) return plan.refusals();
                          return plan->text();
                        });
    });
    if (!made) return made.refusals();
    return SupportPlanId::parse(*made).value_or(SupportPlanId{});
  } catch (const db::Conflict&) {
    return being_written;
  }
}

Result<Done> add_goal(Office& office, const Actor& actor, const WhichPlan& which, const NewGoal& typed,
                      std::string_view once_key) {
  Refusals no;
  Goal goal;
  goal.id = GoalId::make();
  if (!text::one_of(domains, typed.domain)) no.emplace_back(typed.domain.empty() ? required : not_in_list, "domain");
  check_words(typed.words, "words", Needed::yes, no, 500);
  check_words(typed.measure, "measure", Needed::yes, no, 300);
  check_words(typed.baseline, "baseline", Needed::no, no, 300);
  check_words(typed.target, "target", Needed::yes, no, 300);
  goal.due_on = check_day(typed.due_on, "due_on", Needed::yes, no);
  if (goal.due_on && *goal.due_on < office.today()) no.emplace_back(day_passed, "due_on");
  if (!no.empty()) return no;
  const auto tidy = [](const std::string& s) { return text::tidy(s, text::Lines::many); };
  goal.domain = typed.domain;
  goal.words = tidy(typed.words);
  goal.measure = tidy(typed.measure);
  goal.baseline = tidy(typed.baseline);
  goal.target = tidy(typed.target);
  return inside_plan(office, actor, which, Phase::draft, "goal_added", goal.words, once_key,
                     [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string&) -> Result<Done> {
                       if (store::list_goals(tx, file, plan.id).size() >= goals_max) {
                         return Refusal(too_many, "words", {{"max", std::to_string(goals_max)}});
                       }
                       store::insert_goal(tx, file, plan.id, goal);
                       return Done{};
                     });
}

Result<Done> remove_goal(Office& office, const Actor& actor, const WhichPlan& which, const GoalId& goal,
                         std::string_view once_key) {
  return inside_plan(office, actor, which, Phase::draft, "goal_removed", goal.text(), once_key,
                     [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string&) -> Result<Done> {
                       if (!store::delete_goal(tx, file, plan.id, goal)) return not_found;
                       return Done{};
                     });
}

Result<Done> move_goal(Office& office, const Actor& actor, const WhichPlan& which, const GoalId& id,
                       std::string_view state, std::string_view progress, std::string_view once_key) {
  Refusals no;
  if (!text::one_of(goal_states, state)) no.emplace_back(state.empty() ? required : not_in_list, "state");
  check_words(progress, "progress", Needed::no, no, 1000);
  if (!no.empty()) return no;
  return inside_plan(
      office, actor, which, Phase::running, "goal_moved", content_digest({id.text(), state, progress}), once_key,
      [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string& note) -> Result<Done> {
        auto goals = store::list_goals(tx, file, plan.id);
        const auto at = std::find_if(goals.begin(), goals.end(), [&](const Goal& g) { return g.id == id; });
        if (at == goals.end()) return not_found;
        at->state = state;
        at->progress = text::tidy(progress, text::Lines::many);
        note = at->progress;
        store::update_goal(tx, file, plan.id, *at);
        return Done{};
      });
}

Result<Done> add_action(Office& office, const Actor& actor, const WhichPlan& which, const NewAction& typed,
                        std::string_view once_key) {
  Refusals no;
  PlanAction action;
  action.id = GoalActionId::make();
  action.goal = typed.goal;
  check_words(typed.words, "words", Needed::yes, no, 500);
  check_words(typed.frequency, "frequency", Needed::no, no, 100);
  check_words(typed.responsible_words, "responsible_words", Needed::no, no, 100);
  action.from = check_day(typed.from, "from", Needed::no, no);
  action.until = check_day(typed.until, "until", Needed::no, no);
  if (action.from && action.until && *action.until < *action.from) no.emplace_back(day_passed, "until");
  office.db.read([&](db::Session& session) { read_responsible(session, typed, action, no); });
  if (!no.empty()) return no;
  action.words = text::tidy(typed.words, text::Lines::many);
  action.frequency = text::tidy(typed.frequency);
  return inside_plan(office, actor, which, Phase::draft, "action_added",
                     content_digest({typed.goal.text(), action.words, typed.responsible}), once_key,
                     [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string&) -> Result<Done> {
                       const auto goals = store::list_goals(tx, file, plan.id);
                       const bool known =
                           std::any_of(goals.begin(), goals.end(), [&](const Goal& g) { return g.id == typed.goal; });
                       if (!known) return not_found;
                       if (store::list_actions(tx, file, plan.id).size() >= actions_max) {
                         return Refusal(too_many, "words", {{"max", std::to_string(actions_max)}});
                       }
                       store::insert_action(tx, file, plan.id, action);
                       return Done{};
                     });
}

Result<Done> remove_action(Office& office, const Actor& actor, const WhichPlan& which, const GoalActionId& action,
                           std::string_view once_key) {
  return inside_plan(office, actor, which, Phase::draft, "action_removed", action.text(), once_key,
                     [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string&) -> Result<Done> {
                       if (!store::delete_action(tx, file, plan.id, action)) return not_found;
                       return Done{};
                     });
}

static Result<PlanAction> find_action(db::Session& session, const CaseFile& file, const SupportPlanId& plan,
                                      const GoalActionId& id) {
  for (PlanAction& a : store::list_actions(session, file, plan)) {
    if (a.id == id) return std::move(a);
  }
  return not_found;
}

Result<Done> move_action(Office& office, const Actor& actor, const WhichPlan& which, const GoalActionId& id,
                         std::string_view state, std::string_view once_key) {
  if (!text::one_of(action_states, state)) return Refusal(not_in_list, "state");
  return inside_plan(office, actor, which, Phase::running, "action_moved", content_digest({id.text(), state}), once_key,
                     [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string&) -> Result<Done> {
                       auto action = find_action(tx, file, plan.id, id);
                       if (!action) return action.refusals();
                       action->state = state;
                       store::update_action(tx, file, plan.id, *action);
                       return Done{};
                     });
}

Result<Done> link_referral(Office& office, const Actor& actor, const WhichPlan& which, const GoalActionId& id,
                           const ReferralId& referral, std::string_view once_key) {
  return inside_plan(
      office, actor, which, Phase::running, "referral_linked", content_digest({id.text(), referral.text()}), once_key,
      [&](db::Tx& tx, const CaseFile& file, const Plan& plan, std::string&) -> Result<Done> {
        const auto found = referrals::find_referral(tx, access::scope(actor, Action::list_referrals), referral);
        if (!found || found->person != file.person) return Refusal(not_in_list, "referral");
        auto action = find_action(tx, file, plan.id, id);
        if (!action) return action.refusals();
        action->referral = referral;
        store::update_action(tx, file, plan.id, *action);
        return Done{};
      });
}

}  // namespace gishe::cases
