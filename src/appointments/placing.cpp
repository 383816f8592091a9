#include "appointments/placing.h"

#include "appointments/appointment_store.h"
#include "appointments/civil_time.h"
#include "appointments/reminders.h"

namespace gishe::appointments {
namespace {

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

Result<visitors::Given> place(db::Tx& tx, const Office& office, const Actor& actor, const Plan& plan,
                              const NewBooking& b, std::string_view rule) {
  Appointment a;
  a.id = AppointmentId::make();
  a.municipality = plan.municipality;
  const auto receipt = visitors::write_receipt(office, receipt_kind, plan.municipality, [&](const std::string& number) {
    return number_taken(tx, plan.municipality, number);
  });
  a.number = receipt.number;
  a.day = b.day;
  a.minute = b.minute;
  a.minutes = plan.slot_minutes;
  a.starts_at = instant_of(b.day, b.minute).value_or(Instant{});
  a.subject = b.subject;
  a.service = b.service;
  a.name = b.name;
  a.phone = b.phone;
  a.email = b.email;
  a.language = b.language;
  a.two_hours = b.two_hours;
  a.booked_by = account_of(actor);
  a.booked_at = office.now();
  insert_appointment(tx, a, receipt.secret_hash);
  if (auto held = stand_at(tx, plan, a, b.day, b.minute); !held) return held.refusals();
  keep_counter(tx, a);
  insert_event(tx, a, {office.now(), a.booked_by, "book", State::unknown, State::unknown, a.starts_at});
  plan_reminders(tx, office, a);
  note(tx, office, actor, a, "appointment.booked", rule);
  return visitors::Given{a.id.value, a.number, receipt.secret, {}};
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

}  // namespace gishe::appointments
