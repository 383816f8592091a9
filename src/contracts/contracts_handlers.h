#pragma once
#include "contracts/contract_acts.h"

/// Handlers for people. Private to this folder.
namespace gishe::contracts {

web::Response show_list(web::Context& c);
web::Response show_contract(web::Context& c);
web::Response contract_paper(web::Context& c);
web::Response show_terms(web::Context& c);
web::Response post_terms(web::Context& c);
web::Response show_signature(web::Context& c);
web::Response post_signature(web::Context& c);
web::Response show_ending(web::Context& c);
web::Response post_ending(web::Context& c);
/// The step on the contract that the address names, by the form's version and key.
Result<Done> take_from_page(web::Context& c, Step step);
/// To the contract, with words of what was done: locale "contracts.notice.DONE".
web::Response back_to_contract(web::Context& c, std::string_view done);
/// offer, take_back, drop: a button on the contract's page.
web::Response press(web::Context& c, Verb verb);
template <Verb verb>
web::Response act(web::Context& c) {
  return press(c, verb);
}

page::Values::Tone tone_of(State state);
std::int64_t version_typed(const web::Request& request);

}  // namespace gishe::contracts
