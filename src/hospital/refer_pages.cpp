#include "base/text.h"
#include "directory/directory.h"
#include "hospital/handlers.h"
#include "hospital/link.h"
#include "territory/territory.h"

// The hospital's own door: it has no account. With a link it sends one person; with number and secret it sees how that
// goes, answers, and tells of an admission.
namespace gishe::hospital {
namespace {

using Input = page::Values::Input;
using Choice = page::Values::Choice;

std::string token_of(const web::Context& c) { return std::string(c.request.in_path("token")); }

web::Response gone_page(web::Context& c, const Refusals& no) {
  auto page = c.page("hospital/gone.html", page::Frame::open);
  page.title(c.words("hospital.gone.title")).set("WORDS", c.words.refusal(no.front()));
  page.show_if(no.front().is(link_gone), "WHAT_TO_DO");
  return c.show(page, status_of(no));
}

Told told_in(const web::Request& r) {
  Told t;
  const auto of = [&](std::string_view name) { return std::string(r.form(name)); };
  t.given_name = of("given_name");
  t.middle_name = of("middle_name");
  t.family_name = of("family_name");
  t.born_on = of("born_on");
  t.identifier = of("identifier");
  t.settlement = of("settlement");
  t.address = of("address");
  t.phone = of("phone");
  t.contact_rule = of("contact_rule");
  for (const auto need : r.form_all("needs")) t.needs.emplace_back(need);
  t.words = of("words");
  t.leaves_on = of("leaves_on");
  t.urgency = r.form("urgency").empty() ? "normal" : of("urgency");
  t.legal_ground = of("legal_ground");
  t.consent_how = of("consent_how");
  t.name = of("name");
  t.post = of("post");
  t.reply_to = of("reply_to");
  return t;
}

void add(page::Page& page, const char* part, const words::Words& w, const char* name, const std::string& value,
         const Refusals& no, const char* type = "text", bool optional = false) {
  Input input{name, w("hospital.field." + std::string(name)), value};
  input.type = type;
  input.optional = optional;
  input.max_length = static_cast<int>(said_max);
  input.width = input.type == "date" ? "short" : "half";
  if (const std::string hint = "hospital.hint." + std::string(name); w.has(hint)) input.hint = w(hint);
  page.add(part).input("FIELD", input, no);
}

void fill_person(page::Page& page, const words::Words& w, db::Session& session, const HospitalLink& link, const Told& t,
                 const Refusals& no) {
  add(page, "PERSON", w, "given_name", t.given_name, no);
  add(page, "PERSON", w, "middle_name", t.middle_name, no, "text", true);
  add(page, "PERSON", w, "family_name", t.family_name, no);
  add(page, "PERSON", w, "born_on", t.born_on, no, "date", true);
  add(page, "PERSON", w, "identifier", t.identifier, no, "number", true);
  std::vector<Choice> places{{"", w("common.choose")}};
  for (const auto& place : territory::list_settlements(session, link.municipality))
    places.push_back({place.code.text, place.full_name(w.language()), {}, place.code.text == t.settlement});
  Input where{"settlement", w("hospital.field.settlement")};
  where.width = "half";
  where.optional = true;
  page.add("PERSON").select("FIELD", where, places, no);
  add(page, "PERSON", w, "address", t.address, no, "text", true);
  add(page, "PERSON", w, "phone", t.phone, no, "tel", true);
  add(page, "PERSON", w, "contact_rule", t.contact_rule, no, "text", true);
}

void fill_needs(page::Page& page, const words::Words& w, db::Session& session, const Told& t, const Refusals& no) {
  std::vector<Choice> needs;
  for (const auto& need : directory::list_needs(session))
    needs.push_back({need.code, w("need." + need.code), {}, text::one_of(t.needs, need.code)});
  page.checkboxes("NEEDS", {"needs", w("hospital.field.needs"), {}, w("hospital.hint.needs")}, needs, no);
  Input words{"words", w("hospital.field.words"), t.words, w("hospital.hint.words")};
  words.max_length = static_cast<int>(words_max);
  page.area("WORDS", words, no, 4);
}

web::Response form_page(web::Context& c, const HospitalLink& link, const Told& t, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("hospital/form.html", page::Frame::open);
  page.title(w("hospital.form.title")).error_summary("ERRORS", no);
  page.set("TOKEN", token_of(c)).set("HOUSE", link.house_name);
  page.set("UNTIL", w.with("hospital.link.open", {{"day", w.day(link.expires_on)}}));
  c.office.db.read([&](db::Session& session) {
    page.set("TOWN", territory::municipality_name(session, link.municipality, w.language()));
    fill_person(page, w, session, link, t, no);
    fill_needs(page, w, session, t, no);
  });
  add(page, "STAY", w, "leaves_on", t.leaves_on, no, "date");
  page.radios("URGENCY", {"urgency", w("hospital.field.urgency")},
              choices_of(w, "referral.urgency.", urgencies, t.urgency), no);
  page.radios("GROUND", {"legal_ground", w("hospital.field.legal_ground")},
              choices_of(w, "legal_ground.", legal_grounds, t.legal_ground), no);
  Input how{"consent_how", w("hospital.field.consent_how"), {}, w("hospital.hint.consent_how")};
  how.optional = true;
  page.radios("CONSENT", how, choices_of(w, "referral.consent.", consent_ways, t.consent_how), no);
  add(page, "SENDER", w, "name", t.name, no);
  add(page, "SENDER", w, "post", t.post, no);
  add(page, "SENDER", w, "reply_to", t.reply_to, no, "email", true);
  return c.show(page, status_of(no));
}

web::Response door_page(web::Context& c, std::string_view number, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("hospital/door.html", page::Frame::open);
  page.title(w("hospital.door.title")).error_summary("ERRORS", no);
  Input field{"number", w("hospital.field.number"), std::string(number)};
  field.max_length = 40;
  field.width = "half";
  page.input("NUMBER", field, no);
  Input secret{"secret", w("hospital.field.secret")};
  secret.max_length = 40;
  secret.width = "half";
  page.input("SECRET", secret, no);
  return c.show(page, status_of(no));
}

void fill_later(page::Page& page, const words::Words& w, const Seen& seen, std::string_view verb, const web::Request& r,
                const Refusals& no) {
  if (seen.may_answer) {
    Input words{"words", w("hospital.field.answer"), std::string(r.form("words"))};
    words.max_length = static_cast<int>(words_max);
    page.add("ANSWER").area("FIELD", words, verb == "answer" ? no : Refusals{}, 4);
  }
  if (seen.may_tell_admission) {
    Input day{"day", w("hospital.field.day"), std::string(r.form("day")), w("common.date_hint")};
    day.type = "date";
    day.width = "short";
    auto part = page.add("READMIT");
    part.input("FIELD", day, verb == "readmit" ? no : Refusals{});
    part.show_if(verb == "readmit" && !no.empty(), "OPENED");
  }
  page.show_if(seen.may_withdraw, "WITHDRAW");
}

web::Response state_page(web::Context& c, const Seen& seen, std::string_view secret, std::string_view verb,
                         std::string_view notice, const Refusals& no) {
  const words::Words& w = c.words;
  const Discharge& d = seen.discharge;
  auto page = c.page("hospital/state.html", page::Frame::open);
  page.title(w("hospital.state.title")).error_summary("ERRORS", no);
  if (!notice.empty()) page.show("NOTICE").set("NOTICE_WORDS", w(notice));
  page.set("NUMBER", d.number).set("SECRET", secret).set("HOUSE", d.house_name);
  page.badge("STATE", tone_of(d.state), state_words(w, d.state));
  page.set("SENT", w.with("hospital.state.sent_at", {{"moment", w.moment(d.sent_at)}}));
  page.set("MEANING", w("hospital.meaning." + std::string(state_name(d.state))));
  if (!d.outcome.empty()) page.show("OUTCOME").set("OUTCOME_WORDS", w("referral.outcome." + d.outcome));
  if (!seen.question.empty()) page.show("QUESTION").set("QUESTION_WORDS", seen.question);
  for (const Day day : seen.admissions) page.add("ADMISSIONS").set("DAY", w.day(day));
  fill_later(page, w, seen, verb, c.request, no);
  return c.show(page, status_of(no));
}

}  // namespace

web::Response show_door(web::Context& c) { return door_page(c, {}, {}); }

web::Response show_form(web::Context& c) {
  const auto link = look_at_link(c.office, token_of(c), c.request.remote);
  if (!link) return gone_page(c, link.refusals());
  Told fresh;
  fresh.legal_ground = "consent";
  return form_page(c, *link, fresh, {});
}

web::Response send_from_page(web::Context& c) {
  const Told told = told_in(c.request);
  const auto given = send_by_link(c.office, token_of(c), told, c.once_key(), c.request.remote);
  if (!given) {
    // A wrong link was counted when it was tried: not once more for the page.
    const Refusal& no = given.refusals().front();
    if (no.is(link_gone) || no.is(wait_first)) return gone_page(c, given.refusals());
    const auto link = look_at_link(c.office, token_of(c), c.request.remote);
    return link ? form_page(c, *link, told, given.refusals()) : gone_page(c, link.refusals());
  }
  auto page = c.page("hospital/sent.html", page::Frame::open);
  page.title(c.words("hospital.sent.title")).set("NUMBER", given->number).set("SECRET", given->secret);
  const Day answer_by = Day::from_iso(given->also).value_or(c.office.today());
  page.set("ANSWER_BY", c.words.with("apply.sent.answer_by", {{"day", c.words.day_long(answer_by)}}));
  return c.show(page);
}

web::Response follow_from_page(web::Context& c) {
  const std::string number(c.request.form("number").substr(0, 60));
  const std::string_view secret = c.request.form("secret").substr(0, 60);
  const auto seen = follow(c.office, {number, secret, c.request.remote});
  return seen ? state_page(c, *seen, secret, {}, {}, {}) : door_page(c, number, seen.refusals());
}

web::Response step_from_page(web::Context& c) {
  const std::string number(c.request.form("number").substr(0, 60));
  const std::string_view secret = c.request.form("secret").substr(0, 60);
  const HouseStep step{std::string(c.request.form("verb")), std::string(c.request.form("words")),
                       std::string(c.request.form("day"))};
  const visitors::Typed key{number, secret, c.request.remote};
  const auto done = house_step(c.office, key, step, c.once_key(step.verb));
  if (!done) {
    const Refusal& no = done.refusals().front();
    if (no.is(wrong_number_or_secret) || no.is(wait_first)) return door_page(c, number, done.refusals());
  }
  const auto seen = follow(c.office, key);
  if (!seen) return door_page(c, number, seen.refusals());
  return state_page(c, *seen, secret, step.verb, done ? "hospital.notice." + step.verb : "",
                    done ? Refusals{} : done.refusals());
}

}  // namespace gishe::hospital
