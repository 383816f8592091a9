#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "platform/words/words.h"

/// An appointment at the desk: its values and the table of its states. Pure.
namespace gishe::appointments {

using AppointmentId = Id<struct AppointmentKind>;

/// What people come for; locale "appointments.subject.CODE". A number of the queue never tells which.
inline constexpr std::string_view subjects[] = {"information", "new_application", "papers",
                                                "answer",      "home_help",       "other"};

/// The five of RDV-Service-Public. unknown: not yet, or nobody has said.
enum class State { unknown, seen, excused, revoked, noshow };
std::string_view state_name(State state);
std::optional<State> state_from(std::string_view name);

/// What the desk or the person says of it.
enum class Step { came, did_not_come, excuse, revoke, undo };
std::string_view step_name(Step step);
std::optional<Step> step_from(std::string_view name);
/// The table; nullopt: not from this state. excused and revoked are final: their time belongs to others already.
std::optional<State> after(State from, Step step);
/// Does its time still belong to it?
inline bool holds_time(State state) { return state != State::excused && state != State::revoked; }

struct Appointment {
  AppointmentId id;
  MunicipalityCode municipality;
  std::string number;
  Day day;
  int minute = 0, minutes = 0, counter = 0;
  Instant starts_at;
  std::string subject;
  std::optional<ServiceId> service;
  std::string name, phone, email;  // each may be empty, and is once erased
  words::Language language = words::Language::bg;
  bool two_hours = false;
  State state = State::unknown;
  std::optional<AccountId> booked_by;  // nullopt: the person, without signing in
  Instant booked_at;
  std::optional<Instant> arrived_at, erased_at;
  std::int64_t version = 1;
};

struct Event {
  Instant at;
  std::optional<AccountId> account;
  std::string step;
  State from = State::unknown, to = State::unknown;
  Instant starts_at;
};

/// The kind of number (base/public_number.h): PAZ14-A26-483920.
inline constexpr std::string_view number_letter = "A";

}  // namespace gishe::appointments
