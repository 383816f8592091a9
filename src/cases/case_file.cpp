#include "cases/case_file.h"

#include "base/text.h"
#include "cases/typed.h"

namespace gishe::cases {
namespace {

constexpr std::string_view state_names[state_count] = {"open", "active", "on_hold", "closed", "reopened"};
constexpr std::string_view verb_names[verb_count] = {"start", "activate", "hold", "resume", "close", "reopen"};
constexpr std::string_view stage_names[] = {"running", "held", "closed"};

constexpr Transition table[] = {
    {State::open, Verb::activate, State::active},   {State::reopened, Verb::activate, State::active},
    {State::open, Verb::hold, State::on_hold},      {State::active, Verb::hold, State::on_hold},
    {State::reopened, Verb::hold, State::on_hold},  {State::on_hold, Verb::resume, State::active},
    {State::open, Verb::close, State::closed},      {State::active, Verb::close, State::closed},
    {State::on_hold, Verb::close, State::closed},   {State::reopened, Verb::close, State::closed},
    {State::closed, Verb::reopen, State::reopened},
};

template <class Kind, std::size_t n>
std::optional<Kind> named(const std::string_view (&names)[n], std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<int>(state)]; }
std::optional<State> state_from(std::string_view name) { return named<State>(state_names, name); }
std::string_view verb_name(Verb verb) { return verb_names[static_cast<int>(verb)]; }
std::optional<Verb> verb_from(std::string_view name) { return named<Verb>(verb_names, name); }
std::string_view stage_name(Stage stage) { return stage_names[static_cast<int>(stage)]; }
std::optional<Stage> stage_from(std::string_view name) { return named<Stage>(stage_names, name); }

Stage stage_of(State state) {
  if (state == State::closed) return Stage::closed;
  return state == State::on_hold ? Stage::held : Stage::running;
}

std::span<const Transition> transitions() { return table; }

const Transition* find_transition(State from, Verb verb) {
  for (const Transition& t : table) {
    if (t.from == from && t.verb == verb) return &t;
  }
  return nullptr;
}

Day never() { return Day::of(2199, 12, 31).value(); }

Refusals why_not_step(const Step& step, Verb verb, std::optional<Day> until, Day today, Day hold_latest) {
  Refusals no;
  if (verb == Verb::hold) {
    if (!text::one_of(hold_reasons, step.reason))
      no.emplace_back(step.reason.empty() ? required : not_in_list, "reason");
    if (step.until.empty()) {
      no.emplace_back(required, "until");
    } else if (!until) {
      no.emplace_back(not_a_date, "until");
    } else if (*until <= today) {
      no.emplace_back(day_passed, "until");
    } else if (*until > hold_latest) {
      no.push_back(Refusal(day_too_late, "until", {{"day", hold_latest.iso()}}));
    }
  }
  if (verb == Verb::close && !text::one_of(outcomes, step.reason)) {
    no.emplace_back(step.reason.empty() ? required : not_in_list, "reason");
  }
  check_words(step.note, "note", verb == Verb::reopen ? Needed::yes : Needed::no, no);
  return no;
}

CaseFile after_step(const CaseFile& before, const Transition& transition, const Step& step, std::optional<Day> until,
                    Day today) {
  CaseFile after = before;
  after.state = transition.to;
  after.version = before.version + 1;
  const bool held = transition.to == State::on_hold;
  after.hold_reason = held ? step.reason : "";
  after.hold_until = held ? until : std::nullopt;
  const bool closed = transition.to == State::closed;
  after.outcome = closed ? step.reason : "";
  after.closed_on = closed ? std::optional(today) : std::nullopt;
  return after;
}

}  // namespace gishe::cases
