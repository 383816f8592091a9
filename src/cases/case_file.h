#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/instant.h"
#include "platform/access/access.h"

/// A case: one kind of work with one person, from its opening to its outcome. Values and the table of steps; pure.
namespace gishe::cases {

enum class State { open, active, on_hold, closed, reopened };
inline constexpr int state_count = 5;
std::string_view state_name(State state);  // stored; locale "cases.state.NAME"
std::optional<State> state_from(std::string_view name);

/// Where a case stands in lists.
enum class Stage { running, held, closed };
Stage stage_of(State state);
std::string_view stage_name(Stage stage);
std::optional<Stage> stage_from(std::string_view name);

/// What moves a case. Stored in case_event; locale "cases.verb.NAME".
enum class Verb { start, activate, hold, resume, close, reopen };
inline constexpr int verb_count = 6;
std::string_view verb_name(Verb verb);
std::optional<Verb> verb_from(std::string_view name);

struct Transition {
  State from;
  Verb verb;
  State to;
};
/// Every step that exists but the first (start → open). What is not here is refused with not_from_this_state.
std::span<const Transition> transitions();
const Transition* find_transition(State from, Verb verb);

inline constexpr std::string_view types[] = {"support",      "child_and_family", "violence",   "disability",
                                             "older_person", "housing",          "integration"};
inline constexpr std::string_view hold_reasons[] = {"in_hospital", "away", "person_asks", "waiting_for_decision",
                                                    "other"};
/// facts.md §3.6 (OpenSPP2).
inline constexpr std::string_view outcomes[] = {"goals_achieved", "partial",  "disengaged",   "transferred",
                                                "ineligible",     "deceased", "lost_contact", "other"};

inline constexpr std::size_t words_max = 2000;

/// A case with what of the person its pages show: joined at reading, never copied.
struct CaseFile {
  MunicipalityCode municipality;
  CaseId id;
  std::string number;
  PersonId person;
  std::string type;
  AccountId lead;
  State state = State::open;
  std::string reason, hold_reason;
  std::optional<Day> hold_until;
  std::string outcome;
  Day opened_on;
  std::optional<Day> closed_on;
  Day review_due_on, next_due_on;
  std::string shared_summary;
  std::int64_t version = 0;
  // of the person
  Sensitivity sensitivity = Sensitivity::personal;
  Uuid pseudonym;
  std::string person_name;
  std::optional<Day> born_on;
};
/// Nothing is due: sorts last.
Day never();

/// What somebody gives for one step.
struct Step {
  CaseId id = {};
  std::string verb = {};
  std::int64_t version = 0;
  std::string reason = {};  // hold: why; close: the outcome
  std::string until = {};   // hold: as typed
  std::string note = {};    // in words; reopen needs one
};
/// What the step says wrongly in its own fields. Empty: nothing.
Refusals why_not_step(const Step& step, Verb verb, std::optional<Day> until, Day today, Day hold_latest);
/// The case after the step, version + 1. The step must exist and be without refusals.
CaseFile after_step(const CaseFile& before, const Transition& transition, const Step& step, std::optional<Day> until,
                    Day today);

}  // namespace gishe::cases
