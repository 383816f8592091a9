#include "appointments/appointment_store.h"

#include <algorithm>
#include <set>

#include "appointments/civil_time.h"

namespace gishe::appointments {
namespace {

constexpr int events_max = 100;

#define APPOINTMENT_COLUMNS                                                                               \
  "SELECT municipality, id, number, starts_on, minute, minutes, counter, starts_at, subject, service_id," \
  " name, phone, email, language, two_hours, state, booked_by, booked_at, arrived_at, erased_at,"         \
  " version, secret_hash FROM appointment "
constexpr int secret_column = 21;

const db::Query q_holds{"appointment.holds",
                        "SELECT minute, counter FROM appointment_hold WHERE municipality = $1 AND held_on = $2"};
const db::Query q_hold{"appointment.hold",
                       "INSERT INTO appointment_hold (municipality, held_on, minute, counter, appointment_id)"
                       " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (municipality, held_on, minute, counter) DO NOTHING"};
const db::Query q_release{"appointment.release",
                          "DELETE FROM appointment_hold WHERE municipality = $1 AND appointment_id = $2"};
const db::Query q_release_new{"appointment.release_new",
                              "DELETE FROM appointment_hold WHERE municipality = $1 AND appointment_id = $2"
                              " AND held_on = $3 AND counter = $4 AND minute >= $5 AND minute < $6"};
const db::Query q_number{"appointment.number_taken",
                         "SELECT 1 FROM appointment WHERE municipality = $1 AND number = $2"};
const db::Query q_insert{
    "appointment.insert",
    "INSERT INTO appointment (municipality, id, number, secret_hash, starts_on, minute, minutes, starts_at, counter,"
    " subject, service_id, name, phone, email, language, two_hours, state, booked_by, booked_at,"
    " version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'unknown', $17,"
    " $18, 1)"};
const db::Query q_counter{"appointment.keep_counter",
                          "UPDATE appointment SET counter = $3 WHERE municipality = $1 AND id = $2"};
const db::Query q_update{"appointment.update",
                         "UPDATE appointment SET starts_on = $3, minute = $4, minutes = $5, starts_at = $6,"
                         " counter = $7, state = $8, arrived_at = $9, version = version + 1"
                         " WHERE municipality = $1 AND id = $2 AND version = $10"};
const db::Query q_event{"appointment.event",
                        "INSERT INTO appointment_event (municipality, appointment_id, seq, at, account_id, step,"
                        " from_state, to_state, starts_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_by_number{"appointment.by_number", APPOINTMENT_COLUMNS "WHERE municipality = $1 AND number = $2"};
const db::Query q_find{"appointment.find", APPOINTMENT_COLUMNS "WHERE municipality = $1 AND id = $2"};
const db::Query q_of_day{"appointment.of_day",
                         APPOINTMENT_COLUMNS "WHERE municipality = $1 AND starts_on = $2 ORDER BY minute, id LIMIT $3"};
const db::Query q_open_from{"appointment.open_from", APPOINTMENT_COLUMNS
                            "WHERE municipality = $1 AND starts_on >= $2 AND state = 'unknown'"
                            " ORDER BY starts_on, minute, id LIMIT $3"};
const db::Query q_events{"appointment.events",
                         "SELECT at, account_id, step, from_state, to_state, starts_at FROM appointment_event"
                         " WHERE municipality = $1 AND appointment_id = $2 ORDER BY seq LIMIT $3"};
const db::Query q_open_of{"appointment.open_of_contact",
                          "SELECT count(*) FROM appointment WHERE municipality = $1 AND state = 'unknown'"
                          " AND starts_on >= $4 AND ((phone <> '' AND phone = $2) OR (email <> '' AND email = $3))"};
const db::Query q_erase{
    "appointment.erase_contacts",
    "UPDATE appointment SET name = '', phone = '', email = '', secret_hash = NULL, service_id = NULL, erased_at = $3"
    " WHERE municipality = $1 AND id IN (SELECT id FROM appointment WHERE municipality = $1 AND starts_on < $2"
    " AND erased_at IS NULL ORDER BY starts_on LIMIT 500)"};

Appointment appointment_from(const db::Row& r) {
  Appointment a;
  a.municipality = r.municipality(0);
  a.id = r.id<AppointmentId>(1);
  a.number = r.string(2);
  a.day = r.day(3);
  a.minute = static_cast<int>(r.integer(4));
  a.minutes = static_cast<int>(r.integer(5));
  a.counter = static_cast<int>(r.integer(6));
  a.starts_at = r.instant(7);
  a.subject = r.string(8);
  a.service = r.maybe_id<ServiceId>(9);
  a.name = r.string(10);
  a.phone = r.string(11);
  a.email = r.string(12);
  a.language = words::from_code(r.text(13)).value_or(words::Language::bg);
  a.two_hours = r.truth(14);
  a.state = state_from(r.text(15)).value_or(State::unknown);
  a.booked_by = r.maybe_id<AccountId>(16);
  a.booked_at = r.instant(17);
  a.arrived_at = r.maybe_instant(18);
  a.erased_at = r.maybe_instant(19);
  a.version = r.integer(20);
  return a;
}

/// minute of a hold × counter, of one day
using Held = std::set<std::pair<int, int>>;

bool counter_is_free(const Held& held, int minute, int minutes, int counter) {
  for (int at = minute; at < minute + minutes; at += hold_minutes) {
    if (held.contains({at, counter})) return false;
  }
  return true;
}

}  // namespace

std::vector<Free> list_free(db::Session& session, const Plan& plan, Day day, Instant from) {
  Held held;
  session.each(q_holds, {plan.municipality, day},
               [&](const db::Row& r) { held.emplace(static_cast<int>(r.integer(0)), static_cast<int>(r.integer(1))); });
  std::vector<Free> free;
  for (const int minute : slots_on(plan, day)) {
    const auto starts = instant_of(day, minute);
    if (!starts || *starts < from) continue;
    int counters = 0;
    for (int counter = 1; counter <= plan.counters; ++counter) {
      counters += counter_is_free(held, minute, plan.slot_minutes, counter) ? 1 : 0;
    }
    if (counters > 0) free.push_back({minute, counters});
  }
  return free;
}

bool number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_number, {municipality, number});
}

void insert_appointment(db::Tx& tx, const Appointment& a, std::string_view secret_hash) {
  tx.run(q_insert,
         {a.municipality, a.id, a.number, db::Blob{secret_hash}, a.day, a.minute, a.minutes, a.starts_at, 1, a.subject,
          a.service, a.name, a.phone, a.email, words::code(a.language), a.two_hours ? 1 : 0, a.booked_by, a.booked_at});
}

void keep_counter(db::Tx& tx, const Appointment& a) { tx.run(q_counter, {a.municipality, a.id, a.counter}); }

std::optional<int> take_slot(db::Tx& tx, const Plan& plan, const AppointmentId& id, Day day, int minute) {
  for (int counter = 1; counter <= plan.counters; ++counter) {
    int at = minute;
    while (at < minute + plan.slot_minutes && tx.run(q_hold, {plan.municipality, day, at, counter, id}) == 1) {
      at += hold_minutes;
    }
    if (at >= minute + plan.slot_minutes) return counter;
    if (at > minute) tx.run(q_release_new, {plan.municipality, id, day, counter, minute, at});
  }
  return std::nullopt;
}

void release_slot(db::Tx& tx, const MunicipalityCode& municipality, const AppointmentId& id) {
  tx.run(q_release, {municipality, id});
}

bool update_appointment(db::Tx& tx, Appointment& a) {
  const auto changed = tx.run(q_update, {a.municipality, a.id, a.day, a.minute, a.minutes, a.starts_at, a.counter,
                                         state_name(a.state), a.arrived_at, a.version});
  if (changed != 1) return false;
  ++a.version;
  return true;
}

void insert_event(db::Tx& tx, const Appointment& a, const Event& e) {
  tx.run(q_event,
         {a.municipality, a.id, a.version, e.at, e.account, e.step, state_name(e.from), state_name(e.to), e.starts_at});
}

std::optional<visitors::Kept<Appointment>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                          std::string_view number) {
  std::optional<visitors::Kept<Appointment>> found;
  session.one(q_by_number, {municipality, number}, [&](const db::Row& r) {
    found = visitors::Kept<Appointment>{appointment_from(r), r.string(secret_column)};
  });
  return found;
}

std::optional<Appointment> find_in(db::Session& session, const MunicipalityCode& municipality,
                                   const AppointmentId& id) {
  std::optional<Appointment> found;
  session.one(q_find, {municipality, id}, [&](const db::Row& r) { found = appointment_from(r); });
  return found;
}

std::optional<Appointment> find_appointment(db::Session& session, const access::Scope& scope, const AppointmentId& id) {
  if (scope.none()) return std::nullopt;
  return find_in(session, scope.municipality(), id);
}

std::vector<Appointment> list_of_day(db::Session& session, const access::Scope& scope, Day day, int limit) {
  std::vector<Appointment> list;
  if (scope.none()) return list;
  session.each(q_of_day, {scope.municipality(), day, limit},
               [&](const db::Row& r) { list.push_back(appointment_from(r)); });
  return list;
}

std::vector<Appointment> list_open_from(db::Session& session, const access::Scope& scope, Day from, int limit) {
  std::vector<Appointment> list;
  if (scope.none()) return list;
  session.each(q_open_from, {scope.municipality(), from, limit},
               [&](const db::Row& r) { list.push_back(appointment_from(r)); });
  return list;
}

std::vector<Event> list_events(db::Session& session, const MunicipalityCode& municipality, const AppointmentId& id) {
  std::vector<Event> list;
  session.each(q_events, {municipality, id, events_max}, [&](const db::Row& r) {
    list.push_back({r.instant(0), r.maybe_id<AccountId>(1), r.string(2), state_from(r.text(3)).value_or(State::unknown),
                    state_from(r.text(4)).value_or(State::unknown), r.instant(5)});
  });
  return list;
}

std::int64_t count_open_of(db::Session& session, const MunicipalityCode& municipality, std::string_view phone,
                           std::string_view email, Day from) {
  return session.count(q_open_of, {municipality, phone, email, from});
}

std::vector<Appointment> list_open_of_contact(db::Session& session, const MunicipalityCode& municipality,
                                              std::string_view phone, std::string_view email, int limit) {
  static const db::Query q_phone{
      "appointment.open_of_phone",
      APPOINTMENT_COLUMNS "WHERE municipality = $1 AND phone = $2 AND phone <> '' AND state = 'unknown' LIMIT $3"};
  static const db::Query q_email{
      "appointment.open_of_email",
      APPOINTMENT_COLUMNS "WHERE municipality = $1 AND email = $2 AND email <> '' AND state = 'unknown' LIMIT $3"};
  std::vector<Appointment> list;
  session.each(q_phone, {municipality, phone, limit}, [&](const db::Row& r) { list.push_back(appointment_from(r)); });
  session.each(q_email, {municipality, email, limit}, [&](const db::Row& r) {
    Appointment a = appointment_from(r);
    if (a.phone.empty() || a.phone != phone) list.push_back(std::move(a));
  });
  return list;
}

std::int64_t erase_contacts(db::Tx& tx, const MunicipalityCode& municipality, Day before, Instant at) {
  return tx.run(q_erase, {municipality, before, at});
}

}  // namespace gishe::appointments
