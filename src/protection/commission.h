#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/day.h"
#include "base/instant.h"
#include "base/refusal.h"

/// A case before the local commission (МКБППМН): what the commission may process and no more, and the clock that seals
/// it. Pure.
namespace gishe::protection {

enum class CaseState { opened, hearing_set, measure, review, closed, sealed };
enum class CaseVerb { open, set_hearing, postpone, decide_measure, decide_none, breach, keep_measure, close, seal };
inline constexpr int case_state_count = 6, case_verb_count = 9;
std::string_view case_state_name(CaseState state);
std::string_view case_verb_name(CaseVerb verb);
CaseState case_state_from(std::string_view name);

struct CaseStep {
  CaseState from;
  CaseVerb verb;
  CaseState to;
};
std::span<const CaseStep> case_steps();
const CaseStep* find_case_step(CaseState from, CaseVerb verb);

/// Locale "commission.source.NAME", "commission.outcome.NAME", "commission.decision.NAME" …
inline constexpr std::string_view case_sources[] = {"school", "police", "prosecutor", "court", "parent", "other"};
inline constexpr std::string_view case_outcomes[] = {"goals_met", "term_over", "no_ground", "transferred", "other"};
inline constexpr std::string_view decisions[] = {"measure", "no_measure", "to_prosecutor", "postponed"};
inline constexpr std::string_view report_sources[] = {"centre", "educator", "school", "parent"};
inline constexpr std::string_view report_courses[] = {"kept", "partly", "breach"};
inline constexpr std::string_view unsealing_reasons[] = {"court", "prosecutor", "the_person", "complaint"};
inline constexpr std::size_t case_name_max = 200, case_words_max = 2000;

struct ChildOfCase {
  std::string name, school, parents, what;
};
struct CommissionCase {
  CommissionCaseId id;
  MunicipalityCode municipality;
  std::string number;
  CaseState state = CaseState::opened;
  std::string source;
  ChildOfCase child;
  Day born_on;
  std::optional<ChildSignalId> informed;
  std::optional<PersonId> person;
  std::optional<ReferralId> referral;
  Day opened_on;
  AccountId opened_by;
  std::optional<Day> closed_on;
  std::string outcome;
  Day seal_on;
  std::optional<Day> sealed_on, erase_on;
  std::int64_t version = 1;
};

struct Hearing {
  Uuid id;
  Day held_on;
  std::string decision;  // empty: it is still to come
  std::string participants, words;
};
struct MeasureKind {
  std::string code, article;
  bool needs_term = false;
};
struct Measure {
  MeasureId id;
  std::string kind, educator;
  Day from_on;
  std::optional<Day> until_on, ended_on;
};
struct CaseReport {
  Day on;
  std::string source, course, words;
  AccountId by = {};          // nil: the secretary typed it
  OrganisationId house = {};  // the centre that wrote it itself
};
struct NewReport {
  std::string on, source, course, words;  // as typed; the centre's own need not say whence it comes
};

struct NewCase {
  std::string source, born_on;  // as typed
  ChildOfCase child;
};
/// Tidies the texts; the child's day of birth where it is one of somebody under age.
Refusals why_not_open(NewCase& typed, std::optional<Day>& born_on, Day today);

/// Puts into `report` what was typed, tidied.
Refusals why_not_report(const NewReport& typed, Day today, CaseReport& report);

/// The eighteenth birthday; born on 29 February: 1 March where there is none.
Day majority_of(Day born_on);
/// When a case leaves all lists: some days after it was closed, and never after the child has come of age.
Day seal_day(Day born_on, std::optional<Day> closed_on, int days_after_closing);

}  // namespace gishe::protection
