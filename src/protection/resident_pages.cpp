#include "protection/handlers.h"
#include "protection/resident_acts.h"
#include "protection/said.h"

// The crisis centre takes somebody in, and prepares the way home.
namespace gishe::protection {
namespace {

using access::Action;

web::Response draw_arrival(web::Context& c, const Arrival& arrival, const Admission& form, const Refusals& refusals) {
  auto page = neutral_page(c, "protection/admission.html");
  page.error_summary("ERRORS", refusals);
  page.set("REFERRAL", arrival.referral.text()).set("VERSION", arrival.version).set("NUMBER", arrival.number);
  page.input("GIVEN", input_of(c, "given_name", "protection.given_name", form.given_name, false), refusals);
  page.input("FAMILY", input_of(c, "family_name", "protection.family_name", form.family_name, false), refusals);
  page.area(
      "RULE",
      input_of(c, "contact_rule", "protection.safe_contact", form.contact_rule, false, "protection.safe_contact_hint"),
      refusals, 2);
  return c.show(page, status_of(refusals));
}

Result<Crisis> resident(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  if (!id) return not_found;
  return c.office.db.read([&](db::Session& session) -> Result<Crisis> {
    auto allowed = allowed_crisis(session, c.office, c.actor, Action::keep_crisis, *id);
    if (!allowed) return allowed.refusals();
    if (!find_crisis_step(allowed->crisis.kind, allowed->crisis.state, CrisisVerb::plan_exit))
      return not_from_this_state;
    return std::move(allowed->crisis);
  });
}

web::Response draw_exit(web::Context& c, const Crisis& crisis, const ExitPlan& form, const Refusals& refusals) {
  auto page = neutral_page(c, "protection/exit.html");
  page.error_summary("ERRORS", refusals);
  page.set("ID", crisis.id.text()).set("VERSION", crisis.version);
  std::vector<page::Values::Choice> choices;
  c.office.db.read([&](db::Session& session) {
    for (const auto& s : list_home_services(session, c.office, c.actor, crisis)) {
      choices.push_back(
          {s.id.text(), s.name, c.words.with("protection.will_know", {{"names", s.knowing}}), s.id == form.service});
    }
  });
  page.show(choices.empty() ? "NONE" : "FORM");
  page.radios("SERVICE", {"service", c.words("protection.home_service")}, choices, refusals);
  page.area(
      "RULE",
      input_of(c, "contact_rule", "protection.new_rule", form.contact_rule, false, "protection.safe_contact_hint"),
      refusals, 2);
  page.input("PHONE", input_of(c, "phone", "protection.phone", form.phone), refusals);
  auto words = input_of(c, "words", "protection.exit_words", form.words, false, "protection.exit_words_hint");
  words.max_length = static_cast<int>(told_words_max);
  page.area("WORDS", words, refusals, 4);
  return c.show(page, status_of(refusals));
}

}  // namespace

web::Response show_admission(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const auto arrival = find_arrival(c.office, c.actor, *id);
  if (!arrival) return c.refuse(arrival.refusals());
  Admission form;
  const auto blank = arrival->name.rfind(' ');
  form.given_name = arrival->name.substr(0, arrival->name.find(' '));
  form.family_name = blank == std::string::npos ? std::string() : arrival->name.substr(blank + 1);
  form.contact_rule = arrival->contact_rule;
  return draw_arrival(c, *arrival, form, {});
}

web::Response post_admission(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const Admission form{*id, version_of(c), typed(c, "given_name"), typed(c, "family_name"), typed(c, "contact_rule")};
  const auto admitted = admit_resident(c.office, c.actor, form, c.once_key());
  if (admitted) return c.go("/protection/contacts/" + admitted->text(), "protection.notice.admitted");
  if (!for_the_form(admitted.refusals())) return c.refuse(admitted.refusals());
  const auto arrival = find_arrival(c.office, c.actor, *id);
  return arrival ? draw_arrival(c, *arrival, form, admitted.refusals()) : c.refuse(arrival.refusals());
}

web::Response show_exit(web::Context& c) {
  const auto crisis = resident(c);
  return crisis ? draw_exit(c, *crisis, {}, {}) : c.refuse(crisis.refusals());
}

web::Response post_exit(web::Context& c) {
  const auto crisis = resident(c);
  if (!crisis) return c.refuse(crisis.refusals());
  const ExitPlan form{crisis->id,
                      version_of(c),
                      ServiceId::parse(c.request.form("service")).value_or(ServiceId{}),
                      typed(c, "words"),
                      typed(c, "contact_rule"),
                      typed(c, "phone")};
  const auto done = plan_exit(c.office, c.actor, form, c.once_key());
  if (done) return c.go("/protection/contacts/" + crisis->id.text(), "protection.notice.exit_planned");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_exit(c, *crisis, form, done.refusals());
}

}  // namespace gishe::protection
