#pragma once
#include "platform/web/web.h"

/// What protection_routes.cpp can name: one handler a row.
namespace gishe::protection {

web::Response show_home(web::Context& c);
web::Response show_new_contact(web::Context& c);
web::Response post_contact(web::Context& c);
web::Response show_contact(web::Context& c);
web::Response post_child(web::Context& c);
web::Response show_danger(web::Context& c);
web::Response post_danger(web::Context& c);
web::Response post_task_done(web::Context& c);
web::Response show_plan(web::Context& c);
web::Response post_plan(web::Context& c);
web::Response post_step(web::Context& c);

web::Response show_capacity(web::Context& c);
web::Response ask_capacity_from_page(web::Context& c);
web::Response show_shelter_referral(web::Context& c);
web::Response post_shelter_referral(web::Context& c);

web::Response show_new_signal(web::Context& c);
web::Response preview_signal(web::Context& c);
web::Response post_signal(web::Context& c);
web::Response show_own_signals(web::Context& c);
web::Response show_own_signal(web::Context& c);
web::Response post_telling(web::Context& c);
web::Response post_number(web::Context& c);
web::Response print_signal(web::Context& c);
web::Response show_received_signals(web::Context& c);
web::Response show_received_signal(web::Context& c);
web::Response post_acknowledgement(web::Context& c);

}  // namespace gishe::protection
