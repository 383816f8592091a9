#include "base/text.h"
#include "people/people.h"
#include "referrals/referral_pages.h"
#include "referrals/referral_words.h"

namespace gishe::referrals::pages {
namespace {

using Input = page::Values::Input;

Input labelled(const words::Words& w, const std::string& name) {
  Input input;
  input.name = name;
  input.label = w("referrals.new." + name);
  const std::string hint = "referrals.new." + name + "_hint";
  if (w.has(hint)) input.hint = w(hint);
  return input;
}

web::Response draw(web::Context& context, const NewReferral& n, const std::optional<std::vector<std::string>>& chosen,
                   const Refusals& refusals, int status) {
  const auto& w = context.words;
  const auto result = offer_package(context.office, context.actor, n.person, n.to_service, n.urgency);
  if (!result) return context.refuse(result.refusals());
  const Offer& offer = *result;
  const auto& proposed = chosen ? *chosen : offer.fewest;

  auto page = context.page("referrals/new.html");
  page.title(w("referrals.new.title"));
  page.set("SERVICE", offer.to_service_name).set("ORGANISATION", offer.to_organisation_name);
  page.set("PERSON", n.person.text()).set("SOURCE", n.source.text()).set("TO_SERVICE", n.to_service.text());
  for (const auto& need : n.needs) page.add("NEEDS").set("CODE", need);
  page.set("DUE", w.with("referrals.new.due", {{"day", w.day(offer.answer_due_on)}}));
  if (offer.quota) {
    page.add("QUOTA").set("WORDS", w.with("referrals.new.quota", {{"number", offer.quota->number},
                                                                  {"used", w.number(offer.quota->used)},
                                                                  {"places", w.number(offer.quota->places)}}));
  }
  page.error_summary("ERRORS", refusals);
  page.show_if(offer.by_link, "BY_LINK");

  auto reason = labelled(w, "reason");
  reason.value = n.reason;
  reason.max_length = 2000;
  page.area("REASON", reason, refusals);
  page.radios("URGENCY", labelled(w, "urgency"), choices_of(w, "referral.urgency", urgencies, n.urgency), refusals);
  page.radios("GROUND", labelled(w, "legal_ground"), choices_of(w, "legal_ground", legal_grounds, n.legal_ground),
              refusals);
  page.radios("CONSENT", labelled(w, "consent_how"), choices_of(w, "referral.consent", consent_ways, n.consent_how),
              refusals);

  std::vector<page::Values::Choice> fields;
  for (const auto& [field, value] : offer.values) {
    const bool is_chosen = text::one_of(proposed, field);
    fields.push_back({field, w("referrals.field." + field), value_words(w, field, value), is_chosen});
  }
  page.checkboxes("PACKAGE", labelled(w, "package"), fields, refusals);
  return context.show(page, status);
}

std::optional<NewReferral> asked_from(std::string_view person, std::string_view service, std::string_view source) {
  const auto person_id = PersonId::parse(person);
  const auto service_id = ServiceId::parse(service);
  if (!person_id || !service_id) return std::nullopt;
  NewReferral n;
  n.person = *person_id;
  n.to_service = *service_id;
  n.source = Uuid::parse(source).value_or(Uuid{});
  return n;
}

}  // namespace

web::Response show_new(web::Context& context) {
  const auto& request = context.request;
  auto n = asked_from(request.query("person"), request.query("service"), request.query("source"));
  if (!n) return context.refuse(not_found);
  if (!request.query("need").empty()) n->needs.emplace_back(request.query("need"));
  if (text::one_of(urgencies, request.query("urgency"))) n->urgency = request.query("urgency");
  return draw(context, *n, std::nullopt, {}, 200);
}

web::Response post_new(web::Context& context) {
  const auto& request = context.request;
  auto n = asked_from(request.form("person"), request.form("to_service"), request.form("source"));
  if (!n) return context.refuse(not_found);
  n->reason = request.form("reason");
  n->urgency = request.form("urgency");
  n->legal_ground = request.form("legal_ground");
  n->consent_how = request.form("consent_how");
  n->by_link = request.form("by_link") == "yes";
  for (const auto field : request.form_all("package")) n->package_fields.emplace_back(field);
  for (const auto need : request.form_all("needs")) n->needs.emplace_back(need);
  const auto sent = send_referral(context.office, context.actor, *n, context.once_key());
  if (sent) return context.go("/referrals/" + sent->text(), "referrals.done.send");
  const auto& no = sent.refusals();
  if (no.front().field.empty()) return context.refuse(no);
  return draw(context, *n, n->package_fields, no, no.front().code->http_status);
}

}  // namespace gishe::referrals::pages
