#include "desk/line_state.h"

#include <algorithm>
#include <array>

namespace gishe::desk {
namespace {

using S = LineState;
using P = LineStep;

constexpr std::array line_names = {std::string_view("received"),        std::string_view("completeness_check"),
                                   std::string_view("awaiting_papers"), std::string_view("routed"),
                                   std::string_view("in_assessment"),   std::string_view("decided"),
                                   std::string_view("closed"),          std::string_view("withdrawn"),
                                   std::string_view("transferred"),     std::string_view("expired")};
constexpr std::array step_names = {std::string_view("choose"),
                                   std::string_view("miss_papers"),
                                   std::string_view("complete_papers"),
                                   std::string_view("send"),
                                   std::string_view("signpost"),
                                   std::string_view("accept"),
                                   std::string_view("return_to_choice"),
                                   std::string_view("decide"),
                                   std::string_view("close"),
                                   std::string_view("withdraw"),
                                   std::string_view("expire")};
constexpr std::array application_names = {std::string_view("received"), std::string_view("awaiting_papers"),
                                          std::string_view("under_way"), std::string_view("decided"),
                                          std::string_view("closed")};

constexpr Transition table[] = {
    {S::received, P::choose, S::completeness_check},
    {S::completeness_check, P::choose, S::completeness_check},
    {S::awaiting_papers, P::choose, S::completeness_check},
    {S::completeness_check, P::miss_papers, S::awaiting_papers},
    {S::awaiting_papers, P::complete_papers, S::completeness_check},
    // A referral may go out while a paper is still awaited: the receiver needs it for the decision, not for the answer.
    {S::completeness_check, P::send, S::routed},
    {S::awaiting_papers, P::send, S::routed},
    {S::completeness_check, P::signpost, S::transferred},
    {S::awaiting_papers, P::signpost, S::transferred},
    {S::routed, P::accept, S::in_assessment},
    {S::routed, P::return_to_choice, S::received},
    {S::in_assessment, P::return_to_choice, S::received},
    {S::in_assessment, P::decide, S::decided},
    {S::decided, P::close, S::closed},
    {S::received, P::withdraw, S::withdrawn},
    {S::completeness_check, P::withdraw, S::withdrawn},
    {S::awaiting_papers, P::withdraw, S::withdrawn},
    {S::routed, P::withdraw, S::withdrawn},
    {S::in_assessment, P::withdraw, S::withdrawn},
    {S::awaiting_papers, P::expire, S::expired},
};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::string_view line_state_name(LineState state) { return line_names[static_cast<std::size_t>(state)]; }
std::optional<LineState> line_state_from(std::string_view name) { return find<LineState>(line_names, name); }
std::string_view line_step_name(LineStep step) { return step_names[static_cast<std::size_t>(step)]; }
std::string_view application_state_name(ApplicationState state) {
  return application_names[static_cast<std::size_t>(state)];
}
std::optional<ApplicationState> application_state_from(std::string_view name) {
  return find<ApplicationState>(application_names, name);
}

bool is_over(LineState state) {
  return state == S::closed || state == S::withdrawn || state == S::transferred || state == S::expired;
}

bool is_due(LineState state) { return !is_over(state) && state != S::decided; }
bool is_due(ApplicationState state) { return state != ApplicationState::closed && state != ApplicationState::decided; }

std::span<const Transition> transitions() { return table; }

std::optional<LineState> after(LineState from, LineStep step) {
  for (const Transition& t : table) {
    if (t.from == from && t.step == step) return t.to;
  }
  return std::nullopt;
}

ApplicationState derive(const std::vector<LineState>& lines) {
  const auto any = [&](auto is) { return std::any_of(lines.begin(), lines.end(), is); };
  const auto all = [&](auto is) { return std::all_of(lines.begin(), lines.end(), is); };
  if (!lines.empty() && all(is_over)) return ApplicationState::closed;
  if (!lines.empty() && all([](S s) { return is_over(s) || s == S::decided; })) return ApplicationState::decided;
  if (any([](S s) { return s == S::awaiting_papers; })) return ApplicationState::awaiting_papers;
  if (any([](S s) { return s != S::received && s != S::completeness_check && s != S::withdrawn; })) {
    return ApplicationState::under_way;
  }
  return ApplicationState::received;
}

}  // namespace gishe::desk
