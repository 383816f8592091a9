#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "appointments/appointment.h"
#include "appointments/desk_hours.h"
#include "platform/office/office.h"

/// What a person does with an appointment, without signing in: book it, look at it, move it, cancel it.
namespace gishe::appointments {

inline constexpr std::size_t name_max = 60;
inline constexpr int nameless_per_network = 5;  // of them, without telephone and e-mail
inline constexpr int reminded_per_contact = 2;  // appointments to come; a third is not reminded of: see reminders.cpp
inline constexpr int bookings_per_network = 8;  // a day; a community centre's visitors share one

struct NewBooking {
  MunicipalityCode desk;
  Day day;
  int minute = 0;
  std::string subject = "information";
  std::optional<ServiceId> service;  // what it is about
  std::string name, phone, email;    // each may be empty
  bool two_hours = false;            // reminded two hours before, too
  words::Language language = words::Language::bg;
};
struct Booked {
  AppointmentId id;
  std::string number, secret;  // the secret is shown once
};

/// By anybody: within the desk's notice and reach, within its daily measure, that network's and that contact's. Refuses
/// slot_taken when somebody was quicker; nothing is kept then.
Result<Booked> book(Office& office, const Actor& actor, const NewBooking& booking, std::string_view remote,
                    std::string_view once_key);
/// By the desk for a person: without the measures, up to the beginning. Access: keep_appointments.
Result<Booked> book_for(Office& office, const Actor& actor, const NewBooking& booking, std::string_view once_key);

struct Key {
  std::string number, secret, remote;
};
/// Wrong number and wrong secret: the same answer after the same work; tries are counted (visitors/tries.h).
Result<Appointment> look_at(Office& office, const Key& key);
/// Another slot of the same desk. The reminder follows. Refused once it has begun.
Result<Appointment> move(Office& office, const Key& key, Day day, int minute, std::string_view once_key);
/// The person says it will not be: excused; the time is free for others at once.
Result<Appointment> cancel(Office& office, const Key& key, std::string_view once_key);

/// Telephone and e-mail as they are kept, the rest tidied; every refusal stands at its field.
Refusals tidy_contact(NewBooking& booking);
/// Is there a slot, not before `earliest` and within the plan's reach?
Refusals why_not_slot(const Plan& plan, Day day, int minute, Instant earliest, Day today);

}  // namespace gishe::appointments
