#pragma once
#include "agreements/agreement_acts.h"
#include "agreements/bill.h"

/// Handlers for people, and what their pages say alike. Private to this folder.
namespace gishe::agreements {

web::Response show_gaps(web::Context& c);
web::Response show_agreements(web::Context& c);
web::Response show_new_agreement(web::Context& c);
web::Response ask_from_page(web::Context& c);
web::Response show_agreement(web::Context& c);
web::Response post_step(web::Context& c, Verb verb);
template <Verb verb>
web::Response act(web::Context& c) {
  return post_step(c, verb);
}

web::Response show_reports(web::Context& c);
web::Response show_report(web::Context& c);
web::Response report_from_page(web::Context& c);
web::Response make_bill_from_page(web::Context& c);
web::Response show_bill(web::Context& c);
web::Response bill_paper(web::Context& c);
web::Response bill_csv(web::Context& c);
web::Response post_bill_step(web::Context& c, BillVerb verb);
template <BillVerb verb>
web::Response bill_act(web::Context& c) {
  return post_bill_step(c, verb);
}
/// The bills of an agreement on its page, and the form of a new one.
void put_bills(page::Page& page, db::Session& session, const words::Words& w, const Seen& seen, Day today);

page::Values::Tone tone_of(const Record& record, Day today);
std::string state_words(const words::Words& w, const Record& record, Day today);
std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen);
/// The ten kinds: all but the state's own desks.
std::span<const std::string_view> kinds_of_service();

/// Terms as typed, kept as they were for a page that comes back.
struct TypedTerms {
  std::string places, cost, from, until, words;
};
TypedTerms typed_terms(const web::Request& request);
TypedTerms typed_terms(const Terms& terms);
/// The value, or in `no` what is not a number, a sum, a day.
Terms terms_from(const TypedTerms& typed, Refusals& no);
void put_terms(page::Values& values, const words::Words& w, const TypedTerms& typed, const Refusals& refusals);

}  // namespace gishe::agreements
