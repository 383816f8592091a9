#include "base/text.h"
#include "complaints/complaint_acts.h"
#include "complaints/complaints_handlers.h"
#include "staff/staff.h"

// Those who handle complaints: what waits, one of them, what came in a year.
namespace gishe::complaints::pages {
namespace {

using page::Values;

constexpr int shown_max = 100, days_counted = 365;

void fill_listed(Values row, const web::Context& c, const Complaint& one) {
  row.set("ID", one.id.text()).set("NUMBER", one.number).set("KIND", c.words("complaints.about." + one.about));
  row.badge("STATE", tone_of(one.state), c.words("complaints.state." + std::string(state_name(one.state))));
  if (!is_open(one.state)) return;
  auto due = row.add("DUE_SHOWN");
  due.set("DUE", c.words.day(one.due_on)).set("DUE_CLASS", one.due_on < c.office.today() ? "due late" : "due");
}

std::vector<Values::Choice> choices_of(const web::Context& c, const std::vector<people::Colleague>& from,
                                       const AccountId& chosen) {
  std::vector<Values::Choice> list{{"", c.words("common.choose")}};
  for (const auto& who : from) list.push_back({who.email, who.name, {}, who.account == chosen});
  return list;
}

void fill_forms(page::Page& p, const web::Context& c, const Opened& opened, const Refusals& no, std::string_view form) {
  const words::Words& w = c.words;
  const Complaint& one = opened.complaint;
  const Refusals none;
  const auto of = [&](std::string_view which) -> const Refusals& { return form == which ? no : none; };
  if (after(one.state, Verb::assign)) {
    auto assign = p.add("ASSIGN");
    assign.set("ASSIGN_KEY", c.surroundings.form_key + "assign").set("VERSION", std::to_string(one.version));
    assign.select("HANDLER", {"email", w("complaints.handler")}, choices_of(c, opened.handlers, one.handler),
                  of("assignment"));
  }
  if (is_open(one.state)) {
    auto bar = p.add("BAR");
    bar.set("BAR_KEY", c.surroundings.form_key + "bar").set("VERSION", std::to_string(one.version));
    bar.select("COLLEAGUE", {"email", w("complaints.colleague")}, choices_of(c, opened.colleagues, {}),
               of("colleague"));
  }
  if (after(one.state, Verb::answer) && one.handler == c.actor.account) {
    auto answer = p.add("ANSWER_FORM");
    answer.set("ANSWER_KEY", c.surroundings.form_key + "answer").set("VERSION", std::to_string(one.version));
    Values::Input words{"answer", w("complaints.answer"), std::string(c.request.form("answer"))};
    words.hint = w("complaints.answer_hint");
    words.max_length = static_cast<int>(answer_max);
    answer.area("ANSWER_FIELD", words, of("answer"), 10);
  }
}

web::Response show(web::Context& c, const ComplaintId& id, const Refusals& no, std::string_view form) {
  const auto opened = open_complaint(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const words::Words& w = c.words;
  const Complaint& one = opened->complaint;
  auto p = c.page("complaints/one.html");
  p.title(w("complaints.one")).error_summary("ERRORS", no);
  fill_listed(p, c, one);
  p.set("ABOUT_WORDS", one.about_words).set("WORDS", one.words).set("RECEIVED", w.day(one.received_on));
  p.set("WHO", one.name.empty() ? w("complaints.without_name") : one.name).set("ADDRESS", one.address);
  p.email("EMAIL", one.email);
  std::vector<Values::Step> steps;
  c.office.db.read([&](db::Session& session) {
    p.set("HANDLER_NAME", one.handler.is_nil() ? w("common.none") : staff::account_name(session, one.handler));
    for (const auto& e : opened->events) {
      Values::Step step{w.moment(e.at), w("complaints.verb." + e.verb)};
      if (!e.by.is_nil()) step.who = staff::account_name(session, e.by);
      step.note = e.reason;
      steps.push_back(std::move(step));
    }
  });
  p.timeline("EVENTS", steps);
  if (!one.answer.empty()) p.add("ANSWERED").set("ANSWER", one.answer);
  fill_forms(p, c, *opened, no, form);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

using Act = Result<Done> (*)(Office&, const Actor&, const HandlerStep&, std::string_view);
web::Response act(web::Context& c, Act run, std::string_view form, const char* notice, const char* there) {
  const auto id = c.request.id<ComplaintId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const HandlerStep step{*id, text::whole_number(c.request.form("version")).value_or(-1),
                         std::string(c.request.form("email")), std::string(c.request.form("answer"))};
  const auto done = run(c.office, c.actor, step, c.once_key());
  if (done) return c.go(*there ? there : "/desk/complaints/" + id->text(), notice);
  const auto& no = done.refusals();
  return no.front().field.empty() ? c.refuse(no) : show(c, *id, no, form);
}

}  // namespace

page::Values::Tone tone_of(State state) {
  switch (state) {
    case State::received:
    case State::reopened:
      return Values::Tone::wait;
    case State::assigned:
      return Values::Tone::info;
    case State::answered:
      return Values::Tone::go;
    case State::closed:
      return Values::Tone::plain;
  }
  return Values::Tone::plain;
}

web::Response show_inbox(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::handle_complaint);
  auto p = c.page("complaints/inbox.html");
  p.title(c.words("complaints.inbox"));
  c.office.db.read([&](db::Session& session) {
    const auto open = store::list(session, scope, true, shown_max);
    const auto over = store::list(session, scope, false, shown_max);
    for (const auto& one : open) fill_listed(p.add("OPEN"), c, one);
    for (const auto& one : over) fill_listed(p.add("OVER"), c, one);
    p.show_if(open.empty(), "NONE");
    const Day today = c.office.today();
    for (const auto& n : store::count_since(session, scope, today.plus_days(-days_counted), today)) {
      auto row = p.add("COUNTS");
      row.set("KIND", c.words("complaints.about." + n.about)).set("RECEIVED", c.words.number(n.received));
      row.set("ANSWERED", c.words.number(n.answered)).set("LATE", c.words.number(n.late));
      row.set("AGAIN", c.words.number(n.reopened));
    }
  });
  return c.show(p);
}

web::Response show_one(web::Context& c) {
  const auto id = c.request.id<ComplaintId>("id");
  return id ? show(c, *id, {}, "") : c.refuse(Refusal(not_found));
}

web::Response assign_from_page(web::Context& c) {
  return act(c, &assign_complaint, "assignment", "complaints.was_assigned", "");
}
// The one who says so may have named herself: back to the list, where it is no more.
web::Response bar_from_page(web::Context& c) {
  return act(c, &bar_colleague, "colleague", "complaints.was_barred", "/desk/complaints");
}
web::Response answer_from_page(web::Context& c) {
  return act(c, &answer_complaint, "answer", "complaints.was_answered", "");
}

web::Response show_letter(web::Context& c) {
  const auto id = c.request.id<ComplaintId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto opened = open_complaint(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  if (opened->complaint.answer.empty()) return c.refuse(Refusal(not_found));
  return letter_of(c, opened->complaint);
}

}  // namespace gishe::complaints::pages
