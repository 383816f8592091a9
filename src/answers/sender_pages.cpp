#include "answers/answers_handlers.h"
#include "platform/paper/qr.h"

// The sender makes a link, sees it once, and withdraws it.
namespace gishe::answers {
namespace {

page::Values::Tone tone_of(const AnswerLink& link, Day today) {
  using Tone = page::Values::Tone;
  if (link.state == "used") return Tone::go;
  return link.state == "open" && link.expires_on >= today ? Tone::wait : Tone::plain;
}

std::string state_words(const words::Words& w, const AnswerLink& link, Day today) {
  if (link.state == "open" && link.expires_on < today) return w("answers.link.over");
  if (link.state == "open") return w.with("answers.link.open", {{"day", w.day(link.expires_on)}});
  return w("answers.link." + link.state);
}

web::Response link_page(web::Context& c, const ReferralId& id, const Made* made, std::string_view email,
                        const Refusals& refusals) {
  const words::Words& w = c.words;
  const auto standing = c.office.db.read([&](db::Session& session) { return find_standing(session, c.actor, id); });
  if (!standing) return c.refuse(standing.refusals());
  const auto& r = standing->referral;
  auto page = c.page("answers/link.html");
  page.title(w("answers.link.title")).set("ID", id.text()).set("NUMBER", r.number);
  page.set("SERVICE", r.to_service_name).set("ORGANISATION", r.to_organisation_name);
  page.error_summary("ERRORS", refusals);
  const auto kind = kind_for(r.state);
  if (made) {
    auto shown = page.add("MADE");
    shown.set("ADDRESS", made->address)
        .set("UNTIL", w.with("answers.link.open", {{"day", w.day(made->link.expires_on)}}));
    if (!made->link.sent_to.empty()) shown.add("SENT").set("TO", made->link.sent_to);
    const auto qr = paper::qr_path(made->address);
    shown.set("SIDE", std::to_string(qr.side)).set("PATH", qr.path);
  } else if (standing->link) {
    auto last = page.add("LAST");
    last.badge("STATE", tone_of(*standing->link, c.office.today()), state_words(w, *standing->link, c.office.today()));
    if (!standing->link->opened_by.empty()) last.add("OPENED").set("BY", standing->link->opened_by);
    last.show_if(standing->link->state == "open", "WITHDRAW");
  }
  if (kind.empty()) {
    page.show("NONE");
  } else if (!made) {
    auto form = page.add("FORM");
    form.set("WHAT", w("answers.link.what_" + std::string(kind)));
    page::Values::Input input;
    input.name = "email";
    input.label = w("answers.link.email");
    input.hint = w("answers.link.email_hint");
    input.value = email;
    input.type = "email";
    input.optional = true;
    form.input("EMAIL", input, refusals);
  }
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response show_link_form(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  return link_page(c, *id, nullptr, "", {});
}

web::Response make_from_page(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const auto made = make_link(c.office, c.actor, *id, c.request.form("email"));
  if (made) return link_page(c, *id, &*made, "", {});
  if (made.refusals().front().field.empty()) return c.refuse(made.refusals());
  return link_page(c, *id, nullptr, c.request.form("email"), made.refusals());
}

web::Response withdraw_from_page(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const auto done = withdraw_link(c.office, c.actor, *id, c.once_key("withdrawal"));
  if (!done) return c.refuse(done.refusals());
  return c.go("/referrals/" + id->text() + "/answer-link", "answers.notice.withdrawn");
}

std::vector<referrals::Beside> beside_referral(db::Session& session, const words::Words& w,
                                               const referrals::Referral& referral, bool as_receiver) {
  if (as_receiver || kind_for(referral.state).empty()) return {};
  if (!referrals::find_for_link(session, referral.municipality, referral.id)) return {};
  const auto link = store::find_latest(session, referral.municipality, referral.id);
  referrals::Beside beside;
  beside.title = w("answers.link.title");
  if (link) {
    beside.lines.push_back(link->state == "open" ? w.with("answers.link.open", {{"day", w.day(link->expires_on)}})
                                                 : w("answers.link." + link->state));
  } else {
    beside.lines.push_back(w("answers.link.none"));
  }
  beside.href = "/referrals/" + referral.id.text() + "/answer-link";
  beside.link = w("answers.link.go");
  return {beside};
}

}  // namespace gishe::answers
