#include <algorithm>

#include "base/text.h"
#include "cases/assessment.h"
#include "cases/case_acts.h"
#include "cases/plan_acts.h"
#include "cases/plan_store.h"
#include "cases/typed.h"
#include "people/people.h"

// What moves a plan as a whole: shown to the person, signed, approved, put into force, reviewed, ended.
namespace gishe::cases {
namespace {

using access::Action;

struct Moving {
  db::Tx& tx;
  Office& office;
  const Actor& actor;
  const CaseFile& file;
  const PlanStep& step;
  Plan plan;  // as it will be
};

Result<Done> sign(Moving& m) {
  if (m.step.signed_by.empty()) return Refusal(required, "signed_by");
  m.plan.signed_on = m.office.today();
  if (m.step.signed_by == "person") {
    m.plan.signed_by = "person";
    return Done{};
  }
  const auto mandate = RepresentativeId::parse(m.step.signed_by);
  if (!mandate) return Refusal(not_in_list, "signed_by");
  // Only mandates that hold today: one that ended yesterday signs nothing.
  for (const auto& r : people::list_representatives(m.tx, access::scope(m.actor, Action::write_plan), m.file.person,
                                                    m.office.today())) {
    if (r.id != *mandate) continue;
    m.plan.signed_by = "representative";
    m.plan.mandate = r.id;
    return Done{};
  }
  return Refusal(mandate_over, "signed_by");
}

Result<Done> set_review(Moving& m) {
  Refusals no;
  const auto typed = check_day(m.step.review_on, "review_on", Needed::no, no);
  const Day latest = due_by_rule(m.tx, "cases.plan_review", m.file.municipality, m.office.today());
  if (typed && *typed <= m.office.today()) no.emplace_back(day_passed, "review_on");
  if (typed && *typed > latest) no.push_back(Refusal(day_too_late, "review_on", {{"day", latest.iso()}}));
  if (!no.empty()) return no;
  m.plan.review_due = typed ? *typed : latest;
  return Done{};
}

void clear_signatures(Plan& plan) {
  plan.signed_by.clear();
  plan.mandate = std::nullopt;
  plan.signed_on = std::nullopt;
  plan.approved_by = std::nullopt;
  plan.approved_at = std::nullopt;
}

Result<Done> put_into_force(Moving& m) {
  if (!m.plan.approved_by) return not_approved;
  if (auto set = set_review(m); !set) return set;
  m.plan.from = m.office.today();
  if (auto running = store::find_running(m.tx, m.file)) {
    if (running->of != m.file.id) return plan_elsewhere;
    const PlanState from = running->state;
    running->state = PlanState::superseded;
    running->ended_on = m.office.today();
    if (!keep_plan(m.tx, m.office, m.actor.account, m.file, from, *running, "supersede", "")) return changed_meanwhile;
  }
  store::end_tasks_of_kind(m.tx, m.file, "approved", m.actor.account, m.office.now());
  if (const Transition* begin = find_transition(m.file.state, Verb::activate)) {
    CaseFile after = m.file;
    after.state = begin->to;
    return keep_case(m.tx, m.office, m.actor.account, m.file, after, verb_name(Verb::activate), "", "");
  }
  return Done{};
}

Result<Done> effect_of(Moving& m, PlanVerb verb) {
  switch (verb) {
    case PlanVerb::propose:
      if (auto no = why_not_propose(store::list_goals(m.tx, m.file, m.plan.id),
                                    store::list_actions(m.tx, m.file, m.plan.id))) {
        return *no;
      }
      return Done{};
    case PlanVerb::take_back:
      clear_signatures(m.plan);
      return Done{};
    case PlanVerb::agree:
      return sign(m);
    case PlanVerb::approve:
      // An account with two posts is one person: the second pair of eyes is somebody else's.
      if (m.actor.account == m.plan.author || m.actor.account == m.file.lead) return own_plan;
      m.plan.approved_by = m.actor.account;
      m.plan.approved_at = m.office.now();
      tell_lead(m.tx, m.office, m.file, "approved", "cases.task");  // it may go into force
      return Done{};
    case PlanVerb::activate:
      return put_into_force(m);
    case PlanVerb::keep:
      return set_review(m);
    case PlanVerb::complete: {
      const auto actions = store::list_actions(m.tx, m.file, m.plan.id);
      const auto open = std::count_if(actions.begin(), actions.end(), is_unfinished);
      if (open > 0) return Refusal(actions_unfinished, "", {{"n", std::to_string(open)}});
      m.plan.ended_on = m.office.today();
      return Done{};
    }
    case PlanVerb::discontinue:
      if (m.step.note.empty()) return Refusal(required, "note");
      m.plan.ended_on = m.office.today();
      return Done{};
    case PlanVerb::review:
    case PlanVerb::supersede:
      return Done{};
  }
  return not_from_this_state;
}

Result<Done> step_in(db::Tx& tx, Office& office, const Actor& actor, const AllowedCase& allowed, const WhichPlan& which,
                     const PlanStep& step, PlanVerb verb) {
  const auto plan = store::find_plan(tx, allowed.file, which.id);
  if (!plan) return not_found;
  const PlanTransition* transition = find_transition(plan->state, verb);
  if (!transition || (verb == PlanVerb::approve && plan->approved_by)) return not_from_this_state;
  if (plan->version != which.version) return changed_meanwhile;
  Moving m{tx, office, actor, allowed.file, step, *plan};
  if (auto done = effect_of(m, verb); !done) return done;
  m.plan.state = transition->to;
  if (!keep_plan(tx, office, actor.account, allowed.file, plan->state, m.plan, plan_verb_name(verb), step.note)) {
    return changed_meanwhile;
  }
  store::refresh_due(tx, allowed.file.municipality, allowed.file.id);
  note_case(tx, office, actor, allowed, "case.plan_step", plan_verb_name(verb));
  return Done{};
}

}  // namespace

Result<Done> take_plan_step(Office& office, const Actor& actor, const WhichPlan& which, const PlanStep& asked,
                            std::string_view once_key) {
  const auto verb = plan_verb_from(asked.verb);
  if (!verb || *verb == PlanVerb::supersede) return Refusal(not_in_list, "verb");
  PlanStep step = asked;
  step.note = text::tidy(step.note, text::Lines::many);
  Refusals no;
  check_words(step.note, "note", Needed::no, no, 1000);
  if (!no.empty()) return no;
  const Action action = *verb == PlanVerb::approve ? Action::approve_plan : Action::write_plan;
  const std::string version = std::to_string(which.version);
  try {
    return on_case(office, actor, action, which.of, "case.plan_step",
                   {which.id.text(), version, step.verb, step.signed_by, step.review_on, step.note}, once_key,
                   [&](db::Tx& tx, const AllowedCase& allowed) {
                     return step_in(tx, office, actor, allowed, which, step, *verb);
                   });
  } catch (const db::Conflict&) {  // another plan of this person went into force at the same moment
    return plan_elsewhere;
  }
}

void end_plans(db::Tx& tx, const Office& office, const AccountId& by, const CaseFile& file, PlanVerb verb) {
  for (Plan plan : store::list_plans(tx, file)) {
    const PlanVerb how = is_running(plan.state) ? verb : PlanVerb::discontinue;
    const PlanTransition* transition = find_transition(plan.state, how);
    if (!transition) continue;
    const PlanState from = plan.state;
    plan.state = transition->to;
    plan.ended_on = office.today();
    // Read in this transaction, so nobody can have changed it meanwhile.
    if (!keep_plan(tx, office, by, file, from, plan, plan_verb_name(how), "")) {
      throw db::Fault(db::Fault::Kind::busy, "plan changed inside its own transaction");
    }
  }
}

}  // namespace gishe::cases
