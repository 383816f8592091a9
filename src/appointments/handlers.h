#pragma once
#include "platform/web/web.h"

/// Named in appointments_routes.cpp only.
namespace gishe::appointments {

web::Response show_booking(web::Context& c);
web::Response book_from_page(web::Context& c);
web::Response show_mine(web::Context& c);
web::Response see_mine(web::Context& c);
web::Response show_other_times(web::Context& c);
web::Response move_from_page(web::Context& c);
web::Response cancel_from_page(web::Context& c);
web::Response slip(web::Context& c);
web::Response calendar(web::Context& c);

web::Response show_day(web::Context& c);
web::Response show_new(web::Context& c);
web::Response book_for_from_page(web::Context& c);
web::Response show_appointment(web::Context& c);
web::Response step_from_page(web::Context& c);
web::Response move_by_desk_from_page(web::Context& c);
web::Response show_hours(web::Context& c);
web::Response keep_hours_from_page(web::Context& c);
web::Response keep_special_day_from_page(web::Context& c);
web::Response forget_special_day_from_page(web::Context& c);

web::Response show_queue(web::Context& c);
web::Response call_next_from_page(web::Context& c);
web::Response step_ticket_from_page(web::Context& c);
web::Response take_ticket_from_desk_page(web::Context& c);
web::Response check_in_from_desk_page(web::Context& c);
web::Response make_kiosk_from_page(web::Context& c);
web::Response show_kiosk(web::Context& c);
web::Response take_from_kiosk(web::Context& c);
web::Response show_screen(web::Context& c);

web::Response show_figures(web::Context& c);

web::Response api_figures(web::Context& c);
web::Response api_desks(web::Context& c);
web::Response api_times(web::Context& c);
web::Response api_book(web::Context& c);
web::Response api_look(web::Context& c);
web::Response api_move(web::Context& c);
web::Response api_cancel(web::Context& c);
web::Response api_day(web::Context& c);
web::Response api_book_for(web::Context& c);
web::Response api_step(web::Context& c);
web::Response api_screen(web::Context& c);
web::Response api_call_next(web::Context& c);

}  // namespace gishe::appointments
