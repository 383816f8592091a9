#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// States of an application and of its lines, and the one table of steps between them (facts.md §3.3; drawn in README).
/// Pure: no clock, no database.
namespace gishe::desk {

enum class LineState {
  received,            // no service chosen yet, or the chosen one said no
  completeness_check,  // service chosen, papers being looked at
  awaiting_papers,     // the person must bring something
  routed,              // sent, an answer is awaited
  in_assessment,       // the provider said yes
  decided,             // granted, refused or partly
  closed,
  withdrawn,    // the person no longer wants it
  transferred,  // signposted to a state desk, with a letter
  expired,      // papers did not come in time
};
inline constexpr LineState line_states[] = {LineState::received,        LineState::completeness_check,
                                            LineState::awaiting_papers, LineState::routed,
                                            LineState::in_assessment,   LineState::decided,
                                            LineState::closed,          LineState::withdrawn,
                                            LineState::transferred,     LineState::expired};
std::string_view line_state_name(LineState state);  // stored; locale "line.state.NAME"
std::optional<LineState> line_state_from(std::string_view name);
/// Nothing more happens to this line.
bool is_over(LineState state);
/// A day still runs against it; after a decision none does.
bool is_due(LineState state);

/// What may happen to a line. Names are stored in its events; locale "line.step.NAME".
enum class LineStep {
  choose,            // a service of the zone is chosen (again)
  miss_papers,       // papers of the chosen service are known to be missing
  complete_papers,   // nothing is missing any more
  send,              // a referral goes out
  signpost,          // a letter to a state desk, no referral
  accept,            // the provider accepts
  return_to_choice,  // declined, expired, revoked or withdrawn referral: another service must be found
  decide,
  close,
  withdraw,
  expire,
};
std::string_view line_step_name(LineStep step);

struct Transition {
  LineState from;
  LineStep step;
  LineState to;
};
/// Every transition there is, each once.
std::span<const Transition> transitions();
/// Where the step leads; nullopt: not from this state.
std::optional<LineState> after(LineState from, LineStep step);

/// Derived from the lines and stored beside them.
enum class ApplicationState { received, awaiting_papers, under_way, decided, closed };
inline constexpr ApplicationState application_states[] = {ApplicationState::received, ApplicationState::awaiting_papers,
                                                          ApplicationState::under_way, ApplicationState::decided,
                                                          ApplicationState::closed};
std::string_view application_state_name(ApplicationState state);  // stored; locale "application.state.NAME"
std::optional<ApplicationState> application_state_from(std::string_view name);
bool is_due(ApplicationState state);
/// closed: every line is over · decided: nothing is open and something decided · awaiting_papers: any line waits for
/// papers · under_way: any line has left the desk · else received.
ApplicationState derive(const std::vector<LineState>& lines);

}  // namespace gishe::desk
