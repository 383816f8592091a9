#include "complaints/complaint_acts.h"
#include "complaints/complaints_handlers.h"
#include "staff/staff.h"
#include "territory/territory.h"

// What anybody sees: the form, the number with its secret, the answer. The secret stands in bodies of POSTs only.
namespace gishe::complaints::pages {
namespace {

using page::Values;

constexpr std::size_t typed_max = 9000, key_max = 60;

int status_of(const Refusals& no) { return no.empty() ? 200 : no.front().code->http_status; }

std::vector<Values::Choice> towns(web::Context& c, std::string_view chosen) {
  return c.office.db.read([&](db::Session& session) {
    std::vector<Values::Choice> list{{"", c.words("common.choose")}};
    const auto desks = staff::list_desks(session, c.office.today());
    for (const auto& m : territory::list_municipalities(session)) {
      if (std::find(desks.begin(), desks.end(), m.code) == desks.end()) continue;
      list.push_back({m.code.text, m.name(c.words.language()), {}, m.code.text == chosen});
    }
    return list;
  });
}

web::Response form(web::Context& c, const NewComplaint& n, const Refusals& no) {
  const words::Words& w = c.words;
  auto p = c.page("complaints/form.html", page::Frame::open);
  p.title(w("complaints.title")).error_summary("ERRORS", no);
  p.select("MUNICIPALITY", {"municipality", w("complaints.municipality")}, towns(c, n.municipality.text), no);
  std::vector<Values::Choice> choices;
  for (const auto code : abouts) {
    choices.push_back({std::string(code), w("complaints.about." + std::string(code)), {}, n.about == code});
  }
  p.radios("ABOUT", {"about", w("complaints.about")}, choices, no);
  Values::Input about{"about_words", w("complaints.about_words"), n.about_words};
  about.hint = w("complaints.about_words_hint");
  about.max_length = static_cast<int>(about_max);
  p.input("ABOUT_WORDS", about, no);
  Values::Input words{"words", w("complaints.words"), n.words};
  words.hint = w("complaints.words_hint");
  words.max_length = static_cast<int>(words_max);
  p.area("WORDS", words, no, 8);
  Values::Input name{"name", w("complaints.name"), n.name};
  name.hint = w("complaints.name_hint");
  name.optional = true;
  p.input("NAME", name, no);
  Values::Input email{"email", w("complaints.email"), n.email};
  email.type = "email";
  email.optional = true;
  p.input("EMAIL", email, no);
  Values::Input address{"address", w("complaints.address"), n.address};
  address.optional = true;
  p.input("ADDRESS", address, no);
  return c.show(p, status_of(no));
}

NewComplaint typed(const web::Context& c) {
  const auto& r = c.request;
  NewComplaint n;
  n.municipality = MunicipalityCode::parse(r.form("municipality")).value_or(MunicipalityCode{});
  n.about = r.form("about").substr(0, 20);
  n.about_words = r.form("about_words").substr(0, typed_max);
  n.words = r.form("words").substr(0, typed_max * 2);
  n.name = r.form("name").substr(0, typed_max);
  n.email = r.form("email").substr(0, 255);
  n.address = r.form("address").substr(0, typed_max);
  n.language = words::code(c.words.language());
  return n;
}

Key key_of(const web::Request& r) {
  return {std::string(r.form("number").substr(0, key_max)), std::string(r.form("secret").substr(0, key_max)),
          std::string(r.remote)};
}

web::Response answer_form(web::Context& c, std::string_view number, const Refusals& no) {
  auto p = c.page("complaints/answer_form.html", page::Frame::open);
  p.title(c.words("complaints.answer_title")).error_summary("ERRORS", no);
  Values::Input field{"number", c.words("complaints.number"), std::string(number)};
  field.width = "half";
  p.input("NUMBER", field, no);
  Values::Input secret{"secret", c.words("complaints.secret")};
  secret.width = "half";
  p.input("SECRET", secret, no);
  return c.show(p, status_of(no));
}

web::Response answer_page(web::Context& c, const Key& key, const Refusals& no) {
  const auto followed = follow_complaint(c.office, key);
  if (!followed) return answer_form(c, key.number, followed.refusals());
  const words::Words& w = c.words;
  auto p = c.page("complaints/answer.html", page::Frame::open);
  p.title(w("complaints.answer_title")).error_summary("ERRORS", no);
  p.set("NUMBER", followed->number).set("SECRET", key.secret);
  p.badge("STATE", tone_of(followed->state), w("complaints.state." + std::string(state_name(followed->state))));
  if (is_open(followed->state)) {
    p.add("WAITING").set("DUE", w.with("complaints.due_by", {{"day", w.day_long(followed->due_on)}}));
  }
  if (!followed->answer.empty()) {
    auto answered = p.add("ANSWERED");
    answered.set("ANSWER", followed->answer).set("DAY", w.day(followed->answered_on.value_or(followed->due_on)));
  }
  const bool may = followed->state == State::answered && !followed->reopened && followed->reopen_until &&
                   c.office.today() <= *followed->reopen_until;
  if (may) {
    auto again = p.add("AGAIN");
    again.set("UNTIL", w.with("complaints.again_until", {{"day", w.day(*followed->reopen_until)}}));
    Values::Input reason{"reason", w("complaints.again_reason"), std::string(c.request.form("reason"))};
    reason.max_length = static_cast<int>(words_max);
    again.area("REASON", reason, no, 5);
  }
  return c.show(p, status_of(no));
}

}  // namespace

web::Response show_form(web::Context& c) {
  NewComplaint n;
  if (c.actor.signed_in()) n.municipality = c.actor.post.municipality;
  return form(c, n, {});
}

web::Response make_from_page(web::Context& c) {
  const NewComplaint n = typed(c);
  if (n.municipality.empty()) return form(c, n, {Refusal(required, "municipality")});
  const auto made = make_complaint(c.office, c.actor, n, c.request.remote, c.once_key());
  if (!made) return form(c, n, made.refusals());
  auto p = c.page("complaints/made.html", page::Frame::open);
  p.title(c.words("complaints.made")).set("NUMBER", made->number).set("SECRET", made->secret);
  p.set("DUE", c.words.with("complaints.due_by", {{"day", c.words.day_long(made->due_on)}}));
  auto answer = c.show(p);
  answer.cacheable = false;
  return answer;
}

web::Response show_answer_form(web::Context& c) { return answer_form(c, "", {}); }
web::Response show_answer(web::Context& c) { return answer_page(c, key_of(c.request), {}); }

web::Response reopen_from_page(web::Context& c) {
  const Key key = key_of(c.request);
  const auto done = reopen_complaint(c.office, key, c.request.form("reason").substr(0, typed_max * 2), c.once_key());
  if (done) return answer_page(c, key, {});
  const Refusal& no = done.refusals().front();
  if (no.is(wrong_number_or_secret) || no.is(too_many_tries)) return answer_form(c, key.number, done.refusals());
  return answer_page(c, key, {Refusal(*no.code, "reason", no.with)});
}

web::Response answer_letter(web::Context& c) {
  const Key key = key_of(c.request);
  const auto followed = follow_complaint(c.office, key);
  if (!followed) return answer_form(c, key.number, followed.refusals());
  return followed->answer.empty() ? answer_page(c, key, {}) : letter_of(c, *followed);
}

}  // namespace gishe::complaints::pages
