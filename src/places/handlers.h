#pragma once
#include "places/stay_acts.h"
#include "places/waiting_acts.h"

/// The handlers behind routes(), and what several of them draw.
namespace gishe::places::pages {

web::Response show_board(web::Context& context);
web::Response show_setup(web::Context& context);
web::Response post_places(web::Context& context);
web::Response post_extra(web::Context& context);
web::Response post_closure(web::Context& context);
web::Response show_admission(web::Context& context);
web::Response post_admission(web::Context& context);
web::Response show_stay(web::Context& context);
web::Response show_stay_step(web::Context& context, Verb verb);
web::Response post_stay_step(web::Context& context, Verb verb);
template <Verb verb>
web::Response show_step_of_stay(web::Context& context) {
  return show_stay_step(context, verb);
}
template <Verb verb>
web::Response post_step_of_stay(web::Context& context) {
  return post_stay_step(context, verb);
}

web::Response show_waiting(web::Context& context);
web::Response show_entry(web::Context& context);
web::Response show_entry_step(web::Context& context, WaitingVerb verb);
web::Response post_entry_step(web::Context& context, WaitingVerb verb);
template <WaitingVerb verb>
web::Response show_step_of_entry(web::Context& context) {
  return show_entry_step(context, verb);
}
template <WaitingVerb verb>
web::Response post_step_of_entry(web::Context& context) {
  return post_entry_step(context, verb);
}
web::Response show_rule_form(web::Context& context);
web::Response post_rule(web::Context& context);
web::Response show_rule(web::Context& context);
web::Response show_offers(web::Context& context);
web::Response show_offer(web::Context& context);
web::Response post_offer_answer(web::Context& context);

/// One small form on a page of its own: what is asked, why, one button.
struct Form {
  std::string over, title, lead, back, action, button;
  std::int64_t version = 0;
  bool stops = false;
};
page::Page form_page(const web::Context& context, const Form& form, const Refusals& refusals);
std::int64_t version_of(const web::Request& request);
int status_of(const Refusals& refusals);

std::string place_words(const words::Words& w, const Place& place);
std::string rule_words(const words::Words& w, const Place& place);  // for whom; empty: anybody
page::Values::Tone tone_of(State state);
page::Values::Tone tone_of(WaitingState state);
std::string state_words(const words::Words& w, State state);
std::string alert_words(const words::Words& w, const Stay& stay, Day today);
/// Why the service begins without a signed contract: asked only once that was the refusal.
void put_no_contract(page::Page& page, const words::Words& w, std::string_view typed, const Refusals& no);

std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view family,
                                             std::span<const std::string_view> codes, std::string_view chosen);
/// The points of a rule, one line each, as people read it.
std::vector<std::string> lines_of(const words::Words& w, const WaitingRule& rule);
/// How an entry's points come about: "спешност 20 + 3 седмици чакане 15 = 35".
std::string points_words(const words::Words& w, const WaitingRule& rule, const WaitingEntry& entry, Day today);
/// The service if this actor may do `action` with its places.
Result<directory::Service> own_service(db::Session& session, const Actor& actor, access::Action action,
                                       const ServiceId& id);

}  // namespace gishe::places::pages
