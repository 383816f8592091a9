#include <algorithm>

#include "cases/assessment.h"
#include "cases/plan_view.h"
#include "people/people.h"
#include "staff/staff.h"

// The plans of a case, one of them, and the supervisor's approval.
namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

void fill_plan(page::Page& page, const web::Context& c, const ShownPlan& s) {
  const words::Words& w = c.words;
  const Plan& p = s.plan;
  page.set("PLAN", p.id.text()).set("PLAN_NUMBER", p.number).set("VERSION", p.version).set("AUTHOR", s.author);
  page.badge("PLAN_STATE", tone_of(p.state), w("cases.plan_state." + std::string(plan_state_name(p.state))));
  if (p.from) page.add("BEGUN").set("DAY", w.day(*p.from));
  if (p.review_due) {
    page.add("REVIEW").set("DAY", due_words(w, *p.review_due, c.office.today()));
  }
  if (p.ended_on) page.add("ENDED").set("DAY", w.day(*p.ended_on));
  if (p.signed_on) {
    std::string who = w("cases.signed_by." + p.signed_by);
    if (!s.signer.empty()) who += " " + s.signer;
    page.add("SIGNED").set("HOW", who).set("DAY", w.day(*p.signed_on));
  }
  if (p.approved_at) page.add("APPROVED").set("WHO", s.approver).set("WHEN", w.moment(*p.approved_at));
}

void fill_story(page::Page& page, const web::Context& c, db::Session& session, const ShownPlan& s) {
  std::vector<Values::Step> steps;
  for (const auto& e : s.events) {
    Values::Step step{c.words.moment(e.at), c.words("cases.plan_event." + e.verb)};
    if (!e.by.is_nil()) step.who = staff::account_name(session, e.by);
    step.note = e.note;
    steps.push_back(std::move(step));
  }
  page.timeline("STORY", steps);
}

void fill_goal_form(page::Page& page, const web::Context& c, bool refused, const Refusals& all) {
  const words::Words& w = c.words;
  const Refusals no = refused ? all : Refusals{};
  auto form = page.add("ADD_GOAL");
  form.show_if(refused, "GOAL_OPEN");
  const auto typed = [&](const char* name) { return refused ? std::string(c.request.form(name)) : std::string(); };
  form.select("DOMAIN", {"domain", w("cases.domain")}, choices_of(w, "cases.domain.", domains, typed("domain"), true),
              no);
  const struct {
    const char *part, *name, *key;
    bool optional;
  } fields[] = {{"WORDS", "words", "cases.goal.words", false},
                {"MEASURE", "measure", "cases.goal.measure", false},
                {"BASELINE", "baseline", "cases.goal.baseline", true},
                {"TARGET", "target", "cases.goal.target", false}};
  for (const auto& field : fields) {
    Values::Input input{field.name, w(field.key), typed(field.name)};
    input.optional = field.optional;
    if (std::string_view(field.name) == "words") input.hint = w("cases.goal.words_hint");
    form.area(field.part, input, no, 2);
  }
  Values::Input due{"due_on", w("cases.goal.due"), typed("due_on"), w("common.date_hint"), "date"};
  due.width = "short";
  form.input("DUE", due, no);
}

/// One form a verb; which ones there are follows from the table and from the approval.
void fill_steps(page::Page& page, const web::Context& c, db::Session& session, const CaseFile& file, const ShownPlan& s,
                const Refusals& no) {
  const words::Words& w = c.words;
  for (const PlanTransition& t : plan_transitions()) {
    if (t.from != s.plan.state || t.verb == PlanVerb::supersede || t.verb == PlanVerb::approve) continue;
    if (t.verb == PlanVerb::activate && !s.plan.approved_by) {
      page.show("WAITS");
      continue;
    }
    const std::string name(plan_verb_name(t.verb));
    const bool refused = c.request.form("verb") == name;
    const Refusals mine = refused ? no : Refusals{};
    auto form = page.add("STEPS");
    form.set("VERB", name).set("LABEL", w("cases.plan_verb." + name)).set("STEP_KEY", c.surroundings.form_key + name);
    form.show_if(t.verb == PlanVerb::discontinue, "STOP").show_if(t.verb != PlanVerb::discontinue, "GO");
    if (t.verb == PlanVerb::agree) {
      std::vector<Values::Choice> signers{{"person", w("cases.signed_by.person")}};
      const auto scope = access::scope(c.actor, Action::write_plan);
      for (const auto& r : people::list_representatives(session, scope, file.person, c.office.today())) {
        signers.push_back({r.id.text(), r.name, r.document});
      }
      form.add("SIGNER").radios("SIGNED_BY", {"signed_by", w("cases.signed_by")}, signers, mine);
    }
    if (t.verb == PlanVerb::activate || t.verb == PlanVerb::keep) {
      Values::Input day{"review_on", w("cases.review_on"), refused ? std::string(c.request.form("review_on")) : "",
                        w("cases.review_hint"), "date"};
      day.optional = true;
      day.width = "short";
      form.add("REVIEW_DAY").input("REVIEW_ON", day, mine);
    }
    if (t.verb == PlanVerb::discontinue) {
      Values::Input note{"note", w("cases.why"), refused ? std::string(c.request.form("note")) : ""};
      form.add("WHY").input("NOTE", note, mine);
    }
  }
}

WhichPlan typed_which(const web::Request& r) {
  return {r.id<CaseId>("id").value_or(CaseId{}), r.id<SupportPlanId>("plan").value_or(SupportPlanId{}),
          typed_version(r)};
}

web::Response one_page(web::Context& c, const CaseId& id, const SupportPlanId& plan, const Refusals& no,
                       std::string_view subject = {}) {
  const auto allowed = open_case(c.office, c.actor, id, "case.plan_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (allowed->as_partner) return c.refuse(Refusal(not_found));
  const bool may = access::decide(c.actor, Action::write_plan, allowed->facts).allowed;
  auto page = c.page("cases/plan.html");
  page.title(c.words("cases.plan"));
  fill_head(page, c, *allowed, "plans");
  page.error_summary("ERRORS", no, subject);
  const bool found = c.office.db.read([&](db::Session& session) {
    const auto shown = gather_plan(session, c.actor, allowed->file, plan, c.office.today());
    if (!shown) return false;
    fill_plan(page, c, *shown);
    const PlanState state = shown->plan.state;
    fill_goals(page, c, session, allowed->file, *shown,
               {may && state == PlanState::draft, may && is_running(state), std::string(subject), no});
    page.show_if(shown->goals.empty(), "NO_GOALS");
    if (may && state == PlanState::draft) fill_goal_form(page, c, c.request.form("new_goal") == "1", no);
    if (may) fill_steps(page, c, session, allowed->file, *shown, no);
    const bool approves = access::function_may(c.actor, Action::approve_plan);
    page.show_if(approves && state == PlanState::agreed && !shown->plan.approved_by, "TO_APPROVE");
    fill_story(page, c, session, *shown);
    return true;
  });
  return found ? c.show(page, status_of(no)) : c.refuse(Refusal(not_found));
}

web::Response after_act(web::Context& c, const WhichPlan& which, const Result<Done>& done,
                        std::string_view subject = {}) {
  if (done) return c.go("/cases/" + which.of.text() + "/plans/" + which.id.text(), "cases.notice.saved");
  const auto& no = done.refusals();
  // What a plan still lacks is said above it, with the plan as it is now.
  const bool on_page = has_field(no) || no.front().is(no_goal) || no.front().is(goal_without_action) ||
                       no.front().is(not_approved) || no.front().is(actions_unfinished) ||
                       no.front().is(changed_meanwhile) || no.front().is(not_from_this_state);
  return on_page ? one_page(c, which.of, which.id, no, subject) : c.refuse(no);
}

}  // namespace

web::Response show_plans(web::Context& c) {
  const auto id = c.request.id<CaseId>("id").value_or(CaseId{});
  const auto allowed = open_case(c.office, c.actor, id, "case.plans_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (allowed->as_partner) return c.refuse(Refusal(not_found));
  const words::Words& w = c.words;
  const auto list = c.office.db.read([&](db::Session& session) { return store::list_plans(session, allowed->file); });
  auto page = c.page("cases/plans.html");
  page.title(w("cases.tab.plans"));
  fill_head(page, c, *allowed, "plans");
  for (const Plan& p : list) {
    auto row = page.add("ROWS");
    row.set("PLAN", p.id.text()).set("PLAN_NUMBER", p.number);
    row.badge("PLAN_STATE", tone_of(p.state), w("cases.plan_state." + std::string(plan_state_name(p.state))));
    row.set("FROM", p.from ? w.day(*p.from) : "").set("REVIEW", p.review_due ? w.day(*p.review_due) : "");
  }
  page.show_if(!list.empty(), "ANY").show_if(list.empty(), "EMPTY");
  const bool writing = std::any_of(list.begin(), list.end(), [](const Plan& p) { return is_written(p.state); });
  const bool may = access::decide(c.actor, Action::write_plan, allowed->facts).allowed;
  page.show_if(may && !writing && allowed->file.state != State::closed, "START");
  return c.show(page);
}

web::Response start_one_plan(web::Context& c) {
  const auto id = c.request.id<CaseId>("id").value_or(CaseId{});
  const auto made = start_plan(c.office, c.actor, id, c.once_key());
  if (!made) return c.refuse(made.refusals());
  return c.go("/cases/" + id.text() + "/plans/" + made->text(), "cases.notice.plan_started");
}

web::Response show_plan(web::Context& c) {
  const auto which = typed_which(c.request);
  return one_page(c, which.of, which.id, {});
}

web::Response add_one_goal(web::Context& c) {
  const auto& r = c.request;
  const NewGoal goal{std::string(r.form("domain")),   std::string(r.form("words")),  std::string(r.form("measure")),
                     std::string(r.form("baseline")), std::string(r.form("target")), std::string(r.form("due_on"))};
  const auto which = typed_which(r);
  return after_act(c, which, add_goal(c.office, c.actor, which, goal, c.once_key()));
}

web::Response remove_one_goal(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto goal = c.request.id<GoalId>("goal").value_or(GoalId{});
  return after_act(c, which, remove_goal(c.office, c.actor, which, goal, c.once_key("remove")));
}

web::Response move_one_goal(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto goal = c.request.id<GoalId>("goal").value_or(GoalId{});
  const auto done =
      move_goal(c.office, c.actor, which, goal, c.request.form("state"), c.request.form("progress"), c.once_key());
  return after_act(c, which, done, goal.text());
}

web::Response add_one_action(web::Context& c) {
  const auto& r = c.request;
  const auto which = typed_which(r);
  const auto goal = r.id<GoalId>("goal").value_or(GoalId{});
  const NewAction action{goal,
                         std::string(r.form("words")),
                         std::string(r.form("responsible")),
                         std::string(r.form("responsible_words")),
                         std::string(r.form("frequency")),
                         std::string(r.form("from")),
                         std::string(r.form("until"))};
  return after_act(c, which, add_action(c.office, c.actor, which, action, c.once_key()), goal.text());
}

web::Response remove_one_action(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto action = c.request.id<GoalActionId>("action").value_or(GoalActionId{});
  return after_act(c, which, remove_action(c.office, c.actor, which, action, c.once_key("remove")));
}

web::Response move_one_action(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto action = c.request.id<GoalActionId>("action").value_or(GoalActionId{});
  return after_act(c, which, move_action(c.office, c.actor, which, action, c.request.form("state"), c.once_key()));
}

web::Response link_one_referral(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto action = c.request.id<GoalActionId>("action").value_or(GoalActionId{});
  const auto referral = ReferralId::parse(c.request.form("referral")).value_or(ReferralId{});
  return after_act(c, which, link_referral(c.office, c.actor, which, action, referral, c.once_key("referral")));
}

web::Response step_plan(web::Context& c) {
  const auto& r = c.request;
  const auto which = typed_which(r);
  const PlanStep step{std::string(r.form("verb")), std::string(r.form("signed_by")), std::string(r.form("review_on")),
                      std::string(r.form("note"))};
  // Approving has a door of its own.
  if (step.verb == plan_verb_name(PlanVerb::approve)) return c.refuse(Refusal(not_found));
  return after_act(c, which, take_plan_step(c.office, c.actor, which, step, c.once_key()));
}

web::Response show_approvals(web::Context& c) {
  const words::Words& w = c.words;
  const auto list = c.office.db.read([&](db::Session& session) {
    return store::list_to_approve(session, access::scope(c.actor, Action::approve_plan));
  });
  auto page = c.page("cases/approvals.html");
  page.title(w("cases.approvals"));
  page.show_if(!list.empty(), "ANY").show_if(list.empty(), "EMPTY");
  for (const auto& p : list) {
    auto row = page.add("ROWS");
    row.set("CASE", p.of.text()).set("PLAN", p.plan.text()).set("NUMBER", p.case_number).set("PLAN_NUMBER", p.number);
    row.set("TYPE", w("cases.type." + p.type)).set("SIGNED", p.signed_on ? w.day(*p.signed_on) : "");
  }
  return c.show(page);
}

web::Response show_approval(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto allowed = open_case_for(c.office, c.actor, Action::approve_plan, which.of, "case.plan_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  auto page = c.page("cases/approval.html");
  page.title(c.words("cases.approval"));
  page.set("ID", which.of.text()).set("NUMBER", allowed->file.number).set("NAME", allowed->file.person_name);
  const bool found = c.office.db.read([&](db::Session& session) {
    const auto shown = gather_plan(session, c.actor, allowed->file, which.id, c.office.today());
    if (!shown || is_over(shown->plan.state) || shown->plan.state == PlanState::draft) return false;
    fill_plan(page, c, *shown);
    fill_goals(page, c, session, allowed->file, *shown, {});
    page.show_if(shown->plan.state == PlanState::agreed && !shown->plan.approved_by, "MAY");
    return true;
  });
  return found ? c.show(page) : c.refuse(Refusal(not_found));
}

web::Response approve(web::Context& c) {
  const auto which = typed_which(c.request);
  const PlanStep step{std::string(plan_verb_name(PlanVerb::approve)), "", "", ""};
  const auto done = take_plan_step(c.office, c.actor, which, step, c.once_key());
  return done ? c.go("/cases/approvals", "cases.notice.approved") : c.refuse(done.refusals());
}

}  // namespace gishe::cases::pages
