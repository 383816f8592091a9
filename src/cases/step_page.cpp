#include "cases/handlers.h"

// Hold, close, reopen: a page with a form each. Activate, resume: a button.
namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

const char* segment_of(Verb verb) {
  switch (verb) {
    case Verb::hold:
      return "hold";
    case Verb::close:
      return "closure";
    case Verb::reopen:
      return "reopening";
    default:
      return "";
  }
}

void fill_ends(page::Page& page, const web::Context& c, const CaseFile& file, const Refusals& no) {
  const auto ends = c.office.db.read([&](db::Session& session) { return list_loose_ends(session, c.actor, file); });
  page.show_if(ends.empty(), "NO_ENDS");
  if (ends.empty()) return;
  auto section = page.add("ENDS");
  for (const LooseEnd& end : ends) {
    auto row = section.add("END_ROWS");
    row.set("KIND", c.words("cases.end." + end.kind)).set("WHAT", end_words(c.words, end));
    if (end.due_on) row.add("END_DUE").set("DUE", due_words(c.words, *end.due_on, c.office.today()));
    if (!end.handed_to.empty()) {
      row.add("HANDED").set("TO", end.handed_to);
      continue;
    }
    const std::string key = end.subject.text();
    const bool refused = c.request.form("subject") == key;
    auto form = row.add("HAND_OVER");
    form.set("END_KIND", end.kind).set("SUBJECT", key).set("END_KEY", c.surroundings.form_key + key);
    form.show_if(refused && !no.empty(), "HAND_OPEN");
    Values::Input to{"to", c.words("cases.end.to"), refused ? std::string(c.request.form("to")) : ""};
    to.of = key;
    form.input("TO", to, refused ? no : Refusals{});
  }
}

web::Response draw(web::Context& c, const CaseId& id, Verb verb, const Step& typed, const Refusals& no) {
  const auto allowed = open_case_for(c.office, c.actor, Action::keep_case, id, "case.opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (!find_transition(allowed->file.state, verb))
    return c.refuse(no.empty() ? Refusal(not_from_this_state) : no.front());
  const words::Words& w = c.words;
  const std::string name(verb_name(verb));
  auto page = c.page("cases/step.html");
  page.title(w("cases.verb." + name)).set("ID", id.text()).set("NUMBER", allowed->file.number);
  page.set("NAME", allowed->file.person_name).set("SEGMENT", segment_of(verb)).set("VERSION", allowed->file.version);
  page.set("LEAD", w("cases.step." + name)).set("BUTTON", w("cases.verb." + name));
  page.error_summary("ERRORS", c.request.form("subject").empty() ? no : Refusals{});
  if (verb == Verb::close) fill_ends(page, c, allowed->file, no);
  if (verb == Verb::hold) {
    page.add("WITH_REASON")
        .radios("REASON", {"reason", w("cases.hold_reason")}, choices_of(w, "cases.hold.", hold_reasons, typed.reason),
                no);
    Values::Input until{"until", w("cases.hold_until"), typed.until, w("common.date_hint"), "date"};
    until.width = "short";
    page.add("WITH_DAY").input("UNTIL", until, no);
  }
  if (verb == Verb::close) {
    page.add("WITH_REASON")
        .radios("REASON", {"reason", w("cases.outcome")}, choices_of(w, "cases.outcome.", outcomes, typed.reason), no);
  }
  Values::Input note{"note", w("cases.step_note"), typed.note};
  note.optional = verb != Verb::reopen;
  note.max_length = static_cast<int>(words_max);
  page.area("NOTE", note, no);
  page.show(verb == Verb::close ? "STOP" : "GO");
  return c.show(page, status_of(no));
}

web::Response show(web::Context& c, Verb verb) {
  const auto id = c.request.id<CaseId>("id");
  return id ? draw(c, *id, verb, {}, {}) : c.refuse(Refusal(not_found));
}

web::Response post(web::Context& c, Verb verb) {
  const auto id = c.request.id<CaseId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const Step step{*id,
                  std::string(verb_name(verb)),
                  typed_version(c.request),
                  std::string(c.request.form("reason")),
                  std::string(c.request.form("until")),
                  std::string(c.request.form("note"))};
  const auto reached = take_step(c.office, c.actor, step, c.once_key());
  if (reached) return c.go("/cases/" + id->text(), "cases.notice.step");
  const auto& no = reached.refusals();
  const bool has_page = verb == Verb::hold || verb == Verb::close || verb == Verb::reopen;
  const bool hers = !no.front().is(not_found) && !no.front().is(not_your_function);
  return has_page && hers ? draw(c, *id, verb, step, no) : c.refuse(no);
}

}  // namespace

web::Response show_hold(web::Context& c) { return show(c, Verb::hold); }
web::Response show_closure(web::Context& c) { return show(c, Verb::close); }
web::Response show_reopening(web::Context& c) { return show(c, Verb::reopen); }
web::Response activate(web::Context& c) { return post(c, Verb::activate); }
web::Response hold(web::Context& c) { return post(c, Verb::hold); }
web::Response resume(web::Context& c) { return post(c, Verb::resume); }
web::Response close(web::Context& c) { return post(c, Verb::close); }
web::Response reopen(web::Context& c) { return post(c, Verb::reopen); }

web::Response hand_over_one(web::Context& c) {
  const auto id = c.request.id<CaseId>("id");
  const auto subject = Uuid::parse(c.request.form("subject"));
  if (!id || !subject) return c.refuse(Refusal(not_found));
  const auto done =
      hand_over_end(c.office, c.actor, *id, c.request.form("kind"), *subject, c.request.form("to"), c.once_key());
  if (done) return c.go("/cases/" + id->text() + "/closure", "cases.notice.handed");
  return has_field(done.refusals()) ? draw(c, *id, Verb::close, {}, done.refusals()) : c.refuse(done.refusals());
}

}  // namespace gishe::cases::pages
