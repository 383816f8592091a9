#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/civil_time.h"
#include "appointments/desk_acts.h"
#include "appointments/handlers.h"
#include "appointments/plan_store.h"
#include "appointments/said.h"
#include "base/text.h"

// The desk's appointments of one day.
namespace gishe::appointments {

std::vector<BookedTime> list_times(db::Session& session, const Actor& actor, Day day) {
  constexpr int times_max = 200;
  std::vector<BookedTime> list;
  const auto scope = access::scope(actor, access::Action::keep_appointments);
  if (scope.none()) return list;
  for (const Appointment& a : list_of_day(session, scope, day, times_max)) {
    if (a.state == State::unknown) list.push_back({clock_time(a.minute), a.number, std::to_string(a.counter)});
  }
  return list;
}

namespace {

constexpr int shown_max = 400;  // 20 counters of five minutes would be more; no desk of ours is so

bool in_hours(const Plan& plan, const Appointment& a) {
  for (const Period& p : hours_on(plan, a.day)) {
    if (a.minute >= p.from && a.minute + a.minutes <= p.until) return true;
  }
  return false;
}

void add_row(page::Values row, const web::Context& c, const Appointment& a, const std::optional<Plan>& plan) {
  const words::Words& w = c.words;
  row.set("ID", a.id.text()).set("TIME", clock_time(a.minute)).set("NUMBER", a.number).set("VERSION", a.version);
  row.set("COUNTER", a.counter).set("ABOUT", subject_words(w, a.subject));
  row.set("NAME", a.name).badge("STATE", tone_of(a.state), state_words(w, a, c.office.now()));
  row.show_if(plan && a.state == State::unknown && !in_hours(*plan, a), "OUTSIDE");
  const bool today = a.day <= c.office.today() && a.state == State::unknown;
  if (a.day == c.office.today() && a.state == State::unknown && !a.arrived_at &&
      access::function_may(c.actor, access::Action::keep_queue)) {
    row.show("MAY_ARRIVE").set("ARRIVED_LABEL", w.with("appointments.day.arrived_label", {{"number", a.number}}));
  }
  if (today) row.show("MAY_COME").set("CAME_LABEL", w.with("appointments.day.came_label", {{"number", a.number}}));
  if (today && a.starts_at <= c.office.now()) {
    row.show("MAY_MISS").set("MISSED_LABEL", w.with("appointments.day.missed_label", {{"number", a.number}}));
  }
}

}  // namespace

web::Response show_day(web::Context& c) {
  const words::Words& w = c.words;
  const Day day = Day::from_iso(c.request.query("day")).value_or(c.office.today());
  const auto scope = access::scope(c.actor, access::Action::keep_appointments);
  return c.office.db.read([&](db::Session& session) {
    const auto plan = find_plan(session, scope.municipality());
    const auto list = list_of_day(session, scope, day, shown_max);
    auto page = c.page("appointments/day.html");
    page.title(w("appointments.day.title")).set("DAY", day_words(w, day));
    page.set("BEFORE", day.plus_days(-1).iso()).set("AFTER", day.plus_days(1).iso()).set("THIS", day.iso());
    page.show_if(!plan.has_value(), "NO_PLAN").show_if(plan.has_value(), "BOOKABLE");
    if (plan) {
      const std::string hours = hours_text(hours_on(*plan, day));
      page.set("HOURS",
               hours.empty() ? w("appointments.day.closed") : w.with("appointments.day.open", {{"hours", hours}}));
    }
    std::int64_t held = 0;
    for (const Appointment& a : list) held += holds_time(a.state) ? 1 : 0;
    page.set("COUNT", w.count("appointments.day.count", held));
    for (const Appointment& a : list) add_row(page.add("ROWS"), c, a, plan);
    page.show_if(!list.empty(), "ANY").show_if(list.empty(), "EMPTY");
    return c.show(page);
  });
}

web::Response step_from_page(web::Context& c) {
  const auto id = c.request.id<AppointmentId>("id");
  const auto step = step_from(c.request.form("step"));
  if (!id) return c.refuse(not_found);
  if (!may_know(c, *id)) return c.refuse(not_found);
  if (!step) return c.refuse(not_in_list);
  const auto version = text::whole_number(c.request.form("version")).value_or(0);
  const auto done =
      step_by_desk(c.office, c.actor, {*id, version, *step}, c.once_key(id->text() + std::string(step_name(*step))));
  if (!done) return c.refuse(done.refusals());
  const bool list = c.request.form("back") == "day";
  return c.go(list ? "/desk/appointments?day=" + done->day.iso() : "/desk/appointments/" + id->text(),
              "appointments.said.kept");
}

}  // namespace gishe::appointments
