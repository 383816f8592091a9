#include "departures/death.h"

#include "base/text.h"

namespace gishe::departures {

Refusals why_not_death(const NewDeath& typed, const std::optional<Day>& born_on, Day today) {
  Refusals no;
  const auto day = Day::from_person(text::tidy(typed.died_on));
  if (text::tidy(typed.died_on).empty()) {
    no.emplace_back(required, "died_on");
  } else if (!day) {
    no.emplace_back(not_a_date, "died_on");
  } else if (today < *day) {
    no.emplace_back(day_to_come, "died_on");
  } else if (born_on && *day < *born_on) {
    no.emplace_back(before_birth, "died_on");
  }
  if (!text::one_of(sources, typed.source)) no.emplace_back(typed.source.empty() ? required : not_in_list, "source");
  for (const auto& [field, value] : {std::pair{"document", &typed.document}, std::pair{"told_by", &typed.told_by}}) {
    if (!text::is_plain(*value)) no.emplace_back(not_plain_text, field);
    if (text::length(*value) > words_max) no.push_back(Refusal(too_long, field, {{"max", std::to_string(words_max)}}));
  }
  if (text::tidy(typed.document).empty() && text::tidy(typed.told_by).empty()) no.emplace_back(who_says, "document");
  return no;
}

}  // namespace gishe::departures
