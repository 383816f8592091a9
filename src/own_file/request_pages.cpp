#include "base/text.h"
#include "own_file/handlers.h"
#include "own_file/subject_copy.h"
#include "own_file/subject_request_acts.h"
#include "staff/staff.h"

// Requests of people about their own data: the fields to ask with, and the pages of who answers.
namespace gishe::own_file {
namespace {

using page::Values;

constexpr int requests_shown = 100;

void fill_listed(Values row, const web::Context& c, const SubjectRequest& r) {
  row.set("ID", r.id.text()).set("NUMBER", r.number).set("KIND", c.words("own.request.kind." + r.kind));
  row.badge("STATE", tone_of(r), c.words("own.request.state." + r.state)).set("ASKED", c.words.moment(r.asked_at));
  if (!r.is_open()) return;
  auto due = row.add("DUE_SHOWN");
  due.set("DUE", c.words.day(r.due_on)).set("DUE_CLASS", r.due_on < c.office.today() ? "due late" : "due");
}

void fill_copy(page::Page& p, const web::Context& c, const SubjectRequest& r) {
  const auto copy = c.office.db.read([&](db::Session& session) { return store::find_copy(session, r); });
  if (copy && copy->released_at) {
    p.add("RELEASED").set("WHEN", c.words.moment(*copy->released_at));
  } else if (r.is_open()) {
    p.show(copy ? "REVIEW" : "PREPARE");
  }
}

web::Response show(web::Context& c, const SubjectRequestId& id, const Refusals& no) {
  const auto opened = open_request(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const SubjectRequest& r = opened->request;
  auto p = c.page("own_file/request.html");
  p.title(c.words("own.requests.title"))
      .set("ID", id.text())
      .set("PERSON", opened->person)
      .set("VERSION", std::to_string(r.version));
  p.error_summary("ERRORS", no);
  fill_listed(p, c, r);
  if (!r.words.empty()) p.add("SAID").set("WORDS", r.words);
  if (!r.answer.empty()) p.add("ANSWERED").set("ANSWER", r.answer);
  p.show_if(r.kind == "erasure" && r.is_open(), "ERASURE");
  p.show_if(r.kind == "restriction" || r.kind == "correction" || r.kind == "objection", "RESTRICT");
  if (r.kind == "copy") fill_copy(p, c, r);
  std::vector<Values::Step> steps;
  c.office.db.read([&](db::Session& session) {
    for (const auto& e : opened->events) {
      steps.push_back({c.words.moment(e.at), c.words("own.request.state." + e.to),
                       staff::account_name(session, e.account), e.reason});
    }
  });
  p.timeline("EVENTS", steps);
  std::vector<Values::Choice> choices;
  for (const auto& step : request_steps()) {
    if (!after_step(r.state, step)) continue;
    choices.push_back({step, c.words("own.request.step." + step), {}, c.request.form("step") == step});
  }
  if (!choices.empty()) {
    auto form = p.add("FORM");
    form.radios("STEP", {"step", c.words("own.requests.step")}, choices, no);
    Values::Input words{"words", c.words("own.requests.step_words"), std::string(c.request.form("words"))};
    words.hint = c.words("own.requests.step_hint");
    words.max_length = static_cast<int>(request_words_max);
    words.optional = r.state == "received";
    form.area("WORDS", words, no);
  }
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

page::Values::Tone tone_of(const SubjectRequest& r) {
  if (r.state == "answered") return Values::Tone::go;
  if (r.state == "refused") return Values::Tone::stop;
  return r.state == "received" ? Values::Tone::wait : Values::Tone::info;
}

void fill_asking(page::Values& form, const web::Context& c, const Refusals& no) {
  std::vector<Values::Choice> kinds;
  for (const auto& kind : request_kinds()) {
    kinds.push_back({kind, c.words("own.request.kind." + kind), {}, c.request.form("kind") == kind});
  }
  form.radios("KIND", {"kind", c.words("own.request.kind")}, kinds, no);
  Values::Input words{"words", c.words("own.request.words"), std::string(c.request.form("words"))};
  words.hint = c.words("own.request.words_hint");
  words.max_length = static_cast<int>(request_words_max);
  form.area("WORDS", words, no);
}

web::Response show_requests(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::answer_request);
  auto p = c.page("own_file/requests.html");
  p.title(c.words("own.requests.title"));
  c.office.db.read([&](db::Session& session) {
    const auto open = store::list_requests(session, scope, true, requests_shown);
    const auto over = store::list_requests(session, scope, false, requests_shown);
    for (const auto& r : open) fill_listed(p.add("OPEN"), c, r);
    for (const auto& r : over) fill_listed(p.add("OVER"), c, r);
    p.show_if(open.empty(), "NONE").show_if(over.empty(), "NONE_OVER");
  });
  return c.show(p);
}

web::Response show_request(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response post_request_step(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const RequestStep step{*id, std::string(c.request.form("step")), std::string(c.request.form("words")),
                         text::whole_number(c.request.form("version")).value_or(-1)};
  const auto done = take_request_step(c.office, c.actor, step, c.once_key());
  if (done) return c.go("/data-protection/requests/" + id->text(), "own.requests.was_done");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return show(c, *id, done.refusals());
}

}  // namespace gishe::own_file
