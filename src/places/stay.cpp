#include "places/stay.h"

#include <algorithm>

namespace gishe::places {
namespace {

constexpr std::string_view state_names[state_count] = {"reserved", "emergency_admitted", "admitted", "extended",
                                                       "ended"};
constexpr std::string_view verb_names[verb_count] = {
    "reserve", "admit", "admit_in_emergency", "bring_papers", "extend", "move", "end", "release"};
constexpr std::string_view alert_names[] = {"none",   "first",       "second",      "over_planned",
                                            "papers", "papers_late", "over_longest"};

using enum State;

// release: what it stood on is gone (an offer, a referral); by hand only what is reserved.
// Before its papers came an emergency is not extended: the decision has nothing to stand on.
constexpr Transition table[] = {
    {reserved, Verb::admit, admitted},
    {reserved, Verb::admit_in_emergency, emergency_admitted},
    {reserved, Verb::move, reserved},
    {reserved, Verb::release, ended},

    {emergency_admitted, Verb::bring_papers, admitted},
    {emergency_admitted, Verb::move, emergency_admitted},
    {emergency_admitted, Verb::end, ended},
    {emergency_admitted, Verb::release, ended},

    {admitted, Verb::extend, extended},
    {admitted, Verb::move, admitted},
    {admitted, Verb::end, ended},
    {admitted, Verb::release, ended},

    {extended, Verb::extend, extended},
    {extended, Verb::move, extended},
    {extended, Verb::end, ended},
    {extended, Verb::release, ended},
};

template <std::size_t n>
std::optional<int> place_in(const std::string_view (&names)[n], std::string_view name) {
  const auto at = std::find(std::begin(names), std::end(names), name);
  if (at == std::end(names)) return std::nullopt;
  return static_cast<int>(at - std::begin(names));
}

int rules_of(const Place& place) { return (place.for_sex.empty() ? 0 : 1) + (place.age_min || place.age_max ? 1 : 0); }

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<int>(state)]; }
std::string_view verb_name(Verb verb) { return verb_names[static_cast<int>(verb)]; }
std::string_view alert_name(Alert alert) { return alert_names[static_cast<int>(alert)]; }

std::optional<State> state_from(std::string_view name) {
  const auto at = place_in(state_names, name);
  return at ? std::optional(static_cast<State>(*at)) : std::nullopt;
}
std::optional<Verb> verb_from(std::string_view name) {
  const auto at = place_in(verb_names, name);
  return at ? std::optional(static_cast<Verb>(*at)) : std::nullopt;
}

std::span<const Transition> transitions() { return table; }

const Transition* find_transition(State from, Verb verb) {
  const auto at = std::find_if(std::begin(table), std::end(table),
                               [&](const Transition& t) { return t.from == from && t.verb == verb; });
  return at == std::end(table) ? nullptr : at;
}

bool suits(const Place& place, const Guest& guest) {
  if (!place.for_sex.empty() && place.for_sex != guest.sex) return false;
  if (place.age_min && (!guest.age || *guest.age < *place.age_min)) return false;
  return !place.age_max || (guest.age && *guest.age <= *place.age_max);
}

bool may_suit(const Place& place, const Guest& guest) {
  Place asked = place;
  if (guest.sex.empty()) asked.for_sex.clear();
  if (!guest.age) asked.age_min = asked.age_max = std::nullopt;
  return suits(asked, guest);
}

bool suits_better(const Place& a, const Place& b) {
  if (a.beyond_capacity != b.beyond_capacity) return b.beyond_capacity;
  if (rules_of(a) != rules_of(b)) return rules_of(a) > rules_of(b);
  return a.seq < b.seq;
}

int days_within(const Stay& stay, Day from, Day until, Day today) {
  if (!stay.admitted_on) return 0;
  // The last day that counts: the one before leaving; for who is still there, today.
  Day last = stay.ended_on ? stay.ended_on->plus_days(-1) : today;
  if (stay.ended_on && *stay.ended_on <= *stay.admitted_on) last = *stay.admitted_on;
  const Day first = std::max(*stay.admitted_on, from);
  last = std::min(last, until);
  return last < first ? 0 : first.days_until(last) + 1;
}

int days_stayed(const Stay& stay, Day today) {
  if (!stay.admitted_on || today < *stay.admitted_on) return 0;
  return stay.admitted_on->days_until(stay.ended_on.value_or(today)) + 1;
}

Alert alert_of(const Stay& stay, Day today) {
  if (!stay.is_running()) return Alert::none;
  if (stay.longest_until_on && *stay.longest_until_on < today) return Alert::over_longest;
  if (stay.papers_due_on) return *stay.papers_due_on < today ? Alert::papers_late : Alert::papers;
  if (stay.planned_end_on && *stay.planned_end_on < today) return Alert::over_planned;
  if (stay.second_alert_on && *stay.second_alert_on <= today) return Alert::second;
  if (stay.first_alert_on && *stay.first_alert_on <= today) return Alert::first;
  return Alert::none;
}

}  // namespace gishe::places
