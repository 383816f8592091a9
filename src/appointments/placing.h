#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include "appointments/booking.h"

/// What booking, moving and ending share, inside their transaction. Access has been asked.
namespace gishe::appointments {

/// Writes the appointment, takes its slot and plans its reminders. Refuses slot_taken.
Result<Booked> place(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan, const NewBooking& booking,
                     std::string_view rule);
/// Another slot; the reminders follow. `told`: the person did not do it herself and is told, where a contact is known.
enum class Told { yes, no };
Result<Done> move_to(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan, Appointment& a, Day day,
                     int minute, std::string_view rule, Told told);
/// One step of the table.
Result<Done> take_step(db::Tx& tx, const Office& office, const Actor& actor, Appointment& a, Step step,
                       std::string_view rule);

bool is_secret_of(const Office& office, std::string_view number, std::string_view stored_hash, std::string_view secret);
/// One digest of several parts, so that ("a", "bc") and ("ab", "c") differ.
std::string content_digest(std::initializer_list<std::string_view> parts);
/// jobs::once around a booking: a double click sees the same number and secret.
Result<Booked> booked_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                           const NewBooking& booking, const std::function<Result<Booked>()>& act);
Result<Done> done_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                       std::string_view act_name, std::initializer_list<std::string_view> content,
                       const std::function<Result<Done>()>& act);

}  // namespace gishe::appointments
