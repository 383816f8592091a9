#include "answers/answers_handlers.h"
#include "base/text.h"
#include "platform/words/words.h"

// What the receiver sees who has no account: first name and need; after saying who she is, the package and the answer.
// Nothing is kept in a cookie: who she is travels with the form.
namespace gishe::answers {
namespace {

std::string token_of(const web::Context& c) { return std::string(c.request.in_path("token")); }

/// Used, over, withdrawn, answered meanwhile or never there: the same plain page that says what to do.
web::Response gone_page(web::Context& c, const Refusals& refusals) {
  const bool wait = refusals.front().is(wait_first);
  const Refusal& said = wait ? refusals.front() : Refusal(link_gone);
  auto page = c.page("answers/gone.html", page::Frame::open);
  page.title(c.words("answers.gone.title"));
  page.set("WORDS", c.words.refusal(said)).show_if(!wait, "WHAT_TO_DO");
  return c.show(page, said.code->http_status);
}

bool is_gone(const Refusals& refusals) {
  return refusals.front().is(link_gone) || refusals.front().is(wait_first) || refusals.front().is(not_found) ||
         refusals.front().is(not_from_this_state);
}

Person person_of(const web::Request& request) {
  return {text::tidy(std::string(request.form("name"))), text::tidy(std::string(request.form("post"))),
          text::tidy(std::string(request.form("organisation")))};
}

page::Values::Input field(const words::Words& w, const char* name, const std::string& value) {
  page::Values::Input input;
  input.name = name;
  input.label = w("answers.field." + std::string(name));
  input.value = value;
  input.max_length = 120;
  return input;
}

void put_head(page::Page& page, const words::Words& w, const Seen& seen) {
  const auto& r = seen.referral.referral;
  std::vector<std::string> needs;
  for (const auto& need : seen.referral.needs) needs.push_back(w("need." + need));
  page.set("FIRST_NAME", seen.referral.first_name).show_if(!seen.referral.first_name.empty(), "NAMED");
  page.set("NEEDS", needs.empty() ? r.to_service_name : text::join(needs, ", "));
  page.set("SERVICE", r.to_service_name).set("ORGANISATION", r.to_organisation_name).set("NUMBER", r.number);
  page.set("UNTIL", w.with("answers.link.open", {{"day", w.day(seen.link.expires_on)}}));
}

web::Response first_page(web::Context& c, const Seen& seen, const Person& person, const Refusals& refusals) {
  const words::Words& w = c.words;
  auto page = c.page("answers/first.html", page::Frame::open);
  page.title(w("answers.first.title")).error_summary("ERRORS", refusals);
  page.set("TOKEN", token_of(c));
  put_head(page, w, seen);
  page.input("NAME", field(w, "name", person.name), refusals);
  page.input("POST", field(w, "post", person.post), refusals);
  page.input("ORGANISATION_FIELD", field(w, "organisation", person.organisation), refusals);
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

void put_reasons(page::Page& page, const words::Words& w, const Seen& seen, std::string_view chosen,
                 const Refusals& refusals) {
  std::vector<page::Values::Choice> reasons = {{"", w("answers.choose"), {}, chosen.empty()}};
  const bool outcome = seen.link.kind == "outcome";
  for (const auto code : outcome ? referrals::outcomes() : std::span(referrals::decline_reasons)) {
    reasons.push_back({std::string(code),
                       w((outcome ? "referral.outcome." : "decline_reason.") + std::string(code)),
                       {},
                       code == chosen});
  }
  auto input = field(w, outcome ? "outcome" : "reason", "");
  input.name = "reason";
  input.optional = true;
  page.select("REASON", input, reasons, refusals);
}

web::Response answer_page(web::Context& c, const Seen& seen, const Person& person, const Refusals& refusals) {
  const words::Words& w = c.words;
  const auto& typed = c.request;
  auto page = c.page("answers/answer.html", page::Frame::open);
  page.title(w("answers.answer.title")).error_summary("ERRORS", refusals);
  page.set("TOKEN", token_of(c)).set("NAME", person.name).set("POST", person.post).set("FROM", person.organisation);
  put_head(page, w, seen);
  page.set("ASKED", seen.referral.reason);
  for (const auto& [name, value] : seen.referral.package)
    page.add("PACKAGE")
        .set("LABEL", w("referrals.field." + name))
        .set("VALUE", referrals::package_words(w, name, value));
  std::vector<page::Values::Choice> verbs;
  for (const auto verb : verbs_of(seen.link, seen.referral.referral.state, seen.referral.may_ask))
    verbs.push_back({std::string(verb), w("answers.verb." + std::string(verb)), {}, verb == typed.form("verb")});
  page.radios("VERB", field(w, "verb", ""), verbs, refusals);
  put_reasons(page, w, seen, typed.form("reason"), refusals);
  auto on = field(w, "on", std::string(typed.form("on")));
  on.type = "date";
  on.width = "short";
  on.optional = true;
  if (seen.link.kind == "answer") page.add("DAY").input("ON", on, refusals);
  auto note = field(w, "note", std::string(typed.form("note")));
  note.optional = true;
  note.max_length = 1000;
  page.area("NOTE", note, refusals, 4);
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response show_answer(web::Context& c) {
  const auto seen = look(c.office, token_of(c), c.request.remote);
  if (!seen) return gone_page(c, seen.refusals());
  return first_page(c, *seen, {"", "", seen->referral.referral.to_organisation_name}, {});
}

web::Response identify_from_page(web::Context& c) {
  const Person person = person_of(c.request);
  const auto seen = identify(c.office, token_of(c), person, c.request.remote);
  if (seen) return answer_page(c, *seen, person, {});
  if (is_gone(seen.refusals())) return gone_page(c, seen.refusals());
  const auto looked = look(c.office, token_of(c), c.request.remote);
  if (!looked) return gone_page(c, looked.refusals());
  return first_page(c, *looked, person, seen.refusals());
}

web::Response answer_from_page(web::Context& c) {
  const Person person = person_of(c.request);
  referrals::Step step;
  step.verb = c.request.form("verb");
  step.reason = step.verb == "decline" || step.verb == "complete" ? c.request.form("reason") : "";
  step.note = c.request.form("note");
  step.on = step.verb == "accept" ? c.request.form("on") : "";
  const auto done = answer(c.office, token_of(c), person, step, c.request.remote);
  if (done) {
    auto page = c.page("answers/done.html", page::Frame::open);
    page.title(c.words("answers.done.title"));
    page.set("STATE", c.words("referral.state." + std::string(referrals::state_name(*done))));
    return c.show(page);
  }
  if (is_gone(done.refusals())) return gone_page(c, done.refusals());
  const auto looked = look(c.office, token_of(c), c.request.remote);
  if (!looked) return gone_page(c, looked.refusals());
  return why_not_person(person).empty() ? answer_page(c, *looked, person, done.refusals())
                                        : first_page(c, *looked, person, done.refusals());
}

}  // namespace gishe::answers
