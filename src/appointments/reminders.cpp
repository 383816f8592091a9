#include "appointments/reminders.h"

#include <algorithm>
#include <atomic>

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/civil_time.h"
#include "appointments/reminder_store.h"
#include "platform/post/never_twice.h"
#include "platform/post/phone.h"

namespace gishe::appointments {
namespace {

constexpr int reminded_at_minute = 10 * 60;  // of the day before
constexpr std::int64_t two_hours_seconds = 2 * 3600, told_within_seconds = 24 * 3600;
constexpr int round_max = 200;

std::atomic<bool> sms_is_there{false};

/// Empty: nobody can be told.
std::string channel_of(const Appointment& a) {
  if (!a.email.empty()) return "email";
  return post::is_mobile(a.phone) ? "sms" : "";
}

void add(db::Tx& tx, const Office& office, const Appointment& a, std::string_view kind, Instant due) {
  const std::string channel = channel_of(a);
  if (channel.empty()) return;
  insert_reminder(tx, {a.municipality, a.id, std::string(kind), channel, "waiting", a.starts_at, due, std::nullopt},
                  office.now());
}

/// Until when the words of this kind are true; a reminder handed over later would mislead.
Instant true_until(const ReminderRow& row, const Appointment& a) {
  if (row.kind == "day_before") {
    constexpr int last_minute = 23 * 60 + 30;
    return instant_of(a.day.plus_days(-1), last_minute).value_or(row.due_at);
  }
  if (row.kind == "revoked") return row.due_at.plus_seconds(told_within_seconds);
  return a.starts_at;
}

bool still_wanted(const ReminderRow& row, const Appointment& a) {
  if (row.kind == "revoked") return a.state == State::revoked;
  return a.state == State::unknown && a.starts_at == row.starts_at;
}

/// One transaction: whoever comes second finds the row changed already.
bool hand_over(db::Tx& tx, const Office& office, const ReminderRow& row) {
  const auto a = find_in(tx, row.municipality, row.appointment);
  const Instant now = office.now();
  const bool sms = row.channel == "sms";
  const std::string to = !a ? "" : sms ? a->phone : a->email;
  if (!a || to.empty() || !still_wanted(row, *a) || true_until(row, *a) <= now || (sms && !sms_goes_out())) {
    change_reminder(tx, row, "dropped", std::nullopt, now);
    return false;
  }
  const words::Words w(a->language);
  post::OnceMessage once;
  once.channel = sms ? post::Channel::sms : post::Channel::email;
  once.message = {to,
                  a->language,
                  "appointment_" + row.kind,
                  {{"time", clock_time(a->minute)},
                   {"day", w.day(a->day)},
                   {"number", a->number},
                   {"link", office.public_address + "/appointments/mine"}}};
  once.expires_at = true_until(row, *a);
  return change_reminder(tx, row, "queued", post::queue_never_twice(tx, office.clock, once), now);
}

std::string_view state_of(post::Fate fate) {
  switch (fate) {
    case post::Fate::waiting:
      return "queued";
    case post::Fate::sent:
      return "sent";
    case post::Fate::failed:
      return "failed";
    case post::Fate::unsure:
    case post::Fate::gone:
      return "unsure";
  }
  return "unsure";
}

void learn_fates(Office& office) {
  const auto queued = office.db.read([](db::Session& session) { return list_queued_reminders(session, round_max); });
  for (const ReminderRow& row : queued) {
    const auto to = office.db.read([&](db::Session& session) -> std::string_view {
      return row.message ? state_of(post::find_fate(session, *row.message, office.now())) : "unsure";
    });
    if (to == "queued") continue;
    office.db.write([&](db::Tx& tx) { change_reminder(tx, row, to, row.message, office.now()); });
  }
}

}  // namespace

void plan_reminders(db::Tx& tx, const Office& office, const Appointment& a) {
  // Whoever books with a contact that is not hers brings it no more than these.
  const auto open = count_open_of(tx, a.municipality, a.phone, a.email, office.today());
  if (!a.booked_by && open > reminded_per_contact) return;
  const auto eve = instant_of(a.day.plus_days(-1), reminded_at_minute);
  if (eve && *eve > office.now()) add(tx, office, a, "day_before", *eve);
  const Instant two_hours_before = a.starts_at.plus_seconds(-two_hours_seconds);
  if (a.two_hours && two_hours_before > office.now()) add(tx, office, a, "two_hours", two_hours_before);
}

void drop_reminders(db::Tx& tx, const Office& office, const Appointment& a) {
  drop_waiting_reminders(tx, a.municipality, a.id, office.now());
}

void tell_moved(db::Tx& tx, const Office& office, const Appointment& a) { add(tx, office, a, "moved", office.now()); }

void tell_revoked(db::Tx& tx, const Office& office, const Appointment& a) {
  if (a.starts_at > office.now()) add(tx, office, a, "revoked", office.now());
}

int send_due_reminders(Office& office) {
  int handed_over = 0;
  const auto due =
      office.db.read([&](db::Session& session) { return list_due_reminders(session, office.now(), round_max); });
  for (const ReminderRow& row : due) {
    handed_over += office.db.write([&](db::Tx& tx) { return hand_over(tx, office, row); }) ? 1 : 0;
  }
  learn_fates(office);
  return handed_over;
}

void sms_goes_out(bool yes) { sms_is_there = yes; }
bool sms_goes_out() { return sms_is_there; }

}  // namespace gishe::appointments
