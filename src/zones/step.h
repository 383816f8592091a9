#pragma once
#include <optional>

#include "zones/programme.h"

/// How a plan goes from state to state, and what it needs for it. Pure.
namespace gishe::zones {

inline constexpr std::size_t number_length_max = 60;

struct Step {
  std::string to;
  std::string number;      // of the minutes or of the agreement, where there are such
  std::optional<Day> day;  // of the meeting or the signature; the last day for comments
};
struct PastStep {
  std::string state, number;
  Day day;
  AccountId by;
  Instant at;
};

/// Where a plan may go now; the usual way first. It is closed with a report in its last year or later.
std::vector<std::string_view> next_states(const Plan& plan, Day today);
enum class Asks : std::uint8_t { nothing, last_day, day_and_number };
/// What somebody says when a plan comes into a state.
Asks asked_for(std::string_view state);
/// May what the plan says be changed now? After the assembly of mayors only where a council said no.
bool is_open_to_change(const Plan& plan, const Programme& programme);
/// May a council's decision be entered, or corrected?
bool is_before_councils(const Plan& plan);

struct Standing {
  std::vector<Gap> gaps;
  std::int64_t comments_without_answer = 0;
  Day today, comments_until_min;
};
/// Words of the fields day and number, not_from_this_state, and what the plan lacks for this step.
Refusals why_not_step(const Plan& plan, const Programme& programme, const Step& step, const Standing& standing);

}  // namespace gishe::zones
