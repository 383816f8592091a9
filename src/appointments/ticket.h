#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appointments/appointment.h"

/// A number in the queue: its values and the rule of who is next. Pure.
namespace gishe::appointments {

using TicketId = Id<struct TicketKind>;

struct Ticket {
  TicketId id;
  MunicipalityCode municipality;
  Day day;
  std::int64_t number = 0;
  std::string subject;
  std::optional<AppointmentId> appointment;
  std::optional<Instant> booked_for;  // the beginning of the appointment
  Instant taken_at;
  std::string state = "waiting";  // waiting, called, done, noshow, closed
  int counter = 0;                // where it was called; 0: not yet
  std::optional<Instant> called_at;
  std::int64_t calls = 0, version = 1;
};

inline constexpr std::int64_t late_seconds = 15 * 60;       // who comes later than this waits like the others
inline constexpr std::int64_t long_wait_seconds = 30 * 60;  // who waits longer is not passed over by a third in a row
inline constexpr int appointments_in_a_row = 2;

/// Does the appointment put this ticket before those without one? From its time on, for whoever came in time.
bool has_its_time(const Ticket& ticket, Instant now);
/// Who is next: tickets whose appointment has come, by its time; then all others by number. But after two with an
/// appointment in a row the first of the others goes before a third, if he has waited half an hour.
/// `called_before`: today's calls, the latest first. nullopt: nobody waits.
std::optional<TicketId> next_in_line(const std::vector<Ticket>& waiting, const std::vector<Ticket>& called_before,
                                     Instant now);

inline constexpr std::size_t evidence_min = 5;
/// The usual wait in minutes, rounded up to five: the median of those called without an appointment in the last two
/// hours. nullopt with fewer than five of them: no evidence, no promise.
std::optional<int> usual_wait_minutes(const std::vector<Ticket>& called_before, Instant now);

}  // namespace gishe::appointments
