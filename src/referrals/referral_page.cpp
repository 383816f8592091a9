#include <algorithm>

#include "referrals/referral_pages.h"
#include "referrals/referral_words.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::referrals::pages {
namespace {

using page::Values;

bool may(const Opened& opened, Verb verb) {
  return std::find(opened.possible.begin(), opened.possible.end(), verb) != opened.possible.end();
}

/// The one step most people want from here; the rest stands below it.
std::optional<Verb> main_step(const Opened& opened, Day today) {
  const Record& r = opened.record;
  const bool late = r.answer_due_on && *r.answer_due_on < today && stage_of(r.state) == Stage::waiting;
  if (late && !r.escalated_at && may(opened, Verb::escalate)) return Verb::escalate;
  for (const Verb verb : {Verb::answer, Verb::accept, Verb::start_service, Verb::complete}) {
    if (may(opened, verb)) return verb;
  }
  return std::nullopt;
}

bool ends_it(Verb verb) {
  return verb == Verb::decline || verb == Verb::withdraw || verb == Verb::revoke || verb == Verb::no_show ||
         verb == Verb::not_started;
}

void put_steps(page::Page& page, const words::Words& w, const Opened& opened, Day today) {
  const std::string base = "/referrals/" + opened.record.id.text() + "/";
  const auto main = main_step(opened, today);
  if (main) {
    page.add("NEXT")
        .set("HREF", base + std::string(segment_of(*main)))
        .set("LABEL", w("referral.verb." + std::string(verb_name(*main))));
  }
  bool any = false;
  for (const Verb verb : opened.possible) {
    // Who may revoke needs no second button that does the same under another name.
    if (verb == main || (verb == Verb::withdraw && may(opened, Verb::revoke))) continue;
    any = true;
    auto step = page.add("STEPS");
    step.set("HREF", base + std::string(segment_of(verb)))
        .set("LABEL", w("referral.verb." + std::string(verb_name(verb))));
    step.show(ends_it(verb) ? "ENDS" : "GOES_ON");
  }
  page.show_if(any, "HAS_STEPS");
}

void put_fact(page::Page& page, std::string_view section, const std::string& label, const std::string& value) {
  if (!value.empty()) page.add(section).set("LABEL", label).set("VALUE", value);
}

void put_facts(page::Page& page, const words::Words& w, const Opened& opened, const std::string& from) {
  const Record& r = opened.record;
  put_fact(page, "FACTS", w("referrals.fact.service"), r.to_service_name);
  put_fact(page, "FACTS", w("referrals.fact.to"), r.to_organisation_name);
  put_fact(page, "FACTS", w("referrals.fact.from"), from);
  put_fact(page, "FACTS", w("referrals.fact.urgency"), code_words(w, "referral.urgency", r.urgency));
  for (const auto& need : opened.needs) put_fact(page, "FACTS", w("referrals.fact.need"), code_words(w, "need", need));
  std::string ground = code_words(w, "legal_ground", r.legal_ground);
  if (!r.consent_how.empty()) ground += ", " + code_words(w, "referral.consent", r.consent_how);
  put_fact(page, "FACTS", w("referrals.fact.ground"), ground);
  if (r.appointment_on) put_fact(page, "FACTS", w("referrals.fact.appointment"), w.day_long(*r.appointment_on));
  if (r.expected_on) put_fact(page, "FACTS", w("referrals.fact.expected"), w.day_long(*r.expected_on));
  put_fact(page, "FACTS", w("referrals.fact.note"), r.appointment_note);
  put_fact(page, "FACTS", w("referrals.fact.decline_reason"), code_words(w, "decline_reason", r.decline_reason));
  put_fact(page, "FACTS", w("referrals.fact.suggestion"), r.decline_suggestion);
  put_fact(page, "FACTS", w("referrals.fact.outcome"), code_words(w, "referral.outcome", r.outcome_code));
  put_fact(page, "FACTS", w("referrals.fact.outcome_note"), r.outcome_note);
}

void put_standing(page::Page& page, const Standing& standing) {
  if (standing.facts.empty() && standing.href.empty()) return;
  auto card = page.add("STANDING");
  for (const auto& [label, value] : standing.facts) card.add("LINES").set("LABEL", label).set("VALUE", value);
  if (!standing.href.empty()) card.add("DO").set("HREF", standing.href).set("LABEL", standing.label);
  if (!standing.also_href.empty()) card.add("ALSO").set("HREF", standing.also_href).set("LABEL", standing.also_label);
}

std::vector<Values::Step> steps_of(const words::Words& w, const Opened& opened, db::Session& session) {
  std::vector<Values::Step> steps;
  for (const auto& event : opened.events) {
    const auto verb = verb_from(event.verb).value_or(Verb::send);
    Values::Step step;
    step.when = w.moment(event.at);
    step.what = w("referral.event." + event.verb);
    const bool by_link = event.by.is_nil() && event.side == side_name(Side::receiver);
    step.who = by_link             ? w("referrals.by_link")
               : event.by.is_nil() ? w("referrals.the_system")
                                   : staff::account_name(session, event.by);
    step.note = code_words(w, reason_family(verb), event.reason);
    if (!event.note.empty()) step.note += (step.note.empty() ? "" : ": ") + event.note;
    step.tone = tone_of(event.to);
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<BesideOf> shown_beside;

void put_beside(page::Page& page, const words::Words& w, const Opened& opened, db::Session& session) {
  for (const BesideOf of : shown_beside) {
    for (const Beside& beside : of(session, w, opened.record, opened.as_receiver)) {
      auto card = page.add("BESIDE");
      card.set("TITLE", beside.title);
      for (const auto& line : beside.lines) card.add("LINES").set("LINE", line);
      if (!beside.href.empty()) card.add("LINK").set("HREF", beside.href).set("LABEL", beside.link);
    }
  }
}

}  // namespace

web::Response show_one(web::Context& context) {
  const auto& w = context.words;
  const auto id = context.request.id<ReferralId>("id");
  if (!id) return context.refuse(not_found);
  const auto result = open_referral(context.office, context.actor, *id);
  if (!result) return context.refuse(result.refusals());
  const Opened& opened = *result;
  const Record& r = opened.record;

  auto page = context.page("referrals/referral.html");
  page.title(w.with("referrals.title", {{"number", r.number}}));
  page.set("NUMBER", r.number).badge("STATE", tone_of(r.state), state_words(w, r.state));
  put_due(page, w, r, context.office.today());
  put_steps(page, w, opened, context.office.today());
  page.set("REASON", r.reason);
  for (const auto& [field, value] : opened.package)
    put_fact(page, "PACKAGE", w("referrals.field." + field), value_words(w, field, value));

  context.office.db.read([&](db::Session& session) {
    const auto town = territory::find_municipality(session, r.municipality);
    put_facts(page, w, opened, town ? w.with("referrals.the_municipality", {{"name", town->name(w.language())}}) : "");
    for (const auto& message : opened.messages) {
      auto talk = page.add("TALK");
      talk.set("WHAT", w("referrals.talk." + message.kind)).set("BODY", message.body).set("WHEN", w.moment(message.at));
      talk.set("BY", staff::account_name(session, message.by));
    }
    page.show_if(!opened.messages.empty(), "HAS_TALK");
    put_standing(page, standing_of(session, context.actor, w, r, context.office.today()));
    page.timeline("TIMELINE", steps_of(w, opened, session));
    put_beside(page, w, opened, session);
  });
  page.show(opened.as_receiver ? "IS_RECEIVER" : "IS_SENDER");
  if (!opened.as_receiver && package_is_open(r.state) &&
      access::function_may(context.actor, access::Action::print_letter)) {
    page.add("LETTER").set("HREF", "/referrals/" + r.id.text() + "/letter.pdf");
  }
  return context.show(page);
}

}  // namespace gishe::referrals::pages

namespace gishe::referrals {

void show_beside_with(std::vector<BesideOf> all) { pages::shown_beside = std::move(all); }

}  // namespace gishe::referrals
