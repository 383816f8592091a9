#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "appointments/appointment.h"
#include "platform/office/office.h"

/// What reminds a person: the day before at ten, and where she asked for it two hours before; and what tells her that
/// the desk has moved or cancelled. By e-mail where one is known, else by SMS to a mobile number. Text: time and number
/// of the appointment, never the subject or a name. The rows' key keeps each from being made twice.
namespace gishe::appointments {

void plan_reminders(db::Tx& tx, const Office& office, const Appointment& a);
/// Those that still wait are not sent.
void drop_reminders(db::Tx& tx, const Office& office, const Appointment& a);
void tell_moved(db::Tx& tx, const Office& office, const Appointment& a);
void tell_revoked(db::Tx& tx, const Office& office, const Appointment& a);

// send_due_reminders (appointments.h): one transaction a reminder; and learns what became of those handed over before.

struct Reminder {
  std::string kind, channel, state;  // locale "appointments.reminder.KIND", ".by.CHANNEL", ".is.STATE"
  Instant due_at;
};
std::vector<Reminder> list_reminders(db::Session& session, const MunicipalityCode& municipality,
                                     const AppointmentId& id);

bool sms_goes_out();

}  // namespace gishe::appointments
