#include "desk/desk_handlers.h"
#include "desk/follow.h"
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

}  // namespace

web::Response show_follow(web::Context& c) { return form_page(c, c.request.query("number"), {}); }

web::Response follow_from_page(web::Context& c) {
  const std::string number(c.request.form("number").substr(0, 60));
  const auto followed = follow_application(c.office, number, c.request.form("secret").substr(0, 60), c.request.remote);
  if (!followed) return form_page(c, number, followed.refusals());
  const words::Words& w = c.words;
  auto page = c.page("desk/followed.html", page::Frame::open);
  page.title(w("desk.application") + ' ' + followed->number);
  page.set("NUMBER", followed->number);
  page.badge("STATE", tone_of(followed->state),
             w("application.state." + std::string(application_state_name(followed->state))));
  page.set("RECEIVED", w.with("desk.follow.received", {{"day", w.day(followed->received_on)}}));
  page.set("SENTENCE", w.with("desk.follow.answer_by", {{"day", w.day_long(followed->due_on)}}));
  for (const FollowedLine& line : followed->lines) {
    auto row = page.add("LINES");
    const std::string state(line_state_name(line.state));
    row.set("NEED", w("need." + line.need)).badge("STATE", tone_of(line.state), w("line.state." + state));
    row.set("MEANING", line.outcome.empty() ? w("desk.follow.meaning." + state) : w("line.outcome." + line.outcome));
    if (!line.organisation.empty()) row.show("AT").set("ORGANISATION", line.organisation);
    if (!line.remedy.empty()) row.show("REMEDY_SECTION").set("REMEDY", line.remedy);
  }
  page.show_if(!followed->papers_missing.empty(), "PAPERS_MISSING");
  for (const std::string& code : followed->papers_missing) page.add("PAPERS").set("PAPER", w("paper." + code));
  return c.show(page);
}

}  // namespace gishe::desk
