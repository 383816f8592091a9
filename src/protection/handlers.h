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

web::Response show_admission(web::Context& c);
web::Response post_admission(web::Context& c);
web::Response show_exit(web::Context& c);
web::Response post_exit(web::Context& c);

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

web::Response show_cases(web::Context& c);
web::Response find_cases(web::Context& c);
web::Response show_new_case(web::Context& c);
web::Response post_case(web::Context& c);
web::Response show_case(web::Context& c);
web::Response post_informing(web::Context& c);
web::Response post_hearing_day(web::Context& c);
web::Response show_hearing(web::Context& c);
web::Response post_hearing(web::Context& c);
web::Response print_protocol(web::Context& c);
web::Response post_report(web::Context& c);
web::Response post_keeping(web::Context& c);
web::Response post_case_end(web::Context& c);
web::Response show_case_referral(web::Context& c);
web::Response post_case_referral(web::Context& c);
web::Response show_measures(web::Context& c);
web::Response show_measure(web::Context& c);
web::Response post_measure_report(web::Context& c);
web::Response show_unsealing(web::Context& c);
web::Response post_unsealing(web::Context& c);

}  // namespace gishe::protection
