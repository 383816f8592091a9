#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appointments/reminders.h"

namespace gishe::appointments {

struct ReminderRow {
  MunicipalityCode municipality;
  AppointmentId appointment;
  std::string kind, channel, state = "waiting";
  Instant starts_at, due_at;
  std::optional<Uuid> message;
};
/// Nothing when there is one of this kind for this beginning already.
void insert_reminder(db::Tx& tx, const ReminderRow& row, Instant now);
/// Of the kinds that remind; what tells of a change stays.
void drop_waiting_reminders(db::Tx& tx, const MunicipalityCode& municipality, const AppointmentId& id, Instant now);
/// Due and waiting, of every municipality, the longest due first.
std::vector<ReminderRow> list_due_reminders(db::Session& session, Instant now, int limit);
std::vector<ReminderRow> list_queued_reminders(db::Session& session, int limit);
/// From one state to another; false when somebody else was quicker.
bool change_reminder(db::Tx& tx, const ReminderRow& row, std::string_view to, const std::optional<Uuid>& message,
                     Instant now);

}  // namespace gishe::appointments
