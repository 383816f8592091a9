#pragma once
#include <string>

#include "appointments/appointment.h"
#include "appointments/desk_hours.h"
#include "platform/web/web.h"
#include "platform/words/words.h"
#include "territory/territory.h"

/// How times, states and desks read.
namespace gishe::appointments {

std::string weekday_words(const words::Words& w, Day day);           // понеделник
std::string day_words(const words::Words& w, Day day);               // понеделник, 23 ноември 2026 г.
std::string when_words(const words::Words& w, Day day, int minute);  // …, 10:20
page::Values::Tone tone_of(State state);
std::string state_words(const words::Words& w, const Appointment& a,
                        Instant now);  // an unknown one is to come, or past
std::string subject_words(const words::Words& w, std::string_view subject);

/// Is there such an appointment for this actor? Before anything else is said of its form.
bool may_know(const web::Context& c, const AppointmentId& id);

/// A form's or an address' day and time; nullopt when it is none.
struct When {
  Day day;
  int minute = 0;
};
std::optional<When> when_from(std::string_view day, std::string_view time);
/// One field "2026-11-23T10:20".
std::optional<When> when_from(std::string_view both);

}  // namespace gishe::appointments
