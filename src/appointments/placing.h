#pragma once
#include <string_view>

#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "platform/visitors/receipt.h"

/// What booking, moving and ending share, inside their transaction. Access has been asked.
namespace gishe::appointments {

/// An appointment is no file: eight letters and counted tries are enough.
inline constexpr visitors::Kind receipt_kind{number_letter, "appointment_secret", wrong_number_or_secret,
                                             too_many_tries, 8};

/// Writes the appointment, takes its slot and plans its reminders. Refuses slot_taken.
Result<visitors::Given> place(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan,
                              const NewBooking& booking, std::string_view rule);
/// Another slot; the reminders follow. `told`: the person did not do it herself and is told, where a contact is known.
enum class Told { yes, no };
Result<Done> move_to(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan, Appointment& a, Day day,
                     int minute, std::string_view rule, Told told);
/// One step of the table.
Result<Done> take_step(db::Tx& tx, const Office& office, const Actor& actor, Appointment& a, Step step,
                       std::string_view rule);

}  // namespace gishe::appointments
