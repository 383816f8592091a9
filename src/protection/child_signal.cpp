#include "protection/child_signal.h"

#include <algorithm>

#include "base/text.h"
#include "protection/words.h"

namespace gishe::protection {
namespace {

constexpr std::string_view state_names[recipient_state_count] = {"written", "sent", "opened", "acknowledged"};
constexpr std::string_view verb_names[signal_verb_count] = {"send", "open", "acknowledge"};

using enum RecipientState;
constexpr SignalStep steps[] = {
    {written, SignalVerb::send, sent, SignalSide::author},
    {sent, SignalVerb::open, opened, SignalSide::receiver},
    {sent, SignalVerb::acknowledge, acknowledged, SignalSide::receiver},
    {opened, SignalVerb::acknowledge, acknowledged, SignalSide::receiver},
};

}  // namespace

std::string_view recipient_state_name(RecipientState state) { return state_names[static_cast<int>(state)]; }
RecipientState recipient_state_from(std::string_view name) {
  const auto at = std::find(std::begin(state_names), std::end(state_names), name);
  return at == std::end(state_names) ? written : static_cast<RecipientState>(at - std::begin(state_names));
}
std::string_view signal_verb_name(SignalVerb verb) { return verb_names[static_cast<int>(verb)]; }

std::span<const SignalStep> signal_steps() { return steps; }
const SignalStep* find_signal_step(RecipientState from, SignalVerb verb) {
  for (const auto& step : steps) {
    if (step.from == from && step.verb == verb) return &step;
  }
  return nullptr;
}

Refusals why_not_signal(SignalWords& words) {
  Refusals no;
  check_words(no, "child", words.child, Must::say, child_length_max);
  check_words(no, "where", words.where, Must::may, child_length_max);
  check_words(no, "danger", words.danger, Must::say, danger_length_max);
  check_words(no, "adults", words.adults, Must::may, child_length_max);
  check_words(no, "contact", words.contact, Must::may, child_length_max);
  return no;
}

Recipient* ChildSignal::find_recipient(std::string_view kind_of) {
  const auto at =
      std::find_if(recipients.begin(), recipients.end(), [&](const Recipient& r) { return r.kind == kind_of; });
  return at == recipients.end() ? nullptr : &*at;
}
const Recipient* ChildSignal::find_recipient(std::string_view kind_of) const {
  return const_cast<ChildSignal*>(this)->find_recipient(kind_of);
}

}  // namespace gishe::protection
