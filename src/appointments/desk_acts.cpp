#include "appointments/desk_acts.h"

#include <fmt/format.h>

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/civil_time.h"
#include "appointments/placing.h"
#include "appointments/plan_store.h"
#include "base/text.h"
#include "platform/office/act.h"

namespace gishe::appointments {
namespace {

constexpr std::size_t place_max = 200, note_max = 200;

access::Decision decide(const Actor& actor, const MunicipalityCode& municipality) {
  access::Facts facts;
  facts.municipality = municipality;
  facts.sensitivity = Sensitivity::personal;
  return access::decide(actor, access::Action::keep_appointments, facts);
}

struct Found {
  Appointment appointment;
  std::string rule;
};
Result<Found> find(db::Session& session, const Actor& actor, const AppointmentId& id) {
  auto found = find_appointment(session, access::scope(actor, access::Action::keep_appointments), id);
  if (!found) return access::function_may(actor, access::Action::keep_appointments) ? not_found : not_your_function;
  const auto decision = decide(actor, found->municipality);
  if (!decision.allowed) return *decision.no;
  return Found{std::move(*found), decision.rule};
}

Refusals why_not_plan(const Plan& plan) {
  Refusals no;
  const auto within = [&](const char* field, int value, int min, int max) {
    if (value >= min && value <= max) return;
    no.push_back(Refusal(out_of_range, field, {{"min", std::to_string(min)}, {"max", std::to_string(max)}}));
  };
  within("slot_minutes", plan.slot_minutes, 5, 120);
  if (plan.slot_minutes % hold_minutes != 0) no.emplace_back(not_in_list, "slot_minutes");
  within("counters", plan.counters, 1, 20);
  within("notice_hours", plan.notice_hours, 0, 168);
  within("days_ahead", plan.days_ahead, 1, 90);
  within("online_per_day", plan.online_per_day, 0, 500);
  if (!text::is_plain(plan.place)) no.emplace_back(not_plain_text, "place");
  if (text::length(plan.place) > place_max)
    no.push_back(Refusal(too_long, "place", {{"max", std::to_string(place_max)}}));
  return no;
}

void note_plan(db::Tx& tx, const Office& office, const Actor& actor, std::string_view action, const char* rule) {
  office.note(tx, actor, {std::string(action), actor.post.municipality, "desk_plan", {}, rule, {}, {}});
}

/// A rule of the actor's own desk, with its ledger line.
Result<Done> change_desk(Office& office, const Actor& actor, std::string_view action,
                         const std::function<Result<Done>(db::Tx&)>& change) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto decision = decide(actor, actor.post.municipality);
    if (!decision.allowed) return *decision.no;
    auto done = change(tx);
    if (done) note_plan(tx, office, actor, action, decision.rule);
    return done;
  });
}

Result<Done> why_not_now(const Office& office, const Appointment& a, Step step) {
  if (step == Step::came && a.day > office.today()) return not_yet;
  if (step == Step::did_not_come && a.starts_at > office.now()) return not_yet;
  if ((step == Step::excuse || step == Step::revoke) && a.day < office.today()) return already_over;
  return Done{};
}

}  // namespace

Result<Appointment> step_by_desk(Office& office, const Actor& actor, const DeskStep& s, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Appointment> {
    auto found = find(tx, actor, s.id);
    if (!found) return found.refusals();
    Appointment& a = found->appointment;
    auto done = once_done(tx, office, actor, once_key, "appointment.step", {s.id.text(), step_name(s.step)},
                          [&]() -> Result<Done> {
                            if (a.version != s.version) return changed_meanwhile;
                            if (auto now = why_not_now(office, a, s.step); !now) return now;
                            return take_step(tx, office, actor, a, s.step, found->rule);
                          });
    if (!done) return done.refusals();
    return std::move(a);
  });
}

Result<Appointment> move_by_desk(Office& office, const Actor& actor, const AppointmentId& id, std::int64_t version,
                                 Day day, int minute, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Appointment> {
    auto found = find(tx, actor, id);
    if (!found) return found.refusals();
    Appointment& a = found->appointment;
    const std::string when = day.iso() + ' ' + clock_time(minute);
    auto done = once_done(tx, office, actor, once_key, "appointment.moved", {id.text(), when}, [&]() -> Result<Done> {
      if (a.version != version) return changed_meanwhile;
      const auto plan = find_plan(tx, a.municipality);
      if (!plan) return no_such_desk;
      if (auto no = why_not_slot(*plan, day, minute, office.now(), office.today()); !no.empty()) return no;
      return move_to(tx, office, actor, *plan, a, day, minute, found->rule, Told::yes);
    });
    if (!done) return done.refusals();
    return std::move(a);
  });
}

Result<Appointment> open_appointment(Office& office, const Actor& actor, const AppointmentId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Appointment> {
    auto found = find(session, actor, id);
    if (!found) return found.refusals();
    const Appointment& a = found->appointment;
    line = {"appointment.opened", a.municipality, "appointment", a.id.value, found->rule, {}, {}};
    return std::move(found->appointment);
  });
}

Result<Done> keep_plan(Office& office, const Actor& actor, Plan plan, std::string_view once_key) {
  plan.municipality = actor.post.municipality;
  plan.place = text::tidy(plan.place);
  if (auto no = why_not_plan(plan); !no.empty()) return no;
  return change_desk(office, actor, "desk_plan.changed", [&](db::Tx& tx) -> Result<Done> {
    std::string week;
    for (const Hours& hours : plan.week) week += hours_text(hours) + '|';
    const std::string numbers = fmt::format("{} {} {} {} {}", plan.slot_minutes, plan.counters, plan.notice_hours,
                                            plan.days_ahead, plan.online_per_day);
    return once_done(tx, office, actor, once_key, "desk_plan.changed", {week, numbers, plan.place},
                     [&]() -> Result<Done> {
                       if (!store_plan(tx, plan)) return changed_meanwhile;
                       return Done{};
                     });
  });
}

Result<Done> keep_special_day(Office& office, const Actor& actor, Day day, const SpecialDay& special) {
  SpecialDay kept{special.hours, text::tidy(special.note)};
  if (!text::is_plain(kept.note)) return Refusal(not_plain_text, "note");
  if (text::length(kept.note) > note_max) return Refusal(too_long, "note", {{"max", std::to_string(note_max)}});
  if (day < office.today()) return Refusal(already_over, "special_on");
  return change_desk(office, actor, "desk_plan.special_day", [&](db::Tx& tx) -> Result<Done> {
    if (!find_plan(tx, actor.post.municipality)) return no_such_desk;
    store_special_day(tx, actor.post.municipality, day, kept);
    return Done{};
  });
}

Result<Done> forget_special_day(Office& office, const Actor& actor, Day day) {
  return change_desk(office, actor, "desk_plan.special_day_removed", [&](db::Tx& tx) -> Result<Done> {
    remove_special_day(tx, actor.post.municipality, day);
    return Done{};
  });
}

}  // namespace gishe::appointments
