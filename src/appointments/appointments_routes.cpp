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
      {get, "/desk/appointments/figures", keep_appointments, show_figures},
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

      {get, "/api/v1/desks", book_appointment, api_desks,
       web::Route::Api{"Desks that take appointments", "", "DeskPage"}},
      {get, "/api/v1/desk-times", book_appointment, api_times,
       web::Route::Api{"Free times of a desk, the next five days that have some", "", "FreeDays", "Desk FromDay"}},
      {post, "/api/v1/appointments", book_appointment, api_book,
       web::Route::Api{"Book a time, without signing in", "NewAppointment", "BookedAppointment", "", 201}},
      {post, "/api/v1/appointments/mine", book_appointment, api_look,
       web::Route::Api{"An appointment by number and secret", "AppointmentKey", "Appointment", "", 200, true}},
      {post, "/api/v1/appointments/mine/move", book_appointment, api_move,
       web::Route::Api{"Another time", "AppointmentMove", "Appointment"}},
      {post, "/api/v1/appointments/mine/cancellation", book_appointment, api_cancel,
       web::Route::Api{"Cancel it; the time is free for others", "AppointmentKey", "Appointment"}},
      {get, "/api/v1/desk/appointments", keep_appointments, api_day,
       web::Route::Api{"The desk's appointments of a day, by time, without contacts", "", "DeskAppointmentPage",
                       "OnDay"}},
      {post, "/api/v1/desk/appointments", keep_appointments, api_book_for,
       web::Route::Api{"Book for a person", "NewDeskAppointment", "BookedAppointment", "", 201}},
      {post, "/api/v1/desk/appointments/{id}/step", keep_appointments, api_step,
       web::Route::Api{"Came, did not come, cancelled, undo", "AppointmentStep", "DeskAppointment"}},
      {get, "/api/v1/desk/appointment-figures", keep_appointments, api_figures,
       web::Route::Api{"Counts by month; null where there are fewer than five", "", "AppointmentFigures"}},
      {get, "/api/v1/queue", book_appointment, api_screen,
       web::Route::Api{"The numbers on the wall", "", "QueueScreen", "Desk"}},
      {post, "/api/v1/desk/queue/calls", keep_queue, api_call_next,
       web::Route::Api{"Call the next to a counter", "QueueCall", "QueueCalled"}},
  };
}

}  // namespace gishe::appointments
