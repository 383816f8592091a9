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
/// offer, take_back, drop: a button on the contract's page.
web::Response press(web::Context& c, Verb verb);
template <Verb verb>
web::Response act(web::Context& c) {
  return press(c, verb);
}

page::Values::Tone tone_of(State state);
std::string state_words(const words::Words& w, State state);
std::string typed_day(const std::optional<Day>& day);  // 22.11.2026
std::string typed_sum(std::int64_t cents);             // 12,50
std::int64_t version_typed(const web::Request& request);

}  // namespace gishe::contracts
