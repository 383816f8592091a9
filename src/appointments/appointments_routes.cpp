#include "appointments/appointments.h"
#include "appointments/handlers.h"

namespace gishe::appointments {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/appointments", book_appointment, show_booking},
      {post, "/appointments", book_appointment, book_from_page},
      {get, "/appointments/mine", book_appointment, show_mine},
      {post, "/appointments/mine", book_appointment, see_mine},
      {post, "/appointments/mine/times", book_appointment, show_other_times},
      {post, "/appointments/mine/move", book_appointment, move_from_page},
      {post, "/appointments/mine/cancellation", book_appointment, cancel_from_page},
      {post, "/appointments/mine/slip", book_appointment, slip},
      {post, "/appointments/mine/calendar", book_appointment, calendar},

      {get, "/desk/appointments", keep_appointments, show_day},
      {post, "/desk/appointments", keep_appointments, book_for_from_page},
      {get, "/desk/appointments/new", keep_appointments, show_new},
      {get, "/desk/appointments/{id}", keep_appointments, show_appointment},
      {post, "/desk/appointments/{id}/step", keep_appointments, step_from_page},
      {post, "/desk/appointments/{id}/move", keep_appointments, move_by_desk_from_page},
      {post, "/desk/appointments/{id}/arrival", keep_queue, check_in_from_desk_page},
      {get, "/desk/hours", keep_appointments, show_hours},
      {post, "/desk/hours", keep_appointments, keep_hours_from_page},
      {post, "/desk/hours/special-days", keep_appointments, keep_special_day_from_page},
      {post, "/desk/hours/special-days/removal", keep_appointments, forget_special_day_from_page},

      {get, "/desk/queue", keep_queue, show_queue},
      {post, "/desk/queue/calls", keep_queue, call_next_from_page},
      {post, "/desk/queue/tickets", keep_queue, take_ticket_from_desk_page},
      {post, "/desk/queue/tickets/{id}/step", keep_queue, step_ticket_from_page},
      {post, "/desk/queue/kiosk", keep_queue, make_kiosk_from_page},
      {get, "/queue/take", book_appointment, show_kiosk},
      {post, "/queue/take", book_appointment, take_from_kiosk},
      {get, "/queue/screen", book_appointment, show_screen},
  };
}

}  // namespace gishe::appointments
