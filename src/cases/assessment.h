#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/refusal.h"

/// An assessment of needs: questions of a versioned instrument, answers with a score, and what comes out of them. Pure.
namespace gishe::cases {

inline constexpr RefusalCode unanswered{"cases.unanswered", 422};            // with {n}
inline constexpr RefusalCode score_or_reason{"cases.score_or_reason", 422};  // both, or something else
inline constexpr RefusalCode being_written{"cases.being_written", 409};      // one assessment or plan at a time

enum class AssessmentState { draft, in_progress, completed, shared, superseded, cancelled };
std::string_view assessment_state_name(AssessmentState state);  // locale "cases.assessment_state.NAME"
std::optional<AssessmentState> assessment_state_from(std::string_view name);
enum class AssessmentVerb { write, complete, share, supersede, cancel };
/// Where the verb leads from here; nullopt: it does not exist. What is locked is only shared or superseded.
std::optional<AssessmentState> after(AssessmentState from, AssessmentVerb verb);
inline bool is_written(AssessmentState s) { return s == AssessmentState::draft || s == AssessmentState::in_progress; }
inline bool is_in_force(AssessmentState s) { return s == AssessmentState::completed || s == AssessmentState::shared; }

inline constexpr std::string_view domains[] = {"health", "self_care", "housing",     "income", "education", "work",
                                               "family", "safety",    "social_ties", "legal",  "risk"};
inline constexpr std::string_view assessment_reasons[] = {"first", "periodic", "change"};
inline constexpr std::string_view sources[] = {"person", "relative", "observed", "document"};
inline constexpr std::string_view not_scored_reasons[] = {"not_applicable", "refused"};
inline constexpr int score_max = 4;
inline constexpr int needs_from = 2;  // a score from here on is a need, in safety and risk a risk

struct Item {
  std::string code, domain;
  bool mandatory = false;
  std::string words;  // in the reader's language
};
struct Instrument {
  MunicipalityCode of;  // empty: everybody's
  std::string code;
  std::int64_t edition = 0;
  std::vector<Item> items;
};
struct Answer {
  std::string item;
  std::optional<int> score;
  std::string not_scored;  // not_applicable, refused
  std::string evidence, source;
  bool confidential = false;
};
struct Finding {
  std::string kind;  // need, risk, strength
  std::string domain;
  int level = 0;     // the highest score of the domain
  int priority = 0;  // 1 first; 0: none
};
struct Assessment {
  AssessmentId id;
  CaseId of;
  PersonId person;
  MunicipalityCode instrument_of;
  std::string instrument;
  std::int64_t edition = 0, number = 0;
  std::optional<AssessmentId> previous, corrects;
  std::string reason;
  AssessmentState state = AssessmentState::draft;
  std::string participants, places, own_view, child_view, strengths;
  Day started_on;
  std::optional<Day> completed_on, valid_until, shared_on;
  std::string signature;  // signed, refused
  AccountId author;
  std::int64_t version = 0;
};

const Answer* find_answer(const std::vector<Answer>& answers, std::string_view item);
/// One row as typed ("", "0"…"4", "not_applicable", "refused"); the refusal stands beside "score_ITEM".
std::optional<Answer> read_answer(std::string_view item, std::string_view typed, Refusals& no);
/// Mandatory items that have neither a score nor a reason, by domain.
std::vector<std::string> unanswered_domains(const std::vector<Item>& items, const std::vector<Answer>& answers);
int count_unanswered(const std::vector<Item>& items, const std::vector<Answer>& answers);
/// Needs and risks by level, the worst first; a domain without any difficulty is a strength.
std::vector<Finding> findings_of(const std::vector<Item>& items, const std::vector<Answer>& answers);
/// Highest score of a domain; nullopt: nothing scored there.
std::optional<int> level_of(std::string_view domain, const std::vector<Item>& items,
                            const std::vector<Answer>& answers);

}  // namespace gishe::cases
