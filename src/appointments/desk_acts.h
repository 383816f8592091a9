#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "appointments/appointment.h"
#include "appointments/desk_hours.h"
#include "platform/office/office.h"

/// What the desk does with appointments and with its hours. Access of all: keep_appointments.
namespace gishe::appointments {

struct DeskStep {
  AppointmentId id;
  std::int64_t version = 0;
  Step step = Step::came;
};
/// came and did_not_come: not before the day, the latter not before the beginning. revoke: the person is told.
Result<Appointment> step_by_desk(Office& office, const Actor& actor, const DeskStep& step, std::string_view once_key);
/// The person is told.
Result<Appointment> move_by_desk(Office& office, const Actor& actor, const AppointmentId& id, std::int64_t version,
                                 Day day, int minute, std::string_view once_key);
/// One appointment with its contact: noted in the ledger.
Result<Appointment> open_appointment(Office& office, const Actor& actor, const AppointmentId& id);

/// The plan of the actor's own desk; version 0 makes the first. Appointments that lie outside the new hours stay and
/// are shown as such.
Result<Done> keep_plan(Office& office, const Actor& actor, Plan plan, std::string_view once_key);
Result<Done> keep_special_day(Office& office, const Actor& actor, Day day, const SpecialDay& special);
Result<Done> forget_special_day(Office& office, const Actor& actor, Day day);

}  // namespace gishe::appointments
