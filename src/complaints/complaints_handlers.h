#pragma once
#include "complaints/complaint.h"
#include "platform/web/web.h"

/// Handlers of complaints_routes.cpp.
namespace gishe::complaints::pages {

web::Response show_form(web::Context& c);
web::Response make_from_page(web::Context& c);
web::Response show_answer_form(web::Context& c);
web::Response show_answer(web::Context& c);
web::Response reopen_from_page(web::Context& c);
web::Response answer_letter(web::Context& c);

web::Response show_inbox(web::Context& c);
web::Response show_one(web::Context& c);
web::Response assign_from_page(web::Context& c);
web::Response bar_from_page(web::Context& c);
web::Response answer_from_page(web::Context& c);
web::Response show_letter(web::Context& c);

/// The answer on paper, in the language of the one who complained.
web::Response letter_of(const web::Context& c, const Complaint& complaint);
page::Values::Tone tone_of(State state);

}  // namespace gishe::complaints::pages
