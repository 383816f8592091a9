#include "appointments/placing.h"

#include <fmt/format.h>

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/civil_time.h"
#include "appointments/reminders.h"
#include "base/public_number.h"
#include "base/text.h"

namespace gishe::appointments {
namespace {

constexpr int secret_characters = 8;  // an appointment is no file: eight letters and counted tries are enough

/// Random, so that a number tells nothing about how many there are.
std::string free_number(db::Tx& tx, const MunicipalityCode& municipality, Day on) {
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    std::uint32_t drawn = 0;
    for (const char byte : secrets::random_bytes(4)) drawn = drawn * 256 + static_cast<unsigned char>(byte);
    const std::string number = make_number(municipality, on, static_cast<int>(drawn % 1'000'000), number_letter);
    if (!number_taken(tx, municipality, number)) return number;
  }
  throw db::Fault(db::Fault::Kind::broken, "no free appointment number in 50 tries");
}

std::string secret_hash_of(const Office& office, std::string_view number, std::string_view secret) {
  return office.vault.keyed_hash("appointment_secret", std::string(number) + ':' + secrets::tidy_code(secret));
}

std::string secret_context(const AppointmentId& id) { return "appointment_secret:" + id.text(); }

std::optional<AccountId> account_of(const Actor& actor) {
  return actor.signed_in() ? std::optional(actor.account) : std::nullopt;
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const Appointment& a, std::string_view action,
          std::string_view rule) {
  office.note(tx, actor,
              {std::string(action), a.municipality, "appointment", a.id.value, std::string(rule), a.subject, {}});
}

/// Holds the slot; `a` then stands at it.
Result<Done> stand_at(db::Tx& tx, const Plan& plan, Appointment& a, Day day, int minute) {
  const auto counter = take_slot(tx, plan, a.id, day, minute);
  if (!counter) return Refusal(slot_taken, "time");
  a.counter = *counter;
  return Done{};
}

}  // namespace

Result<Booked> place(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan, const NewBooking& b,
                     std::string_view rule) {
  Appointment a;
  a.id = AppointmentId::make();
  a.municipality = plan.municipality;
  a.number = free_number(tx, plan.municipality, office.today());
  a.day = b.day;
  a.minute = b.minute;
  a.minutes = plan.slot_minutes;
  a.starts_at = instant_of(b.day, b.minute).value_or(Instant{});
  a.subject = b.subject;
  a.service = b.service;
  a.application = b.application;
  a.name = b.name;
  a.phone = b.phone;
  a.email = b.email;
  a.language = b.language;
  a.two_hours = b.two_hours;
  a.booked_by = account_of(actor);
  a.booked_at = office.now();
  const Booked booked{a.id, a.number, secrets::random_code(secret_characters)};
  insert_appointment(tx, a, secret_hash_of(office, a.number, booked.secret));
  if (auto held = stand_at(tx, plan, a, b.day, b.minute); !held) return held.refusals();
  keep_counter(tx, a);
  insert_event(tx, a, {office.now(), a.booked_by, "book", State::unknown, State::unknown, a.starts_at});
  plan_reminders(tx, office, a);
  note(tx, office, actor, a, "appointment.booked", rule);
  return booked;
}

Result<Done> move_to(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan, Appointment& a, Day day,
                     int minute, std::string_view rule, Told told) {
  if (a.state != State::unknown) return not_from_this_state;
  if (a.starts_at <= office.now()) return already_over;
  release_slot(tx, a.municipality, a.id);
  if (auto held = stand_at(tx, plan, a, day, minute); !held) return held.refusals();
  const Instant before = a.starts_at;
  a.day = day;
  a.minute = minute;
  a.minutes = plan.slot_minutes;
  a.starts_at = instant_of(day, minute).value_or(Instant{});
  if (!update_appointment(tx, a)) return changed_meanwhile;
  insert_event(tx, a, {office.now(), account_of(actor), "move", a.state, a.state, a.starts_at});
  if (before != a.starts_at) {
    drop_reminders(tx, office, a);
    plan_reminders(tx, office, a);
    if (told == Told::yes) tell_moved(tx, office, a);
  }
  note(tx, office, actor, a, "appointment.moved", rule);
  return Done{};
}

Result<Done> take_step(db::Tx& tx, const Office& office, const Actor& actor, Appointment& a, Step step,
                       std::string_view rule) {
  const auto to = after(a.state, step);
  if (!to) return not_from_this_state;
  const State from = a.state;
  a.state = *to;
  if (step == Step::came) a.arrived_at = a.arrived_at.value_or(office.now());
  if (step == Step::undo) a.arrived_at.reset();
  if (!update_appointment(tx, a)) return changed_meanwhile;
  insert_event(tx, a, {office.now(), account_of(actor), std::string(step_name(step)), from, *to, a.starts_at});
  if (!holds_time(*to)) release_slot(tx, a.municipality, a.id);
  if (*to != State::unknown) drop_reminders(tx, office, a);
  if (step == Step::revoke) tell_revoked(tx, office, a);
  note(tx, office, actor, a, "appointment." + std::string(state_name(*to)), rule);
  return Done{};
}

bool is_secret_of(const Office& office, std::string_view number, std::string_view stored_hash,
                  std::string_view secret) {
  return secrets::same(secret_hash_of(office, number, secret), stored_hash);
}

std::string content_digest(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) joined += fmt::format("{}:{}", part.size(), part);
  return secrets::digest(joined);
}

Result<Booked> booked_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                           const NewBooking& b, const std::function<Result<Booked>()>& act) {
  const std::string when = b.day.iso() + ' ' + clock_time(b.minute);
  const auto digest = content_digest({b.desk.text, when, b.subject, b.name, b.phone, b.email});
  const auto answer =
      jobs::once(tx, office.clock, actor, once_key, "appointment.booked", digest, [&]() -> Result<std::string> {
        const auto booked = act();
        if (!booked) return booked.refusals();
        // Sealed: the secret stands nowhere in the open.
        return booked->id.text() + '|' + booked->number + '|' +
               text::hex(office.vault.seal(booked->secret, secret_context(booked->id)));
      });
  if (!answer) return answer.refusals();
  const auto first = answer->find('|'), second = answer->rfind('|');
  const auto id = AppointmentId::parse(answer->substr(0, first));
  if (!id) return not_found;
  const auto secret = office.vault.unseal(text::from_hex(answer->substr(second + 1)), secret_context(*id));
  return Booked{*id, answer->substr(first + 1, second - first - 1), secret.value_or("")};
}

Result<Done> done_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                       std::string_view act_name, std::initializer_list<std::string_view> content,
                       const std::function<Result<Done>()>& act) {
  const auto answer =
      jobs::once(tx, office.clock, actor, once_key, act_name, content_digest(content), [&]() -> Result<std::string> {
        const auto done = act();
        if (!done) return done.refusals();
        return std::string("done");
      });
  if (!answer) return answer.refusals();
  return Done{};
}

}  // namespace gishe::appointments
