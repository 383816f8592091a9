#include "inquiries/ask.h"
#include "inquiries/inquiries_handlers.h"
#include "inquiries/said.h"

// Reading the answer by number and secret, writing once more, and a conversation: one page, made anew by a button that
// sends number and secret again. Nothing stands in an address or a cookie.
namespace gishe::inquiries {
namespace {

constexpr std::size_t typed_max = 9000, key_max = 60;

web::Response form_page(web::Context& c, std::string_view number, const Refusals& refusals) {
  const words::Words& w = c.words;
  auto page = c.page("inquiries/answer_form.html", page::Frame::open);
  page.title(w("answer.title")).error_summary("ERRORS", refusals);
  page::Values::Input field{"number", w("answer.number"), std::string(number), w("answer.number_hint")};
  field.max_length = 40;
  field.width = "half";
  page.input("NUMBER", field, refusals);
  page::Values::Input secret{"secret", w("answer.secret"), {}, w("answer.secret_hint")};
  secret.max_length = 40;
  secret.width = "half";
  page.input("SECRET", secret, refusals);
  return c.show(page, status_of(refusals));
}

std::string sentence(const words::Words& w, const Inquiry& q) {
  if (q.state == State::ended) {
    const std::string told = "answer.ended." + q.outcome;
    return w(w.has(told) ? told : "answer.ended");
  }
  if (q.kind == Kind::conversation)
    return w(q.state == State::waiting ? "answer.talk_waiting" : "answer.talk_answered");
  if (q.state == State::answered) return w("answer.answered");
  return w.with("answer.waiting", {{"day", w.day_long(q.due_on)}});
}

web::Response talk_page(web::Context& c, const Followed& f, std::string_view secret, std::string_view unsent,
                        const Refusals& refusals) {
  const words::Words& w = c.words;
  const Inquiry& q = f.inquiry;
  auto page = c.page("inquiries/talk.html", page::Frame::open);
  page.title(w("answer.of") + ' ' + q.number).error_summary("ERRORS", refusals);
  page.set("NUMBER", q.number).set("SECRET", secret).set("SENTENCE", sentence(w, q));
  for (const Message& m : f.messages) {
    auto row = page.add("MESSAGES");
    row.set("WHO", w(m.account ? "answer.desk" : "answer.you")).set("AT", w.moment(m.at)).set("WORDS", m.words);
    row.set("SIDE", m.account ? "desk" : "own");
  }
  const bool talking = q.kind == Kind::conversation && q.state != State::ended;
  page.show_if(talking, "TALKING").show_if(q.state != State::ended && !talking, "WAITS");
  if (asker_may_write(q)) {
    page.show("MAY_WRITE");
    page::Values::Input words{"words", w(talking ? "answer.write" : "answer.write_once"), std::string(unsent),
                              talking ? "" : w("answer.write_once_hint")};
    words.max_length = static_cast<int>(message_max);
    page.area("WORDS_FIELD", words, refusals, talking ? 2 : 4);
  }
  if (q.keep_until) page.show("KEPT").set("UNTIL", w.with("answer.kept", {{"day", w.day(*q.keep_until)}}));
  return c.show(page, status_of(refusals));
}

struct Key {
  std::string number, secret;
};
Key typed_key(const web::Request& r) {
  return {std::string(r.form("number").substr(0, key_max)), std::string(r.form("secret").substr(0, key_max))};
}

web::Response talk(web::Context& c, const Key& key, std::string_view unsent, const Refusals& refusals) {
  const auto followed = follow_inquiry(c.office, key.number, key.secret, c.request.remote);
  if (!followed) return form_page(c, key.number, followed.refusals());
  return talk_page(c, *followed, key.secret, unsent, refusals);
}

}  // namespace

web::Response show_answer_form(web::Context& c) {
  return form_page(c, c.request.query("number").substr(0, key_max), {});
}

web::Response show_answer(web::Context& c) { return talk(c, typed_key(c.request), {}, {}); }

web::Response write_from_page(web::Context& c) {
  const Key key = typed_key(c.request);
  const std::string words(c.request.form("words").substr(0, typed_max));
  const auto done = write_again(c.office, key.number, key.secret, words, c.request.remote, c.once_key());
  if (done) return talk(c, key, {}, {});
  const Refusal& no = done.refusals().front();
  if (no.is(wrong_number_or_secret) || no.is(too_many_tries)) return form_page(c, key.number, done.refusals());
  return talk(c, key, words, {Refusal(*no.code, "words", no.with)});
}

web::Response leave_from_page(web::Context& c) {
  const Key key = typed_key(c.request);
  const auto done = leave_conversation(c.office, key.number, key.secret, c.request.remote);
  if (!done) return form_page(c, key.number, done.refusals());
  return talk(c, key, {}, {});
}

}  // namespace gishe::inquiries
