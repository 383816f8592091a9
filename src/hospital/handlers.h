#pragma once
#include "hospital/hospital.h"
#include "hospital/send.h"

/// Handlers of this folder and what its pages share.
namespace gishe::hospital {

web::Response show_door(web::Context& c);
web::Response show_form(web::Context& c);
web::Response send_from_page(web::Context& c);
web::Response follow_from_page(web::Context& c);
web::Response step_from_page(web::Context& c);

web::Response show_links(web::Context& c);
web::Response make_link_from_page(web::Context& c);
web::Response withdraw_link_from_page(web::Context& c);

web::Response show_list(web::Context& c);
web::Response show_one(web::Context& c);
web::Response give_from_page(web::Context& c);
web::Response start_from_page(web::Context& c);
web::Response end_from_page(web::Context& c);

namespace fhir {
web::Response metadata(web::Context& c);
web::Response capacity(web::Context& c);
web::Response receive(web::Context& c);
web::Response admit_again(web::Context& c);
web::Response list_tasks(web::Context& c);
web::Response show_task(web::Context& c);
web::Response put_task(web::Context& c);
web::Response patch_task(web::Context& c);
web::Response show_service_request(web::Context& c);
}  // namespace fhir

std::string state_words(const words::Words& w, State state);
page::Values::Tone tone_of(State state);
std::string needs_words(const words::Words& w, const std::vector<std::string>& needs);
std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view family,
                                             std::span<const std::string_view> codes, std::string_view chosen,
                                             bool with_empty = false);
int status_of(const Refusals& no);

}  // namespace gishe::hospital
