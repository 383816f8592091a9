#include "base/text.h"
#include "contracts/contracts_handlers.h"
#include "platform/paper/paper.h"

// The paper that is signed: always Bulgarian. ?amendment=2 is the second amendment beside what held before it.
namespace gishe::contracts {
namespace {

/// 0: the first terms.
const Terms* terms_of(const Contract& contract, std::int64_t amendment) {
  for (const Terms& t : contract.terms) {
    if (t.seq - 1 == amendment) return &t;
  }
  return nullptr;
}

void put_clauses(paper::Letter& letter, const std::string& heading, const std::string& text) {
  letter.heading(heading);
  int n = 0;
  for (const std::string& line : lines_of(text)) letter.item(std::to_string(++n) + ".", line);
}

void put_signatures(paper::Letter& letter, const words::Words& w, const Terms& terms, const std::string& copies) {
  if (terms.signed_on)
    letter.paragraph(w.with("contracts.paper.signed", {{"day", w.day(*terms.signed_on)}}) + " " + copies);
  letter.signatures({w("contracts.paper.for_provider") + (terms.for_provider.empty() ? "" : ": " + terms.for_provider),
                     w("contracts.paper.for_person")});
}

void put_parties(paper::Letter& letter, const words::Words& w, const Seen& seen, const Terms& terms,
                 const std::string& represented) {
  const std::string blank = "…………………………………";
  std::vector<std::pair<std::string, std::string>> facts{
      {w("contracts.fact.provider"), seen.referral.to_organisation_name},
      {w("contracts.fact.person"), seen.contract->party_name.empty() ? blank : seen.contract->party_name}};
  if (!represented.empty()) facts.emplace_back(w("contracts.paper.represented"), represented);
  facts.emplace_back(w("contracts.fact.service"), seen.referral.to_service_name);
  facts.emplace_back(w("contracts.field.content"), terms.content);
  facts.emplace_back(w("contracts.fact.fee"), fee_words(w, terms));
  facts.emplace_back(w("contracts.fact.period"), period_words(w, terms));
  letter.facts(facts);
}

void put_amendment(paper::Letter& letter, const words::Words& w, const Terms& before, const Terms& now) {
  letter.paragraph(w("contracts.paper.because") + " " + now.reason);
  std::vector<std::vector<std::string>> rows;
  for (const Difference& d : differences(fields_of(w, before), fields_of(w, now)))
    rows.push_back({d.label, text::join(d.was, "\n"), text::join(d.now, "\n")});
  letter.table({w("contracts.change.what"), w("contracts.change.was"), w("contracts.change.now")}, rows);
  letter.paragraph(w("contracts.paper.rest_holds"));
}

}  // namespace

web::Response contract_paper(web::Context& c) {
  const words::Words w(words::Language::bg);
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const auto seen = open_contract(c.office, c.actor, *id);
  if (!seen) return c.refuse(seen.refusals());
  if (!seen->contract || seen->contract->terms.empty()) return c.refuse(not_found);
  const Contract& contract = *seen->contract;
  const auto amendment = text::whole_number(c.request.query("amendment")).value_or(0);
  const Terms* terms = amendment == 0 ? contract.shown() : terms_of(contract, amendment);
  if (!terms) return c.refuse(not_found);
  const auto represented = c.office.db.read([&](db::Session& session) -> std::string {
    if (!terms->representative) return {};
    const auto mandate = store::find_mandate(session, contract.municipality, *terms->representative);
    return mandate ? mandate->name + ", " + mandate->relation + ", " + mandate->document : std::string();
  });
  paper::Head head;
  head.municipality = seen->referral.to_organisation_name;
  head.number = contract.number;
  head.day = w.day(terms->signed_on.value_or(c.office.today()));
  paper::Letter letter(w.language(), head);
  letter.title(amendment == 0 ? w("contracts.paper.title")
                              : w.with("contracts.paper.amendment_title", {{"n", std::to_string(amendment)}}));
  // Said above the signatures: below them the line would stand alone on a second sheet.
  const auto copies = w.with("contracts.paper.small", {{"referral", seen->referral.number}});
  if (!terms->signed_on)
    letter.lead(w(contract.state == State::draft ? "contracts.paper.draft" : "contracts.paper.offered") + " " + copies);
  put_parties(letter, w, *seen, *terms, represented);
  const Terms* before = amendment == 0 ? nullptr : terms_of(contract, amendment - 1);
  if (before) {
    put_amendment(letter, w, *before, *terms);
  } else {
    put_clauses(letter, w("contracts.field.rights"), terms->rights);
    put_clauses(letter, w("contracts.field.duties"), terms->duties);
    letter.heading(w("contracts.paper.ending_title")).paragraph(w("contracts.paper.ending"));
  }
  put_signatures(letter, w, *terms, copies);
  return web::Response::pdf(letter.pdf(), w("contracts.paper.file") + "-" + contract.number + ".pdf");
}

}  // namespace gishe::contracts
