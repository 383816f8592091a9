#include "appointments/appointment.h"

namespace gishe::appointments {
namespace {

constexpr std::string_view state_names[] = {"unknown", "seen", "excused", "revoked", "noshow"};
constexpr std::string_view step_names[] = {"came", "did_not_come", "excuse", "revoke", "undo"};

template <class E>
std::optional<E> named(const auto& names, std::string_view name) {
  int i = 0;
  for (const std::string_view one : names) {
    if (one == name) return static_cast<E>(i);
    ++i;
  }
  return std::nullopt;
}

struct Row {
  State from;
  Step step;
  State to;
};
constexpr Row table[] = {
    {State::unknown, Step::came, State::seen},      {State::unknown, Step::did_not_come, State::noshow},
    {State::unknown, Step::excuse, State::excused}, {State::unknown, Step::revoke, State::revoked},
    {State::seen, Step::undo, State::unknown},      {State::noshow, Step::undo, State::unknown},
    {State::noshow, Step::came, State::seen},
};

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::optional<State> state_from(std::string_view name) { return named<State>(state_names, name); }
std::string_view step_name(Step step) { return step_names[static_cast<std::size_t>(step)]; }
std::optional<Step> step_from(std::string_view name) { return named<Step>(step_names, name); }

std::optional<State> after(State from, Step step) {
  for (const Row& row : table) {
    if (row.from == from && row.step == step) return row.to;
  }
  return std::nullopt;
}

}  // namespace gishe::appointments
