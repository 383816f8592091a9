#include "appointments/reminder_store.h"

namespace gishe::appointments {
namespace {

constexpr int reminders_max = 40;

#define REMINDER_COLUMNS                                                                           \
  "SELECT municipality, appointment_id, kind, channel, state, starts_at, due_at, message_id FROM " \
  "appointment_reminder "

const db::Query q_insert{"appointment_reminder.insert",
                         "INSERT INTO appointment_reminder (municipality, appointment_id, kind, starts_at, channel,"
                         " due_at, state, changed_at) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7)"
                         " ON CONFLICT (municipality, appointment_id, kind, starts_at, channel) DO UPDATE"
                         " SET state = 'waiting', due_at = $6, changed_at = $7"
                         " WHERE appointment_reminder.state = 'dropped'"};
const db::Query q_drop{"appointment_reminder.drop",
                       "UPDATE appointment_reminder SET state = 'dropped', changed_at = $3 WHERE municipality = $1"
                       " AND appointment_id = $2 AND state = 'waiting' AND kind IN ('day_before', 'two_hours')"};
const db::Query q_due{"appointment_reminder.due",
                      REMINDER_COLUMNS "WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT $2"};
const db::Query q_queued{"appointment_reminder.queued",
                         REMINDER_COLUMNS "WHERE state = 'queued' ORDER BY changed_at LIMIT $1"};
const db::Query q_change{"appointment_reminder.change",
                         "UPDATE appointment_reminder SET state = $7, message_id = $8, changed_at = $9"
                         " WHERE municipality = $1 AND appointment_id = $2 AND kind = $3 AND starts_at = $4"
                         " AND channel = $5 AND state = $6"};
const db::Query q_of{"appointment_reminder.of",
                     REMINDER_COLUMNS "WHERE municipality = $1 AND appointment_id = $2 ORDER BY due_at, kind LIMIT $3"};

ReminderRow row_from(const db::Row& r) {
  ReminderRow row{r.municipality(0), r.id<AppointmentId>(1), r.string(2),  r.string(3),
                  r.string(4),       r.instant(5),           r.instant(6), std::nullopt};
  if (!r.null(7)) row.message = r.uuid(7);
  return row;
}

}  // namespace

void insert_reminder(db::Tx& tx, const ReminderRow& row, Instant now) {
  tx.run(q_insert, {row.municipality, row.appointment, row.kind, row.starts_at, row.channel, row.due_at, now});
}

void drop_waiting_reminders(db::Tx& tx, const MunicipalityCode& municipality, const AppointmentId& id, Instant now) {
  tx.run(q_drop, {municipality, id, now});
}

std::vector<ReminderRow> list_due_reminders(db::Session& session, Instant now, int limit) {
  std::vector<ReminderRow> rows;
  session.each(q_due, {now, limit}, [&](const db::Row& r) { rows.push_back(row_from(r)); });
  return rows;
}

std::vector<ReminderRow> list_queued_reminders(db::Session& session, int limit) {
  std::vector<ReminderRow> rows;
  session.each(q_queued, {limit}, [&](const db::Row& r) { rows.push_back(row_from(r)); });
  return rows;
}

bool change_reminder(db::Tx& tx, const ReminderRow& row, std::string_view to, const std::optional<Uuid>& message,
                     Instant now) {
  return tx.run(q_change, {row.municipality, row.appointment, row.kind, row.starts_at, row.channel, row.state, to,
                           message, now}) == 1;
}

std::vector<Reminder> list_reminders(db::Session& session, const MunicipalityCode& municipality,
                                     const AppointmentId& id) {
  std::vector<Reminder> list;
  session.each(q_of, {municipality, id, reminders_max}, [&](const db::Row& r) {
    const ReminderRow row = row_from(r);
    list.push_back({row.kind, row.channel, row.state, row.due_at});
  });
  return list;
}

}  // namespace gishe::appointments
