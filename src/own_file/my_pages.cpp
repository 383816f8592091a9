#include "own_file/file_words.h"
#include "own_file/handlers.h"
#include "own_file/own_view.h"
#include "own_file/subject_copy.h"
#include "own_file/subject_request_acts.h"

// What somebody reads of herself: plain and large.
namespace gishe::own_file {
namespace {

using page::Values;

void fill_words(page::Page& p, const web::Context& c, db::Session& session, const OwnFile& file) {
  for (const auto& [what, value] : kept_words(session, c.words, file)) {
    p.add("KEPT").set("WHAT", what).set("VALUE", value);
  }
  for (const auto& line : opened_words(session, c.words, file)) {
    p.add("OPENED").set("WHEN", line.when).set("DID", line.done).set("WHO", line.who);
  }
  p.show_if(file.opened.empty(), "NOT_OPENED");
}

void fill_requests(page::Page& p, const web::Context& c, db::Session& session, const OwnFile& file) {
  for (const auto& r : store::list_requests_of(session, file.access.municipality, file.access.person)) {
    auto row = p.add("REQUESTS");
    row.set("NUMBER", r.number).set("KIND", c.words("own.request.kind." + r.kind));
    row.badge("STATE", tone_of(r), c.words("own.request.state." + r.state));
    if (r.is_open()) row.add("DUE").set("DAY", c.words.day(r.due_on));
    if (!r.answer.empty()) row.add("ANSWER").set("WORDS", r.answer);
    row.show_if(r.state == "refused", "REMEDY");
    const bool hers = !file.access.mandate || r.asked_by == c.actor.account;
    if (r.kind != "copy" || r.state != "answered" || !hers) continue;
    const auto copy = store::find_copy(session, r);
    if (copy && copy->released_at) row.add("RELEASED").set("REQUEST", r.id.text());
  }
}

void fill_contracts(page::Page& p, const OwnFile& file) {
  p.show_if(!file.contracts.empty(), "ANY_CONTRACT");
  for (const auto& one : file.contracts) {
    auto row = p.add("CONTRACTS");
    row.set("NUMBER", one.number).set("SERVICE", one.service).set("HOUSE", one.organisation);
    row.set("STATE_WORDS", one.state).set("FEE", one.fee).set("PERIOD", one.period);
  }
}

web::Response show_file(web::Context& c, const PersonId& id, bool others, const Refusals& no = {}) {
  const auto file = open_own_file(c.office, c.actor, c.words, id);
  if (!file) return c.refuse(file.refusals());
  auto p = c.page(file->in_person ? "own_file/in_person.html" : "own_file/my_file.html");
  p.title(c.words("own.my.title")).show_if(others, "OTHERS");
  if (file->in_person) return c.show(p);
  p.set("NAME", file->person.full_name()).show_if(file->access.mandate.has_value(), "REPRESENTS");
  for (const auto& a : file->applied) {
    auto row = p.add("APPLIED");
    row.set("NUMBER", a.number).set("NEEDS", a.needs).badge("STATE", a.tone, a.state);
    if (!a.due.empty()) row.add("DUE").set("DAY", a.due);
  }
  p.show_if(file->applied.empty(), "NOT_APPLIED");
  fill_contracts(p, *file);
  c.office.db.read([&](db::Session& session) {
    fill_words(p, c, session, *file);
    fill_requests(p, c, session, *file);
  });
  p.set("PERSON", id.text()).error_summary("ERRORS", no);
  fill_asking(p, c, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_my(web::Context& c) {
  const auto mine = list_mine(c.office, c.actor);
  if (mine.size() == 1) return show_file(c, mine.front().access.person, false);
  auto p = c.page("own_file/my.html");
  p.title(c.words("own.my.title")).show_if(mine.empty(), "NOTHING").show_if(!mine.empty(), "CHOOSE");
  for (const auto& one : mine) {
    auto row = p.add("MINE");
    row.set("PERSON", one.access.person.text()).set("NAME", one.in_person ? c.words("own.my.own_file") : one.name);
    row.show_if(one.access.mandate.has_value(), "REPRESENTS");
  }
  return c.show(p);
}

web::Response post_my_request(web::Context& c) {
  const auto id = c.request.id<PersonId>("person");
  if (!id) return c.refuse(Refusal(not_found));
  const auto made =
      ask_about_own(c.office, c.actor, {*id, std::string(c.request.form("kind")), std::string(c.request.form("words"))},
                    c.once_key());
  if (made) return c.go("/my/" + id->text(), "own.request.was_received");
  if (made.refusals().front().field.empty()) return c.refuse(made.refusals());
  return show_file(c, *id, true, made.refusals());
}

web::Response show_my_file(web::Context& c) {
  const auto id = c.request.id<PersonId>("person");
  return id ? show_file(c, *id, true) : c.refuse(Refusal(not_found));
}

}  // namespace gishe::own_file
