#include "people/duplicates.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "base/transliterate.h"
#include "people/names_at_home.h"
#include "platform/search/edit_distance.h"

namespace gishe::people {
namespace {

constexpr std::string_view likeness_names[] = {
    "number_one_digit_off", "same_names",    "swapped_names", "like_names", "two_names",   "first_name",
    "same_birth",           "swapped_birth", "near_birth",    "same_phone", "same_address"};

/// A slip of the hand, or a name of home. One letter in Cyrillic may be two of a skeleton.
bool is_like(const std::string& a, const std::string& b) {
  constexpr std::size_t letters_min = 3, letters_for_two = 6;
  if (may_be_one_name(a, b)) return true;
  const auto shorter = std::min(a.size(), b.size());
  if (shorter < letters_min) return false;
  const int limit = shorter < letters_for_two ? 1 : 2;
  return search::edit_distance(search::narrow(a), search::narrow(b), limit) <= limit;
}

struct Meeting {
  std::size_t exact = 0, like = 0;
  std::size_t all() const { return exact + like; }
};

/// Each name of one file meets at most one of the other.
Meeting meet(std::vector<std::string> a, std::vector<std::string> b) {
  Meeting met;
  const auto take = [&](std::size_t& count, const auto& same) {
    std::erase_if(a, [&](const std::string& name) {
      const auto at = std::ranges::find_if(b, [&](const std::string& other) { return same(name, other); });
      if (at == b.end()) return false;
      b.erase(at);
      ++count;
      return true;
    });
  };
  take(met.exact, [](const std::string& x, const std::string& y) { return x == y; });
  take(met.like, is_like);
  return met;
}

/// One word of it ("Анна-Мария" has two) among the other's names; nothing speaks against a name that is not there.
bool is_met(const std::string& name, const std::vector<std::string>& others) {
  return name.empty() || std::ranges::any_of(text::words(name), [&](const std::string& word) {
           return std::ranges::any_of(others, [&](const std::string& o) { return o == word || is_like(word, o); });
         });
}

/// Names of home keep how the name begins: Марийка, Стефчо.
bool begin_alike(const std::string& a, const std::string& b) {
  constexpr std::size_t letters = 3;
  return a.size() >= letters && b.size() >= letters && a.compare(0, letters, b, 0, letters) == 0;
}

}  // namespace

std::string_view likeness_name(Likeness likeness) { return likeness_names[static_cast<std::size_t>(likeness)]; }

bool is_near(Day a, Day b) {
  return a != b && search::edit_distance(search::narrow(a.iso()), search::narrow(b.iso()), 1) == 1;
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

namespace {

using Because = std::function<void(int points, Likeness why)>;

struct NamesMet {
  bool whole = false;        // three names on each side, and all agree
  bool other_given = false;  // brothers and sisters
};

NamesMet compare_names(const Person& fresh, const Person& known, const Because& because) {
  const auto a = name_tokens(fresh);
  const auto b = name_tokens(known);
  auto met = meet(a, b);
  const auto given_fresh = name_skeleton(fresh.given_name), given_known = name_skeleton(known.given_name);
  const bool in_order =
      given_fresh == given_known && name_skeleton(fresh.family_name) == name_skeleton(known.family_name);
  NamesMet out;
  const bool fresh_is_met = is_met(given_fresh, b), known_is_met = is_met(given_known, a);
  const bool at_home = !fresh_is_met && !known_is_met && begin_alike(given_fresh, given_known);
  if (at_home) ++met.like;
  out.other_given = !at_home && !(fresh_is_met && known_is_met);
  const bool all = met.all() >= 2 && met.all() == std::min(a.size(), b.size());
  out.whole = all && met.like == 0 && !fresh.middle_name.empty() && !known.middle_name.empty();
  if (all && met.like == 0) {
    because(out.whole ? 70 : 60, in_order ? Likeness::same_names : Likeness::swapped_names);
  } else if (all) {
    because(met.like == 1 ? 50 : 40, Likeness::like_names);
  } else if (met.all() >= 2) {
    because(met.like == 0 ? 40 : 30, Likeness::two_names);
  } else if (!given_fresh.empty() && given_fresh == given_known) {
    because(20, Likeness::first_name);
  }
  return out;
}

/// What it takes away where the days speak against; 0 where they do not.
int compare_births(const Person& fresh, const Person& known, bool slip_is_likely, const Because& because) {
  constexpr int against = 50;
  if (!fresh.born_on || !known.born_on) return 0;
  const auto to_the_year = [](const Person& p) { return p.born_precision == "year" || p.born_precision == "month"; };
  if (*fresh.born_on == *known.born_on) {
    because(30, Likeness::same_birth);
  } else if (to_the_year(fresh) || to_the_year(known)) {
    return fresh.born_on->year() == known.born_on->year() ? 0 : against;
  } else if (swapped_day_and_month(*fresh.born_on) == known.born_on) {
    because(25, Likeness::swapped_birth);
  } else if (slip_is_likely && is_near(*fresh.born_on, *known.born_on)) {
    because(5, Likeness::near_birth);  // a slip rather than a namesake
  } else {
    return against;
  }
  return 0;
}

/// The last digits: 0888… and +359 888… are one telephone.
std::string phone_digits(const std::string& phone) {
  constexpr std::size_t enough = 8;
  std::string digits;
  std::ranges::copy_if(phone, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits.size() < enough ? "" : digits.substr(digits.size() - enough);
}

}  // namespace

Compared compare(const Person& fresh, const Person& known, bool number_one_digit_off) {
  Compared out;
  const Because because = [&](int points, Likeness why) {
    out.score += points;
    out.reasons.push_back(why);
  };
  if (number_one_digit_off) because(60, Likeness::number_one_digit_off);
  const auto names = compare_names(fresh, known, because);
  const int against = compare_births(fresh, known, names.whole || number_one_digit_off, because);
  if (!number_one_digit_off) out.score -= against;
  if (names.other_given) {
    if (!number_one_digit_off) out.score -= 15;  // a family shares telephone and home: they say nothing then
  } else {
    const auto phone = phone_digits(fresh.phone);
    if (!phone.empty() && phone == phone_digits(known.phone)) because(20, Likeness::same_phone);
    const auto home = name_skeleton(fresh.address);
    if (!home.empty() && fresh.settlement == known.settlement && home == name_skeleton(known.address))
      because(10, Likeness::same_address);
  }
  out.score = std::clamp(out.score, 0, 100);
  return out;
}

}  // namespace gishe::people
