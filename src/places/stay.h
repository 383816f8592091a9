#pragma once
#include <span>

#include "places/places.h"

/// The life of a stay as one table, and the places it may be in. Pure.
namespace gishe::places {

/// Stored in stay_event; locale "stay.verb.NAME".
enum class Verb { reserve, admit, admit_in_emergency, bring_papers, extend, move, end, release };
inline constexpr int verb_count = 8;
inline constexpr int state_count = 5;
std::string_view verb_name(Verb verb);
std::optional<Verb> verb_from(std::string_view name);

struct Transition {
  State from;
  Verb verb;
  State to;
};
/// What is not here is refused with not_from_this_state.
std::span<const Transition> transitions();
const Transition* find_transition(State from, Verb verb);

/// A bed, a room, a seat.
struct Place {
  MunicipalityCode municipality;
  PlaceId id;
  ServiceId service;
  OrganisationId organisation;
  int seq = 0;
  std::string name, room;
  std::string kind = "seat";
  std::string for_sex;  // f, m; empty: anybody
  std::optional<int> age_min, age_max;
  Day active_from;
  std::optional<Day> active_until;
  bool beyond_capacity = false;
  std::string decision;

  bool in_use_on(Day day) const { return active_from <= day && (!active_until || day <= *active_until); }
};
inline constexpr std::string_view place_kinds[] = {"bed", "room", "seat"};

/// What is known of who comes, as far as a room's rule asks.
struct Guest {
  std::string sex;  // f, m; else not known
  std::optional<int> age;
};
/// A rule nobody can check is not met: staff says what it sees.
bool suits(const Place& place, const Guest& guest);
/// Of somebody nobody has seen yet: what the sender did not say is no reason against a place.
bool may_suit(const Place& place, const Guest& guest);
/// Places without a rule late: they suit everybody. What was made beyond the capacity last.
bool suits_better(const Place& a, const Place& b);

/// Days of a stay inside [from, until]: the day of coming counts, the day of leaving does not, unless it is the same.
int days_within(const Stay& stay, Day from, Day until, Day today);
/// Days since coming, the first one counted.
int days_stayed(const Stay& stay, Day today);

/// What the board says of a stay beside its state; worst first. Locale "stay.alert.NAME".
enum class Alert { none, first, second, over_planned, papers, papers_late, over_longest };
Alert alert_of(const Stay& stay, Day today);
std::string_view alert_name(Alert alert);

}  // namespace gishe::places
