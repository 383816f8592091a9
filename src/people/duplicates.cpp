#include "people/duplicates.h"

#include <algorithm>

#include "base/text.h"
#include "base/transliterate.h"

namespace gishe::people {

std::string_view likeness_name(Likeness likeness) {
  switch (likeness) {
    case Likeness::number_one_digit_off:
      return "number_one_digit_off";
    case Likeness::same_names:
      return "same_names";
    case Likeness::swapped_names:
      return "swapped_names";
    case Likeness::two_names:
      return "two_names";
    case Likeness::same_birth:
      return "same_birth";
    case Likeness::swapped_birth:
      return "swapped_birth";
  }
  return "";
}

std::optional<Day> swapped_day_and_month(Day day) {
  if (day.day() == day.month()) return std::nullopt;
  return Day::of(day.year(), day.day(), day.month());
}

std::vector<std::string> name_tokens(const Person& person) {
  auto tokens = text::words(name_skeleton(person.full_name()));
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return tokens;
}

Compared compare(const Person& fresh, const Person& known, bool number_one_digit_off) {
  Compared out;
  const auto because = [&](int points, Likeness why) {
    out.score += points;
    out.reasons.push_back(why);
  };
  if (number_one_digit_off) because(60, Likeness::number_one_digit_off);

  const auto a = name_tokens(fresh);
  const auto b = name_tokens(known);
  std::vector<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  const bool all = !shared.empty() && shared.size() == std::min(a.size(), b.size()) && shared.size() >= 2;
  const bool in_order = name_skeleton(fresh.given_name) == name_skeleton(known.given_name) &&
                        name_skeleton(fresh.family_name) == name_skeleton(known.family_name);
  if (all) {
    because(60, in_order ? Likeness::same_names : Likeness::swapped_names);
  } else if (shared.size() >= 2) {
    because(40, Likeness::two_names);
  }

  if (fresh.born_on && known.born_on) {
    if (*fresh.born_on == *known.born_on) {
      because(30, Likeness::same_birth);
    } else if (swapped_day_and_month(*fresh.born_on) == known.born_on) {
      because(25, Likeness::swapped_birth);
    } else if (!number_one_digit_off) {
      out.score -= 50;
    }
  }
  out.score = std::clamp(out.score, 0, 100);
  return out;
}

}  // namespace gishe::people
