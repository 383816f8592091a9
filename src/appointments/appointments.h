#pragma once
#include <optional>
#include <string>
#include <vector>

#include "appointments/appointment.h"
#include "departures/departures.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// Appointments at the desk and the queue of who walks in.
namespace gishe::appointments {

inline constexpr RefusalCode no_such_desk{"appointments.no_such_desk", 404};
inline constexpr RefusalCode slot_taken{"appointments.slot_taken", 409};
inline constexpr RefusalCode no_such_slot{"appointments.no_such_slot", 422};
inline constexpr RefusalCode too_soon{"appointments.too_soon", 422};  // with {hours}
inline constexpr RefusalCode too_far{"appointments.too_far", 422};    // with {days}
inline constexpr RefusalCode already_over{"appointments.already_over", 409};
inline constexpr RefusalCode not_yet{"appointments.not_yet", 409};
inline constexpr RefusalCode too_many_today{"appointments.too_many_today", 429};
inline constexpr RefusalCode not_an_email{"appointments.not_an_email", 422};
inline constexpr RefusalCode not_a_phone{"appointments.not_a_phone", 422};
inline constexpr RefusalCode no_contact_for_reminder{"appointments.no_contact_for_reminder", 422};
inline constexpr RefusalCode wrong_number_or_secret{"appointments.wrong_number_or_secret", 404};
inline constexpr RefusalCode too_many_tries{"appointments.too_many_tries", 429};  // with {minutes}
inline constexpr RefusalCode hours_unclear{"appointments.hours_unclear", 422};
inline constexpr RefusalCode out_of_range{"appointments.out_of_range", 422};  // with {min}, {max}
inline constexpr RefusalCode not_a_kiosk{"appointments.not_a_kiosk", 404};
inline constexpr RefusalCode queue_full{"appointments.queue_full", 429};
inline constexpr RefusalCode not_today{"appointments.not_today", 409};
inline constexpr RefusalCode no_such_number{"appointments.no_such_number", 404};

/// For a job: hands the reminders that are due to the queue of messages; how many. Never one twice.
int send_due_reminders(Office& office);
/// Whether this house has a gateway for SMS; said once at start. Without one nothing waits for it.
void sms_goes_out(bool yes);

/// departures::LeavingPort: what somebody of that telephone or e-mail, under no other name, is still booked for; a
/// death frees the times and drops the reminders.
std::vector<departures::Running> list_running_of(db::Session& session, const Actor& actor,
                                                 const people::Person& person);
void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left);

/// Times still booked on a day, by time, without names; nothing where the actor may not see them. At most 200.
struct BookedTime {
  std::string time, number, counter;
};
std::vector<BookedTime> list_times(db::Session& session, const Actor& actor, Day day);

/// For a job: ends what is still open in the queues of earlier days, erases contacts whose time (rule
/// appointment.contact) has come. Repeatable.
void tidy_up(Office& office);

/// The demo's desks: hours, some appointments behind and ahead, and a queue of four at the first one.
void load_demo(Office& office, SetClock& clock, const std::vector<Actor>& officers);

web::Routes routes();

}  // namespace gishe::appointments
