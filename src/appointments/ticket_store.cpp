#include "appointments/ticket_store.h"

namespace gishe::appointments {
namespace {

constexpr int waiting_max = 300;

#define TICKET_COLUMNS                                                                                       \
  "SELECT municipality, id, queue_on, number, subject, appointment_id, booked_at, taken_at, state, counter," \
  " called_at, calls, version FROM queue_ticket "

const db::Query q_day{"queue.next_number",
                      "INSERT INTO queue_day (municipality, queue_on, last_number) VALUES ($1, $2, 1)"
                      " ON CONFLICT (municipality, queue_on) DO UPDATE SET last_number = queue_day.last_number + 1"};
const db::Query q_number{"queue.number", "SELECT last_number FROM queue_day WHERE municipality = $1 AND queue_on = $2"};
const db::Query q_insert{"queue.insert",
                         "INSERT INTO queue_ticket (municipality, id, queue_on, number, subject, appointment_id,"
                         " booked_at, taken_at, state, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 1)"};
const db::Query q_update{"queue.update",
                         "UPDATE queue_ticket SET state = $3, counter = $4, called_at = $5, calls = $6,"
                         " ended_at = CASE WHEN $3 IN ('waiting', 'called') THEN NULL ELSE $7 END, served_by = $8,"
                         " version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $9"};
const db::Query q_find{"queue.find", TICKET_COLUMNS "WHERE municipality = $1 AND id = $2"};
const db::Query q_of{"queue.of_appointment", TICKET_COLUMNS "WHERE municipality = $1 AND appointment_id = $2"};
const db::Query q_waiting{"queue.waiting", TICKET_COLUMNS
                          "WHERE municipality = $1 AND queue_on = $2 AND state = 'waiting' ORDER BY number LIMIT $3"};
const db::Query q_called{"queue.called", TICKET_COLUMNS
                         "WHERE municipality = $1 AND queue_on = $2 AND called_at IS NOT NULL"
                         " ORDER BY called_at DESC, number LIMIT $3"};
const db::Query q_count{
    "queue.count_waiting",
    "SELECT count(*) FROM queue_ticket WHERE municipality = $1 AND queue_on = $2 AND state = 'waiting'"};
const db::Query q_close{"queue.close",
                        "UPDATE queue_ticket SET state = 'closed', ended_at = $2, version = version + 1"
                        " WHERE queue_on < $1 AND state IN ('waiting', 'called')"};

Ticket ticket_from(const db::Row& r) {
  Ticket t;
  t.municipality = r.municipality(0);
  t.id = r.id<TicketId>(1);
  t.day = r.day(2);
  t.number = r.integer(3);
  t.subject = r.string(4);
  t.appointment = r.maybe_id<AppointmentId>(5);
  t.booked_for = r.maybe_instant(6);
  t.taken_at = r.instant(7);
  t.state = r.string(8);
  t.counter = static_cast<int>(r.integer(9));
  t.called_at = r.maybe_instant(10);
  t.calls = r.integer(11);
  t.version = r.integer(12);
  return t;
}

}  // namespace

std::int64_t take_number(db::Tx& tx, const MunicipalityCode& municipality, Day day) {
  tx.run(q_day, {municipality, day});
  return tx.count(q_number, {municipality, day});
}

void insert_ticket(db::Tx& tx, const Ticket& t) {
  tx.run(q_insert, {t.municipality, t.id, t.day, t.number, t.subject, t.appointment, t.booked_for, t.taken_at});
}

bool update_ticket(db::Tx& tx, Ticket& t, const AccountId& by, Instant now) {
  const auto counter = t.counter == 0 ? std::nullopt : std::optional<std::int64_t>(t.counter);
  if (tx.run(q_update, {t.municipality, t.id, t.state, counter, t.called_at, t.calls, now, by, t.version}) != 1) {
    return false;
  }
  ++t.version;
  return true;
}

std::optional<Ticket> find_ticket(db::Session& session, const MunicipalityCode& municipality, const TicketId& id) {
  std::optional<Ticket> found;
  session.one(q_find, {municipality, id}, [&](const db::Row& r) { found = ticket_from(r); });
  return found;
}

std::optional<Ticket> find_ticket_of(db::Session& session, const MunicipalityCode& municipality,
                                     const AppointmentId& appointment) {
  std::optional<Ticket> found;
  session.one(q_of, {municipality, appointment}, [&](const db::Row& r) { found = ticket_from(r); });
  return found;
}

std::vector<Ticket> list_waiting(db::Session& session, const MunicipalityCode& municipality, Day day) {
  std::vector<Ticket> list;
  session.each(q_waiting, {municipality, day, waiting_max}, [&](const db::Row& r) { list.push_back(ticket_from(r)); });
  return list;
}

std::vector<Ticket> list_called(db::Session& session, const MunicipalityCode& municipality, Day day, int limit) {
  std::vector<Ticket> list;
  session.each(q_called, {municipality, day, limit}, [&](const db::Row& r) { list.push_back(ticket_from(r)); });
  return list;
}

std::int64_t count_waiting(db::Session& session, const MunicipalityCode& municipality, Day day) {
  return session.count(q_count, {municipality, day});
}

std::int64_t close_tickets_before(db::Tx& tx, Day day, Instant now) { return tx.run(q_close, {day, now}); }

}  // namespace gishe::appointments
