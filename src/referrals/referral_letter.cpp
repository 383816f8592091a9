#include "people/people.h"
#include "platform/paper/paper.h"
#include "referrals/referral_pages.h"
#include "referrals/referral_words.h"
#include "territory/territory.h"

namespace gishe::referrals::pages {

/// The letter is an official paper: always Bulgarian, whatever language its printer reads.
web::Response letter(web::Context& context) {
  const auto id = context.request.id<ReferralId>("id");
  if (!id) return context.refuse(not_found);
  const auto result = print_letter(context.office, context.actor, *id);
  if (!result) return context.refuse(result.refusals());
  const Record& r = result->record;
  const words::Words w(words::Language::bg);

  const auto [from, to] = context.office.db.read([&](db::Session& session) {
    return std::pair(territory::municipality_name(session, r.municipality, w.language()),
                     territory::municipality_name(session, r.to_municipality, w.language()));
  });
  paper::Head head;
  head.municipality = w.with("referrals.the_municipality", {{"name", from}});
  head.office = w("referrals.letter.office");
  head.number = r.number;
  head.day = w.day(r.sent_at ? local_time(*r.sent_at).day : context.office.today());
  head.qr = context.office.public_address + "/referrals/" + r.id.text();

  paper::Letter paper(w.language(), head);
  paper.title(w("referrals.letter.title"));
  paper.paragraph(
      w.with("referrals.letter.to",
             {{"organisation", r.to_organisation_name}, {"service", r.to_service_name}, {"municipality", to}}));
  std::vector<std::pair<std::string, std::string>> facts;
  for (const auto& [field, value] : result->package)
    facts.emplace_back(w("referrals.field." + field), value_words(w, field, value));
  paper.facts(facts);
  paper.paragraph(w("referrals.letter.asked") + " " + r.reason);
  std::vector<std::pair<std::string, std::string>> terms{
      {w("referrals.fact.urgency"), code_words(w, "referral.urgency", r.urgency)}};
  for (const auto& need : result->needs) terms.emplace_back(w("referrals.fact.need"), code_words(w, "need", need));
  std::string ground = code_words(w, "legal_ground", r.legal_ground);
  if (!r.consent_how.empty()) ground += ", " + code_words(w, "referral.consent", r.consent_how);
  terms.emplace_back(w("referrals.fact.ground"), ground);
  if (r.answer_due_on) terms.emplace_back(w("referrals.letter.answer_until"), w.day(*r.answer_due_on));
  paper.facts(terms);
  paper.signatures({w("referrals.letter.signature_officer"), w("referrals.letter.signature_person")});
  paper.small(w("referrals.letter.small"));
  return web::Response::pdf(paper.pdf(), "насочване-" + r.number + ".pdf");
}

}  // namespace gishe::referrals::pages
