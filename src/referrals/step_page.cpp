#include <algorithm>

#include "referrals/referral_pages.h"
#include "referrals/referral_words.h"

namespace gishe::referrals::pages {
namespace {

struct Typed {
  std::string reason, note, on;
};

bool is_dated(Verb verb) { return verb == Verb::accept || verb == Verb::waitlist; }
bool has_note(Verb verb) { return verb != Verb::escalate; }
bool note_is_needed(Verb verb) { return verb == Verb::ask || verb == Verb::answer || verb == Verb::complete; }

void put_question(page::Page& page, const Opened& opened) {
  for (const auto& message : opened.messages) {
    if (message.kind == "question") page.add("QUESTION").set("BODY", message.body);
  }
}

/// Nothing is signed yet: the form asks why the service begins all the same.
bool asks_contract(web::Context& context, const Opened& opened) {
  return context.office.db.read(
      [&](db::Session& session) { return why_not_start(session, opened.record, context.office.today()).has_value(); });
}

web::Response draw(web::Context& context, const Opened& opened, Verb verb, const Typed& typed, const Refusals& refusals,
                   int status) {
  const auto& w = context.words;
  const std::string name(verb_name(verb));
  const std::string key = "referrals.step." + name;
  const std::string base = "/referrals/" + opened.record.id.text();

  auto page = context.page("referrals/step.html");
  page.title(w("referral.verb." + name));
  page.set("NUMBER", opened.record.number).set("SERVICE", opened.record.to_service_name);
  page.set("BACK", base).set("ACTION", base + "/" + std::string(segment_of(verb)));
  page.set("VERSION", opened.record.version).set("LEAD", w(key + ".lead")).set("BUTTON", w("referral.verb." + name));
  page.error_summary("ERRORS", refusals);
  if (verb == Verb::answer) put_question(page, opened);

  const auto reasons = reasons_for(verb);
  if (verb == Verb::start_service && !asks_contract(context, opened)) {
    page.show("GO");
    return context.show(page, status);
  }
  if (verb == Verb::start_service) page.add("CONTRACT").set("HREF", base + "/contract");
  if (!reasons.empty()) {
    page::Values::Input input;
    input.name = "reason";
    input.label = w(key + ".reason");
    page.add("WITH_REASON")
        .radios("REASON", input, choices_of(w, reason_family(verb), reasons, typed.reason), refusals);
  }
  if (is_dated(verb)) {
    page::Values::Input input;
    input.name = "on";
    input.label = w(key + ".on");
    input.hint = w("common.date_hint");
    input.type = "date";
    input.value = typed.on;
    input.width = "short";
    input.optional = verb == Verb::waitlist;
    page.add("WITH_DAY").input("ON", input, refusals);
  }
  if (has_note(verb)) {
    page::Values::Input input;
    input.name = "note";
    input.label = w(key + ".note");
    input.value = typed.note;
    input.max_length = static_cast<int>(note_length_max);
    input.optional = !note_is_needed(verb);
    page.add("WITH_NOTE").area("NOTE", input, refusals);
  }
  page.show(verb == Verb::decline || verb == Verb::withdraw || verb == Verb::revoke ? "STOP" : "GO");
  return context.show(page, status);
}

}  // namespace

web::Response show_step(web::Context& context, Verb verb) {
  const auto id = context.request.id<ReferralId>("id");
  if (!id) return context.refuse(not_found);
  const auto opened = open_referral(context.office, context.actor, *id);
  if (!opened) return context.refuse(opened.refusals());
  const auto& possible = opened->possible;
  if (std::find(possible.begin(), possible.end(), verb) == possible.end()) return context.refuse(not_from_this_state);
  return draw(context, *opened, verb, {}, {}, 200);
}

web::Response post_step(web::Context& context, Verb verb) {
  const auto& request = context.request;
  const auto id = request.id<ReferralId>("id");
  if (!id) return context.refuse(not_found);
  const Typed typed{std::string(request.form("reason")), std::string(request.form("note")),
                    std::string(request.form("on"))};
  Step step;
  step.id = *id;
  step.verb = verb_name(verb);
  step.reason = typed.reason;
  step.note = typed.note;
  step.on = typed.on;
  const std::string version(request.form("version"));
  step.version = version.size() < 18 && version.find_first_not_of("0123456789") == std::string::npos && !version.empty()
                     ? std::stoll(version)
                     : 0;

  const auto reached = take_step(context.office, context.actor, step, context.once_key());
  if (reached) {
    const bool still_mine = package_is_open(*reached) || any_transition(verb).who != Side::receiver;
    return context.go(still_mine ? "/referrals/" + id->text() : "/referrals",
                      "referrals.done." + std::string(verb_name(verb)));
  }
  // What was typed comes back as long as the step is still there to be taken; a stale form gets the new version.
  const auto& no = reached.refusals();
  if (no.front().is(not_found) || no.front().is(not_your_function)) return context.refuse(no);
  const auto opened = open_referral(context.office, context.actor, *id);
  if (!opened) return context.refuse(no);
  const auto& possible = opened->possible;
  if (std::find(possible.begin(), possible.end(), verb) == possible.end()) return context.refuse(no);
  return draw(context, *opened, verb, typed, no, no.front().code->http_status);
}

}  // namespace gishe::referrals::pages
