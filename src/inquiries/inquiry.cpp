#include "inquiries/inquiry.h"

#include <algorithm>

namespace gishe::inquiries {
namespace {

constexpr std::string_view kind_names[] = {"question", "callback", "conversation"};
constexpr std::string_view state_names[] = {"waiting", "answered", "ended"};

}  // namespace

std::string_view kind_name(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view state_name(State state) { return state_names[static_cast<std::size_t>(state)]; }

Kind kind_from(std::string_view name) {
  const auto* at = std::find(std::begin(kind_names), std::end(kind_names), name);
  return at == std::end(kind_names) ? Kind::question : static_cast<Kind>(at - kind_names);
}

State state_from(std::string_view name) {
  const auto* at = std::find(std::begin(state_names), std::end(state_names), name);
  return at == std::end(state_names) ? State::ended : static_cast<State>(at - state_names);
}

bool may(Step step, const Inquiry& q) {
  switch (step) {
    case Step::answer:
      return q.kind != Kind::callback && q.state != State::ended;
    case Step::call:
      return q.kind == Kind::callback && q.state == State::waiting;
    case Step::end:
    case Step::make_application:
      return q.state != State::ended;
    case Step::count:
      return !q.counted && (q.state == State::answered || q.state == State::ended);
  }
  return false;
}

bool asker_may_write(const Inquiry& q) {
  if (q.kind == Kind::conversation) return q.state != State::ended;
  return q.kind == Kind::question && q.state == State::answered && q.asked_again == 0;
}

bool is_phone(std::string_view typed) {
  constexpr int digits_min = 6, digits_max = 15;
  int digits = 0;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (!(c == '+' && i == 0) && std::string_view(" -/().").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= digits_min && digits <= digits_max;
}

}  // namespace gishe::inquiries
