#include "cases/typed.h"

#include "base/text.h"

namespace gishe::cases {

void check_words(std::string_view words, const char* field, Needed needed, Refusals& no, std::size_t max) {
  if (text::tidy(words, text::Lines::many).empty()) {
    if (needed == Needed::yes) no.emplace_back(required, field);
  } else if (!text::is_plain(words, text::Lines::many)) {
    no.emplace_back(not_plain_text, field);
  } else if (text::length(words) > max) {
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
  }
}

std::optional<Day> check_day(std::string_view typed, const char* field, Needed needed, Refusals& no) {
  const std::string tidied = text::tidy(typed);
  if (tidied.empty()) {
    if (needed == Needed::yes) no.emplace_back(required, field);
    return std::nullopt;
  }
  const auto day = Day::from_person(tidied);
  if (!day) no.emplace_back(not_a_date, field);
  return day;
}

}  // namespace gishe::cases
