#include <algorithm>

#include "people/people.h"
#include "protection/crisis_acts.h"
#include "protection/handlers.h"
#include "protection/said.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

// The list, taking somebody in, and one matter: what is known, what is due, and the one next step.
namespace gishe::protection {
namespace {

using access::Action;
constexpr int listed_max = 200;
constexpr std::string_view sexes[] = {"f", "m", "unknown"};

page::Values::Tone tone_of(CrisisState state) {
  using Tone = page::Values::Tone;
  if (state == CrisisState::closed) return Tone::plain;
  return state == CrisisState::open ? Tone::wait : Tone::go;
}

std::string here(const CrisisContactId& id) { return "/protection/contacts/" + id.text(); }

web::Response draw_new(web::Context& c, const NewContact& n, const Refusals& refusals) {
  auto page = neutral_page(c, "protection/new.html");
  page.error_summary("ERRORS", refusals);
  page.radios("CHANNEL", {"channel", c.words("protection.channel_came")},
              choices_of(c.words, "protection.came.", crisis_channels, n.channel), refusals);
  page.area(
      "RULE",
      input_of(c, "contact_rule", "protection.safe_contact", n.contact_rule, false, "protection.safe_contact_hint"),
      refusals, 2);
  page.input("PHONE", input_of(c, "phone", "protection.phone", n.phone), refusals);
  page.input("GIVEN", input_of(c, "given_name", "protection.given_name", n.given_name), refusals);
  page.input("FAMILY", input_of(c, "family_name", "protection.family_name", n.family_name), refusals);
  page.select("SEX", {"sex", c.words("protection.sex")}, choices_of(c.words, "protection.sex.", sexes, n.sex),
              refusals);
  page.input("BORN", input_of(c, "born_on", "protection.born_on", n.born_on), refusals);
  auto told = input_of(c, "told", "protection.told", n.told, true, "protection.told_hint");
  told.max_length = static_cast<int>(told_words_max);
  page.area("TOLD", told, refusals, 4);
  return c.show(page, status_of(refusals));
}

void fill_tasks(page::Page& page, const web::Context& c, const OpenedCrisis& opened) {
  const Day today = c.office.today();
  page.show_if(!opened.tasks.empty(), "TASKS_ANY");
  const bool signal_due = std::any_of(opened.tasks.begin(), opened.tasks.end(),
                                      [](const auto& task) { return task.kind == "signal_child" && !task.done_at; });
  page.show(signal_due ? "SIGNAL_DUE" : "SIGNAL_AGAIN");
  for (const auto& task : opened.tasks) {
    auto row = page.add("TASKS");
    row.set("TASK", c.words("protection.task." + task.kind)).set("TASK_ID", task.id.text());
    if (!task.note.empty()) row.show("NOTED").set("NOTE", task.note);
    row.show_if(!task.done_at, "OPEN").set("DUE", c.words.relative(task.due_on, today));
    row.show_if(!task.done_at && task.kind != "signal_child", "TICK");  // a signal is done by sending it
    row.set("DUE_CLASS", due_class(task.due_on, today));
    if (task.done_at) row.show("DONE").set("DONE_AT", c.words.moment(*task.done_at));
  }
}

void fill_plan(page::Page& page, const web::Context& c, const SafetyPlan& plan) {
  if (plan.seq == 0) return;
  page.show("PLAN").set("STEPS", plan.steps).set("WRITTEN", c.words.moment(plan.written_at));
  if (!plan.safe_word.empty()) page.show("WORD").set("SAFE_WORD", plan.safe_word);
  if (!plan.people.empty()) page.show("PEOPLE").set("PEOPLE_WORDS", plan.people);
  if (!plan.documents.empty()) page.show("DOCUMENTS").set("DOCUMENT_WORDS", plan.documents);
}

void fill_danger(page::Page& page, const web::Context& c, const std::vector<DangerAssessment>& dangers) {
  if (dangers.empty()) return;
  using Tone = page::Values::Tone;
  const auto& last = dangers.front();
  const Tone tone = last.band == "watch" ? Tone::plain : last.band == "raised" ? Tone::wait : Tone::stop;
  page.show("DANGER").badge("BAND", tone, c.words("protection.band." + last.band));
  page.set("POINTS", c.words.count("protection.points", last.points)).set("WHEN", c.words.moment(last.assessed_at));
  page.set("WHAT_NEXT", c.words("protection.band_next." + last.band));
}

void fill_steps(page::Page& page, const web::Context& c, const Crisis& crisis, const Refusals& refusals) {
  bool any = false;
  for (const auto& step : crisis_steps()) {
    if (step.kind != crisis.kind || step.from != crisis.state) continue;
    if (step.verb == CrisisVerb::refer || step.verb == CrisisVerb::plan_exit) continue;  // pages of their own
    any = true;
    auto row = page.add("STEPS");
    row.set("VERB", crisis_verb_name(step.verb));
    row.set("LABEL", c.words("protection.step." + std::string(crisis_verb_name(step.verb))));
    if (step.verb != CrisisVerb::close) continue;
    page::Values::Input reason{"reason", c.words("protection.ending")};
    auto choices = choices_of(c.words, "protection.ended.", endings_of(crisis.kind), "");
    choices.insert(choices.begin(), {"", c.words("common.choose"), {}, true});
    row.show("ENDS").select("REASON", reason, choices, refusals);
  }
  page.show_if(any, "STEPS_ANY").show_if(!refusals.empty(), "STEP_OPEN").error_summary("STEP_ERRORS", refusals);
}

/// The one next thing: ask the questions, then find a place.
void fill_next(page::Page& page, const web::Context& c, const OpenedCrisis& opened) {
  const auto& crisis = opened.crisis;
  if (crisis.state == CrisisState::closed) return;
  const bool asked = !opened.dangers.empty();
  const bool contact = crisis.kind == CrisisKind::contact && crisis.state == CrisisState::open;
  page.show_if(asked, "ASK_AGAIN");
  if (!asked) {
    page.add("NEXT").set("HREF", here(crisis.id) + "/questions").set("LABEL", c.words("protection.ask_questions"));
  } else if (contact) {
    page.add("NEXT").set("HREF", here(crisis.id) + "/referral").set("LABEL", c.words("protection.refer"));
  } else if (opened.plan.seq == 0) {
    page.add("NEXT").set("HREF", here(crisis.id) + "/plan").set("LABEL", c.words("protection.write_plan"));
  } else if (crisis.state == CrisisState::admitted) {
    page.add("NEXT").set("HREF", here(crisis.id) + "/exit").set("LABEL", c.words("protection.task.exit_plan"));
  }
}

void fill_child_form(page::Page& page, const web::Context& c, const NewChild& child, const Refusals& refusals) {
  page.show_if(!refusals.empty(), "CHILD_OPEN").error_summary("ERRORS", refusals);
  page.input("GIVEN", input_of(c, "given_name", "protection.given_name", child.given_name), refusals);
  page.input("FAMILY", input_of(c, "family_name", "protection.family_name", child.family_name), refusals);
  page.select("SEX", {"sex", c.words("protection.sex")}, choices_of(c.words, "protection.sex.", sexes, child.sex),
              refusals);
  page.input("BORN", input_of(c, "born_on", "protection.born_on", child.born_on), refusals);
}

void fill_course(page::Page& page, const web::Context& c, const OpenedCrisis& opened) {
  std::vector<page::Values::Step> steps;
  c.office.db.read([&](db::Session& session) {
    for (const auto& e : opened.events) {
      page::Values::Step step;
      step.when = c.words.moment(e.at);
      step.what = c.words("protection.happened." + e.verb);
      step.who = staff::account_name(session, e.by);
      if (!e.reason.empty()) step.note = c.words("protection.ended." + e.reason);
      steps.push_back(std::move(step));
    }
  });
  page.timeline("TIMELINE", steps);
}

struct Typed {
  NewChild child;
  Refusals child_refusals, step_refusals;
};
web::Response draw_contact(web::Context& c, const CrisisContactId& id, const Typed& form) {
  const auto found = open_crisis(c.office, c.actor, id);
  if (!found) return c.refuse(found.refusals());
  const OpenedCrisis& opened = *found;
  const Crisis& crisis = opened.crisis;
  auto page = neutral_page(c, "protection/contact.html");
  page.set("ID", id.text()).set("VERSION", crisis.version).set("NAME", opened.name);
  page.set("PERSON", crisis.person.text()).set("SINCE", c.words.moment(crisis.opened_at));
  page.set("KIND", c.words("protection.kind." + std::string(crisis_kind_name(crisis.kind))));
  page.badge("STATE", tone_of(crisis.state),
             c.words("protection.state." + std::string(crisis_state_name(crisis.state))));
  page.set("RULE", opened.contact_rule);
  if (!opened.phone.empty()) page.show("HAS_PHONE").phone("PHONE", opened.phone);
  if (!crisis.told.empty()) page.show("TOLD_ANY").set("TOLD", crisis.told);
  if (crisis.referral) page.show("REFERRAL").set("REFERRAL_ID", crisis.referral->text());
  if (crisis.exit_referral) page.show("EXIT_REFERRAL").set("EXIT_ID", crisis.exit_referral->text());
  page.show_if(!opened.children.empty(), "CHILDREN_ANY").show_if(opened.children.empty(), "CHILDREN_NONE");
  for (const auto& child : opened.children) page.add("CHILDREN").set("CHILD", child);
  if (crisis.state != CrisisState::closed) {
    page.show("MAY_CHANGE");
    fill_child_form(page, c, form.child, form.child_refusals);
  }
  fill_tasks(page, c, opened);
  fill_danger(page, c, opened.dangers);
  fill_plan(page, c, opened.plan);
  fill_next(page, c, opened);
  fill_steps(page, c, crisis, form.step_refusals);
  fill_course(page, c, opened);
  return c.show(page, status_of(form.child_refusals.empty() ? form.step_refusals : form.child_refusals));
}

}  // namespace

web::Response show_home(web::Context& c) {
  const auto scope = access::scope(c.actor, Action::open_crisis);
  const bool closed = c.request.query("closed") == "yes";
  const Day today = c.office.today();
  auto page = neutral_page(c, "protection/home.html");
  std::vector<CrisisLine> lines;
  c.office.db.read([&](db::Session& session) {
    for (const auto kind : {CrisisKind::resident, CrisisKind::contact}) {
      const auto some = list_crises(session, c.office, scope, kind, closed, listed_max);
      lines.insert(lines.end(), some.begin(), some.end());
    }
  });
  for (const auto& line : lines) {
    auto row = page.add("ROWS");
    const Crisis& crisis = line.crisis;
    row.set("ID", crisis.id.text()).set("SINCE", c.words.moment(crisis.opened_at));
    row.set("KIND", c.words("protection.kind." + std::string(crisis_kind_name(crisis.kind))));
    row.badge("STATE", tone_of(crisis.state),
              c.words("protection.state." + std::string(crisis_state_name(crisis.state))));
    if (!line.next_due_on || closed) continue;
    row.set("NEXT", c.words("protection.task." + line.next_task)).show("DUE_SHOWN");
    row.set("DUE", c.words.relative(*line.next_due_on, today)).set("DUE_CLASS", due_class(*line.next_due_on, today));
  }
  if (!c.actor.post.organisation.is_nil()) {
    const auto arrivals = c.office.db.read(
        [&](db::Session& session) { return referrals::list_emergencies(session, c.actor, listed_max); });
    page.show_if(!arrivals.empty(), "ANY_ARRIVAL");
    for (const auto& r : arrivals) {
      page.add("ARRIVALS")
          .set("REFERRAL", r.id.text())
          .set("NUMBER", r.number)
          .set("AT", r.sent_at ? c.words.moment(*r.sent_at) : std::string());
    }
  }
  page.show_if(access::function_may(c.actor, Action::signal_child), "MAY_SIGNAL");
  page.show_if(!lines.empty(), "ANY").show_if(lines.empty(), "EMPTY");
  return c.show(page);
}

web::Response show_new_contact(web::Context& c) { return draw_new(c, {}, {}); }

web::Response post_contact(web::Context& c) {
  NewContact n;
  n.given_name = typed(c, "given_name");
  n.family_name = typed(c, "family_name");
  n.sex = typed(c, "sex");
  n.born_on = typed(c, "born_on");
  n.phone = typed(c, "phone");
  n.contact_rule = typed(c, "contact_rule");
  n.channel = typed(c, "channel");
  n.told = typed(c, "told");
  const auto taken = take_in(c.office, c.actor, n, c.once_key());
  if (taken) return c.go(here(*taken), "protection.notice.taken_in");
  return for_the_form(taken.refusals()) ? draw_new(c, n, taken.refusals()) : c.refuse(taken.refusals());
}

web::Response show_contact(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  return id ? draw_contact(c, *id, {}) : c.refuse(not_found);
}

web::Response post_child(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  if (!id) return c.refuse(not_found);
  Typed form;
  form.child = {typed(c, "given_name"), typed(c, "family_name"), typed(c, "sex"), typed(c, "born_on")};
  const auto done = add_crisis_child(c.office, c.actor, *id, form.child, c.once_key("child"));
  if (done) return c.go(here(*id), "protection.notice.child_added");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  form.child_refusals = done.refusals();
  return draw_contact(c, *id, form);
}

web::Response post_task_done(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  const auto task = Uuid::parse(c.request.in_path("task"));
  if (!id || !task) return c.refuse(not_found);
  const auto done = finish_crisis_task(c.office, c.actor, *id, *task, c.once_key(task->text()));
  return done ? c.go(here(*id), "protection.notice.task_done") : c.refuse(done.refusals());
}

web::Response post_step(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  if (!id) return c.refuse(not_found);
  CrisisChange change{*id, version_of(c), CrisisVerb::open, typed(c, "reason")};
  const auto verb = typed(c, "verb");
  for (int v = 0; v < crisis_verb_count; ++v) {
    if (crisis_verb_name(static_cast<CrisisVerb>(v)) == verb) change.verb = static_cast<CrisisVerb>(v);
  }
  const auto done = change_crisis(c.office, c.actor, change, c.once_key(verb));
  if (done) return c.go(here(*id), "protection.notice.changed");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_contact(c, *id, {{}, {}, done.refusals()});
}

}  // namespace gishe::protection
