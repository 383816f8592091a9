#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guard/guard.h"

/// An emergency opening: one record of L2 or L3, read only, for the minutes of a dated rule. Values and pure rules.
namespace gishe::guard {

struct Opening {
  EmergencyOpeningId id;
  MunicipalityCode municipality;
  PersonId person;
  AccountId account;
  std::string reason_code, reason;
  Instant opened_at, ends_at, last_read_at;
  std::optional<Instant> ended_at;
  Day review_due_on;
  std::string verdict;  // empty, justified, not_justified
  std::optional<AccountId> reviewed_by;
  std::optional<Instant> reviewed_at;
  std::string review_note;
};

/// emergency_rule in force.
struct Limits {
  int minutes = 0, a_day_max = 0, stubs_an_hour_max = 0;
  int pause_minutes = 0;  // before the same account opens the same file again
};

inline constexpr std::string_view reason_codes[] = {"life", "child", "health", "homeless", "colleague_away"};
inline constexpr std::string_view verdicts[] = {"justified", "not_justified"};
inline constexpr int reason_min = 20, reason_max = 500;

/// The code is one of the list, the words at least reason_min characters; both are said at once.
Refusals why_not_reasons(std::string_view code, std::string_view words);

/// Half-open: at ends_at it is over. A clock behind the last read is not believed.
enum class Running { yes, over, clock_went_back };
Running running(const Opening& opening, Instant now);
/// Small steps back (another processor, a correction by the time service) are none.
inline constexpr int clock_slack_seconds = 5;

/// Saturdays and Sundays do not count; public holidays do, so that it is rather sooner than later.
Day plus_working_days(Day from, int days);

std::optional<Refusal> why_not_review(const Opening& opening, const AccountId& reviewer);

}  // namespace gishe::guard
