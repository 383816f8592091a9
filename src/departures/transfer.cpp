#include "departures/transfer.h"

#include <algorithm>

#include "base/text.h"

namespace gishe::departures {

static constexpr std::string_view names[] = {"offered", "received", "declined", "withdrawn", "expired"};

std::string_view state_name(TransferState state) { return names[static_cast<int>(state)]; }

std::optional<TransferState> transfer_state_from(std::string_view name) {
  const auto at = std::find(std::begin(names), std::end(names), name);
  if (at == std::end(names)) return std::nullopt;
  return static_cast<TransferState>(at - std::begin(names));
}

Refusals why_not_transfer(const NewTransfer& typed, Day today) {
  Refusals no;
  if (typed.to.empty()) no.emplace_back(required, "to");
  const auto day = Day::from_person(text::tidy(typed.moves_on));
  if (!day) {
    no.emplace_back(text::tidy(typed.moves_on).empty() ? required : not_a_date, "moves_on");
  } else if (*day < today.plus_days(-365) || today.plus_days(days_ahead_max) < *day) {
    no.push_back(Refusal(day_too_far, "moves_on", {{"days", std::to_string(days_ahead_max)}}));
  }
  if (!text::one_of(grounds, typed.ground)) no.emplace_back(typed.ground.empty() ? required : not_in_list, "ground");
  const bool consent = typed.ground == "consent";
  if (consent && !text::one_of(consent_ways, typed.consent_how))
    no.emplace_back(typed.consent_how.empty() ? required : not_in_list, "consent_how");
  if (!text::is_plain(typed.note, text::Lines::many)) no.emplace_back(not_plain_text, "note");
  if (text::length(typed.note) > note_max) no.push_back(Refusal(too_long, "note", {{"max", std::to_string(note_max)}}));
  return no;
}

}  // namespace gishe::departures
