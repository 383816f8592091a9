#include "cases/handlers.h"
#include "staff/staff.h"

// The case at a glance: what is next, who is on it, how it went so far.
namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

void fill_tasks(page::Page& page, const web::Context& c, db::Session& session, const AllowedCase& allowed,
                bool may_keep) {
  const auto tasks = store::list_tasks(session, allowed.file);
  const Day today = c.office.today();
  bool any = false, ended = false;
  for (const Task& t : tasks) {
    const bool open = t.state == "open";
    auto row = page.add(open ? "OPEN_TASKS" : "ENDED_TASKS");
    row.set("WHAT", task_words(c.words, t));
    row.set("WHO", t.account.is_nil() ? t.responsible : staff::account_name(session, t.account));
    if (!open) {
      ended = true;
      row.set("HOW", c.words("cases.task_state." + t.state));
      continue;
    }
    any = true;
    if (t.kind == "readmission") page.add("READMITTED").set("SINCE", c.words.moment(t.made_at));
    row.set("DUE", due_words(c.words, t.due_on, today)).set("DUE_CLASS", due_class(t.due_on, today));
    if (may_keep) row.add("END").set("TASK", t.id.text()).set("TASK_KEY", c.surroundings.form_key + t.id.text());
  }
  page.show_if(!any, "NO_TASKS").show_if(ended, "ANY_ENDED");
}

void fill_story(page::Page& page, const web::Context& c, db::Session& session, const CaseFile& file) {
  std::vector<Values::Step> steps;
  for (const auto& e : store::list_events(session, file)) {
    Values::Step step{c.words.moment(e.at), c.words("cases.event." + e.verb)};
    if (!e.by.is_nil()) step.who = staff::account_name(session, e.by);
    if (e.verb == "hold") step.note = c.words("cases.hold." + e.reason);
    if (e.verb == "close") step.note = c.words("cases.outcome." + e.reason);
    if (!e.note.empty()) step.note += (step.note.empty() ? "" : " — ") + e.note;
    steps.push_back(std::move(step));
  }
  page.timeline("STORY", steps);
}

void fill_steps(page::Page& page, const web::Context& c, const CaseFile& file) {
  for (const Transition& t : transitions()) {
    if (t.from != file.state) continue;
    switch (t.verb) {
      case Verb::activate:
      case Verb::resume:
        page.add("BUTTONS")
            .set("SEGMENT", t.verb == Verb::activate ? "activation" : "resumption")
            .set("LABEL", c.words("cases.verb." + std::string(verb_name(t.verb))));
        break;
      case Verb::hold:
      case Verb::close:
      case Verb::reopen:
        page.add("LINKS")
            .set("SEGMENT", t.verb == Verb::hold    ? "hold"
                            : t.verb == Verb::close ? "closure"
                                                    : "reopening")
            .set("LABEL", c.words("cases.verb." + std::string(verb_name(t.verb))));
        break;
      case Verb::start:
        break;
    }
  }
}

void fill_facts(page::Page& page, const web::Context& c, db::Session& session, const CaseFile& file) {
  const words::Words& w = c.words;
  page.set("LEAD", staff::account_name(session, file.lead)).set("OPENED", w.day(file.opened_on));
  page.set("REASON", file.reason).set("PERSON", file.person.text()).set("VERSION", file.version);
  if (file.state == State::on_hold && file.hold_until) {
    page.add("HELD").set("WHY", w("cases.hold." + file.hold_reason)).set("UNTIL", w.day(*file.hold_until));
  }
  if (file.state == State::closed && file.closed_on) {
    page.add("CLOSED").set("HOW", w("cases.outcome." + file.outcome)).set("ON", w.day(*file.closed_on));
  }
}

void fill_beside(page::Page& page, const web::Context& c, db::Session& session, const CaseFile& file) {
  if (!outside_port().beside) return;
  const auto beside = outside_port().beside(session, c.words, file.municipality, file.id);
  if (!beside) return;
  auto card = page.add("BESIDE");
  card.set("BESIDE_TITLE", beside->title).set("HREF", beside->href).set("LINK", beside->link);
  for (const std::string& line : beside->lines) card.add("BESIDE_LINES").set("LINE", line);
}

}  // namespace

web::Response case_page(web::Context& c, const CaseId& id, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (allowed->as_partner) return partner_page(c, *allowed, no);
  const CaseFile& file = allowed->file;
  const bool may_keep = access::decide(c.actor, Action::keep_case, allowed->facts).allowed;
  auto page = c.page("cases/case.html");
  page.title(c.words("cases.one"));
  page.error_summary("ERRORS", no);
  fill_head(page, c, *allowed, "overview");
  c.office.db.read([&](db::Session& session) {
    fill_facts(page, c, session, file);
    fill_tasks(page, c, session, *allowed, may_keep);
    fill_story(page, c, session, file);
    fill_beside(page, c, session, file);
  });
  if (may_keep) fill_steps(page, c, file);
  if (may_keep && file.state != State::closed) {
    auto form = page.add("ADD_TASK");
    form.show_if(!no.empty(), "ADD_OPEN");
    Values::Input what{"words", c.words("cases.task.what"), std::string(c.request.form("words"))};
    form.input("WHAT", what, no);
    Values::Input due{"due_on", c.words("cases.task.due"), std::string(c.request.form("due_on"))};
    due.type = "date";
    due.width = "short";
    due.hint = c.words("common.date_hint");
    due.optional = true;
    form.input("DUE", due, no);
    Values::Input who{"responsible", c.words("cases.task.responsible"), std::string(c.request.form("responsible"))};
    who.hint = c.words("cases.task.responsible_hint");
    who.optional = true;
    form.input("WHO", who, no);
  }
  page.show_if(access::function_may(c.actor, Action::open_person), "TO_PERSON");
  return c.show(page, status_of(no));
}

web::Response show_case(web::Context& c) {
  const auto id = c.request.id<CaseId>("id");
  return id ? case_page(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response add_one_task(web::Context& c) {
  const auto id = c.request.id<CaseId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const NewTask task{*id, std::string(c.request.form("words")), std::string(c.request.form("due_on")),
                     std::string(c.request.form("responsible"))};
  const auto done = add_task(c.office, c.actor, task, c.once_key());
  if (done) return c.go("/cases/" + id->text(), "cases.notice.saved");
  return has_field(done.refusals()) ? case_page(c, *id, done.refusals()) : c.refuse(done.refusals());
}

web::Response end_one_task(web::Context& c) {
  const auto id = c.request.id<CaseId>("id");
  const auto task = c.request.id<CaseTaskId>("task");
  if (!id || !task) return c.refuse(Refusal(not_found));
  const auto done = end_task(c.office, c.actor, *id, *task, c.request.form("state"), c.once_key());
  return done ? c.go("/cases/" + id->text(), "cases.notice.saved") : c.refuse(done.refusals());
}

}  // namespace gishe::cases::pages
