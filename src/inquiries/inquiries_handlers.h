#pragma once
#include "platform/web/web.h"

/// What inquiries_routes.cpp can name: one handler a row.
namespace gishe::inquiries {

web::Response show_contacts(web::Context& c);
web::Response count_from_page(web::Context& c);
web::Response show_contact(web::Context& c);
web::Response correct_from_page(web::Context& c);
web::Response withdraw_from_page(web::Context& c);
web::Response show_contact_counts(web::Context& c);
web::Response download_contact_counts(web::Context& c);

web::Response show_ask(web::Context& c);
web::Response ask_from_page(web::Context& c);
web::Response show_answer_form(web::Context& c);
web::Response show_answer(web::Context& c);  // POST: number and secret travel in the body
web::Response write_from_page(web::Context& c);
web::Response leave_from_page(web::Context& c);
web::Response show_callback(web::Context& c);
web::Response callback_from_page(web::Context& c);

web::Response show_inbox(web::Context& c);
web::Response be_present_from_page(web::Context& c);
web::Response show_inquiry(web::Context& c);
web::Response take_from_page(web::Context& c);
web::Response answer_from_page(web::Context& c);
web::Response call_from_page(web::Context& c);
web::Response end_from_page(web::Context& c);
web::Response count_inquiry_from_page(web::Context& c);
web::Response hold_from_page(web::Context& c);

}  // namespace gishe::inquiries
