#include "agreements/agreement.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gishe::agreements {
namespace {

constexpr std::array<std::string_view, state_count> state_names = {"asked",  "countered", "in_force",
                                                                   "ending", "declined",  "withdrawn"};
constexpr std::array<std::string_view, verb_count> verb_names = {"ask",      "counter",     "accept",    "decline",
                                                                 "withdraw", "give_notice", "leave_zone"};

using enum State;
// The asker of the first word and the one asked take turns until one says yes or no.
constexpr Transition table[] = {
    {asked, Verb::counter, countered, Side::asked, false, true},
    {asked, Verb::accept, in_force, Side::asked, false, false},
    {asked, Verb::decline, declined, Side::asked, true, false},
    {asked, Verb::withdraw, withdrawn, Side::asker, false, false},
    {countered, Verb::counter, asked, Side::asker, false, true},
    {countered, Verb::accept, in_force, Side::asker, false, false},
    {countered, Verb::decline, declined, Side::asker, true, false},
    {countered, Verb::withdraw, withdrawn, Side::asker, false, false},
    {in_force, Verb::give_notice, ending, Side::asker, true, false},
    {in_force, Verb::give_notice, ending, Side::asked, true, false},
    {in_force, Verb::leave_zone, ending, Side::system, false, false},
    {ending, Verb::leave_zone, ending, Side::system, false, false},
};

template <class Enum, class Names>
std::optional<Enum> named(const Names& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

void check_note(const std::string& note, std::size_t max, const char* field, Refusals& no) {
  if (!text::is_plain(note, text::Lines::many)) {
    no.emplace_back(not_plain_text, field);
  } else if (text::length(note) > max) {
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
  }
}

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<State> state_from(std::string_view name) { return named<State>(state_names, name); }
std::string_view verb_name(Verb verb) { return verb_names[static_cast<std::size_t>(verb)]; }
std::optional<Verb> verb_from(std::string_view name) { return named<Verb>(verb_names, name); }
std::string_view side_name(Side side) {
  constexpr std::string_view names[] = {"asker", "asked", "system"};
  return names[static_cast<int>(side)];
}
bool is_negotiated(State state) { return state == asked || state == countered; }
bool is_binding(State state) { return state == in_force || state == ending; }

std::span<const Transition> transitions() { return table; }

const Transition* find_transition(State from, Verb verb, Side who) {
  const auto* found = std::ranges::find_if(
      table, [&](const Transition& t) { return t.from == from && t.verb == verb && t.who == who; });
  return found == std::end(table) ? nullptr : found;
}

std::span<const std::string_view> reasons_for(Verb verb) {
  if (verb == Verb::decline) return decline_reasons;
  if (verb == Verb::give_notice) return notice_reasons;
  return {};
}

Refusals why_not_terms(const Terms& terms, Day today) {
  Refusals no;
  if (terms.places < 1 || terms.places > places_max) {
    no.push_back(Refusal(places_wrong, "places", {{"max", std::to_string(places_max)}}));
  }
  if (terms.unit_cost_cents_per_day < 0 || terms.unit_cost_cents_per_day > unit_cost_cents_max) {
    no.emplace_back(cost_wrong, "cost");
  }
  if (terms.until < terms.from || terms.until < today) {
    no.emplace_back(dates_wrong, "until");
  } else if (terms.from.days_until(terms.until) > years_max * 366) {
    no.emplace_back(dates_wrong, "until");
  }
  check_note(terms.words, terms_length_max, "terms", no);
  return no;
}

std::optional<Side> turn_of(State state) {
  if (state == asked) return Side::asked;
  if (state == countered) return Side::asker;
  return std::nullopt;
}

Refusals why_not_step(const Record& record, const Step& step, Day today, Day first_end) {
  Refusals no;
  const auto reasons = reasons_for(step.verb);
  if (!reasons.empty() && !text::one_of(reasons, step.reason)) {
    no.emplace_back(step.reason.empty() ? required : not_in_list, "reason");
  }
  check_note(step.note, note_length_max, "note", no);
  if (step.verb == Verb::counter) {
    if (!step.terms) {
      no.emplace_back(required, "places");
    } else {
      for (auto& one : why_not_terms(*step.terms, today)) no.push_back(std::move(one));
    }
  }
  // What nobody could use for a single day is not agreed to any more.
  if (step.verb == Verb::accept && record.terms.until < today) no.emplace_back(dates_wrong, "");
  if (step.verb == Verb::give_notice) {
    if (!step.on) {
      no.emplace_back(not_a_date, "on");
    } else if (*step.on < std::max(first_end, record.terms.from)) {
      no.push_back(Refusal(too_early, "on", {{"day", std::max(first_end, record.terms.from).iso()}}));
    } else if (*step.on >= record.terms.until) {
      no.emplace_back(dates_wrong, "on");
    }
  }
  return no;
}

Record after_step(const Record& record, const Transition& transition, const Step& step, Instant now) {
  Record after = record;
  after.state = transition.to;
  after.version = record.version + 1;
  after.changed_at = now;
  after.reason = step.reason;
  after.note = step.note;
  if (step.verb == Verb::counter && step.terms) after.terms = *step.terms;
  if ((step.verb == Verb::give_notice || step.verb == Verb::leave_zone) && step.on) after.terms.until = *step.on;
  after.terms.from = std::min(after.terms.from, after.terms.until);
  if (!is_negotiated(after.state)) after.answer_due = std::nullopt;
  return after;
}

bool overlap(const Terms& a, const Terms& b) { return a.from <= b.until && b.from <= a.until; }

}  // namespace gishe::agreements
