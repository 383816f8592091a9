#include "appointments/said.h"

#include "appointments/appointment_store.h"
#include "appointments/civil_time.h"

namespace gishe::appointments {

std::string weekday_words(const words::Words& w, Day day) {
  return w("appointments.weekday." + std::to_string(weekday_of(day)));
}

std::string day_words(const words::Words& w, Day day) {
  return w.with("appointments.day", {{"weekday", weekday_words(w, day)}, {"day", w.day_long(day)}});
}

std::string when_words(const words::Words& w, Day day, int minute) {
  return w.with("appointments.when", {{"day", day_words(w, day)}, {"time", clock_time(minute)}});
}

page::Values::Tone tone_of(State state) {
  using enum page::Values::Tone;
  switch (state) {
    case State::unknown:
      return info;
    case State::seen:
      return go;
    case State::excused:
    case State::revoked:
      return plain;
    case State::noshow:
      return stop;
  }
  return plain;
}

std::string state_words(const words::Words& w, const Appointment& a, Instant now) {
  if (a.state == State::unknown && !a.arrived_at && a.starts_at.plus_seconds(std::int64_t{a.minutes} * 60) < now) {
    return w("appointments.unsaid");
  }
  if (a.state == State::unknown && a.arrived_at) return w("appointments.arrived");
  return w("appointments.state." + std::string(state_name(a.state)));
}

std::string subject_words(const words::Words& w, std::string_view subject) {
  return w("appointments.subject." + std::string(subject));
}

bool may_know(const web::Context& c, const AppointmentId& id) {
  const auto scope = access::scope(c.actor, access::Action::keep_appointments);
  return c.office.db.read([&](db::Session& session) { return find_appointment(session, scope, id).has_value(); });
}

std::optional<When> when_from(std::string_view day, std::string_view time) {
  const auto on = Day::from_iso(day);
  const auto minute = minute_from_clock(time);
  if (!on || !minute || *minute >= 24 * 60) return std::nullopt;
  return When{*on, *minute};
}

std::optional<When> when_from(std::string_view both) {
  const auto between = both.find('T');
  if (between == std::string_view::npos) return std::nullopt;
  return when_from(both.substr(0, between), both.substr(between + 1));
}

}  // namespace gishe::appointments
