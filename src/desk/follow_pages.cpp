#include "desk/desk_handlers.h"
#include "desk/follow.h"
#include "desk/follow_up_form.h"
#include "desk/online.h"
#include "desk/said.h"

namespace gishe::desk {
namespace {

web::Response form_page(web::Context& c, std::string_view number, const Refusals& refusals) {
  const words::Words& w = c.words;
  auto page = c.page("desk/follow.html", page::Frame::open);
  page.title(w("desk.follow.title")).error_summary("ERRORS", refusals);
  page::Values::Input field{"number", w("desk.follow.number"), std::string(number), w("desk.follow.number_hint")};
  field.max_length = 40;
  field.width = "half";
  page.input("NUMBER", field, refusals);
  page::Values::Input secret{"secret", w("desk.follow.secret"), {}, w("desk.follow.secret_hint")};
  secret.max_length = 40;
  secret.width = "half";
  page.input("SECRET", secret, refusals);
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

/// What she can still send: a field for each paper that is asked for, and one for anything else.
void fill_sending(page::Page& page, const words::Words& w, const FollowedApplication& f, std::string_view secret,
                  const Refusals& no) {
  page.show("MAY_SEND").set("SECRET", secret);
  const auto field = [&](const std::string& code) {
    page::Values::Input input{"file_" + code, w("paper." + code)};
    input.type = "file";
    input.optional = true;
    page.add("FIELDS").input("FIELD", input, no);
  };
  for (const FollowedPaper& paper : f.papers) {
    if (paper.state != "waived" && paper.code != other_paper) field(paper.code);
  }
  field(std::string(other_paper));
  if (f.online_state != "returned") return;
  page::Values::Input words{"words", w("desk.follow.words"), {}, w("desk.follow.words_hint")};
  words.optional = true;
  words.max_length = static_cast<int>(reply_max);
  page.add("FIELDS").area("FIELD", words, no);
}

void fill_papers(page::Page& page, const words::Words& w, const FollowedApplication& f) {
  page.show_if(!f.papers.empty(), "SOME_PAPERS");
  for (const FollowedPaper& paper : f.papers) {
    std::string state = paper.state.empty() ? "" : w("paper_state." + paper.state);
    if (paper.files > 0) state += (state.empty() ? "" : " · ") + w.count("desk.follow.files", paper.files);
    page.add("ALL_PAPERS").set("PAPER", w("paper." + paper.code)).set("PAPER_STATE", state);
  }
}

/// The page has two forms: which of them was sent.
bool answers_follow_up(const web::Request& request) { return !request.form("referral").empty(); }

/// Three months after a service began: the questions stand open on top of everything.
void fill_asked(page::Page& page, const web::Context& c, const FollowedApplication& f, std::string_view secret,
                const Refusals& no) {
  if (!f.asked) return;
  auto form = page.add("ASKED");
  form.set("ASKED_NUMBER", f.number).set("ASKED_SECRET", secret).set("REFERRAL", f.asked->referral.text());
  form.set("ASKED_NEED", c.words("need." + f.asked->need));
  form.set("SINCE", c.words.with("follow_up.since", {{"day", c.words.day(f.asked->started_on)}}));
  const bool refused = answers_follow_up(c.request) && !no.empty();
  fill_follow_up(form, c.words, refused ? typed_follow_up(c.request) : FollowUpAnswers{}, no);
}

web::Response followed_page(web::Context& c, const FollowedApplication& f, std::string_view secret,
                            std::string_view notice_key, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("desk/followed.html", page::Frame::open);
  page.title(w("desk.application") + ' ' + f.number);
  page.set("NUMBER", f.number).error_summary("ERRORS", no);
  if (!notice_key.empty()) page.show("NOTICE").set("NOTICE_WORDS", w(notice_key));
  page.badge("STATE", f.online_state == "returned" ? page::Values::Tone::wait : tone_of(f.state),
             f.online_state.empty() ? w("application.state." + std::string(application_state_name(f.state)))
                                    : w("online.state." + f.online_state));
  page.set("RECEIVED", w.with("desk.follow.received", {{"day", w.day(f.received_on)}}));
  const std::string_view sentence = f.online_state == "declined"   ? "desk.follow.declined"
                                    : f.online_state == "returned" ? "desk.follow.returned"
                                                                   : "desk.follow.answer_by";
  page.set("SENTENCE", w.with(sentence, {{"day", w.day_long(f.due_on)}}));
  if (!f.reply.empty()) page.show("REPLY").set("REPLY_WORDS", f.reply);
  for (const FollowedLine& line : f.lines) {
    auto row = page.add("LINES");
    const std::string state(line_state_name(line.state));
    row.set("NEED", w("need." + line.need));
    if (f.online_state == "declined") continue;
    row.badge("STATE", tone_of(line.state), w("line.state." + state)).show("LINE_STATE");
    const std::string meaning = f.online_state.empty() ? "desk.follow.meaning." + state : "desk.follow.meaning.sent";
    row.set("MEANING", line.outcome.empty() ? w(meaning) : w("line.outcome." + line.outcome));
    if (!line.organisation.empty()) row.show("AT").set("ORGANISATION", line.organisation);
    if (!line.remedy.empty()) row.show("REMEDY_SECTION").set("REMEDY", line.remedy);
    if (line.outcome == "refused") row.add("OTHERS").set("NEED_CODE", line.need);
  }
  page.show_if(!f.papers_missing.empty(), "PAPERS_MISSING");
  for (const std::string& code : f.papers_missing) page.add("PAPERS").set("PAPER", w("paper." + code));
  fill_papers(page, w, f);
  fill_asked(page, c, f, secret, no);
  if (f.may_send) fill_sending(page, w, f, secret, no);
  const bool refused = !answers_follow_up(c.request) && !no.empty();
  page.show_if(refused || f.online_state == "returned", "SEND_OPEN");
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_follow(web::Context& c) { return form_page(c, c.request.query("number"), {}); }

web::Response follow_from_page(web::Context& c) {
  const std::string number(c.request.form("number").substr(0, 60));
  const std::string_view secret = c.request.form("secret").substr(0, 60);
  const auto followed = follow_application(c.office, number, secret, c.request.remote);
  if (!followed) return form_page(c, number, followed.refusals());
  return followed_page(c, *followed, secret, {}, {});
}

web::Response send_later_from_page(web::Context& c) {
  const std::string number(c.request.form("number").substr(0, 60));
  const std::string_view secret = c.request.form("secret").substr(0, 60);
  const Refusals no = send_later(c.office, {number, secret, c.request.form("words"), c.once_key(), c.request.uploads},
                                 c.request.remote);
  const auto followed = follow_application(c.office, number, secret, c.request.remote);
  if (!followed) return form_page(c, number, followed.refusals());
  return followed_page(c, *followed, secret, no.empty() ? "desk.follow.sent_later" : "", no);
}

web::Response answer_from_follow(web::Context& c) {
  const std::string number(c.request.form("number").substr(0, 60));
  const std::string_view secret = c.request.form("secret").substr(0, 60);
  const auto referral = ReferralId::parse(c.request.form("referral")).value_or(ReferralId{});
  const Refusals no =
      answer_outside(c.office, {number, secret, referral, typed_follow_up(c.request)}, c.request.remote);
  const auto followed = follow_application(c.office, number, secret, c.request.remote);
  if (!followed) return form_page(c, number, followed.refusals());
  return followed_page(c, *followed, secret, no.empty() ? "follow_up.thanks" : "", no);
}

}  // namespace gishe::desk
