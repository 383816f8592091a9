#pragma once
#include <string>
#include <vector>

#include "people/people.h"

/// Is this perhaps somebody we know already? Pure scoring; who is looked at is person_search's business.
namespace gishe::people {

/// Why two files may be one person; words under people.same.NAME.
enum class Likeness {
  number_one_digit_off,
  same_names,
  swapped_names,
  like_names,
  two_names,
  first_name,
  same_birth,
  swapped_birth,
  near_birth,
  same_phone,
  same_address
};
std::string_view likeness_name(Likeness likeness);

struct Compared {
  int score = 0;  // 0…100; from `candidate_from` on it is shown
  std::vector<Likeness> reasons;
};
inline constexpr int candidate_from = 60;

/// Names meet by their skeletons (Cyrillic/Latin, ъ/а/у/y), in any order, also with a wrong letter or as people are
/// called at home. What speaks against: a birth date that differs in more than a slip, and another given name beside
/// the same family and father (brothers and sisters). bench/duplicates.cpp says how often it is right.
Compared compare(const Person& fresh, const Person& known, bool number_one_digit_off);

struct Candidate {
  Person person;
  Compared why;
};

/// The day with its day and month changed over, when that is a day and another one.
std::optional<Day> swapped_day_and_month(Day day);
/// One digit wrong, or two neighbours changed over: a slip of the hand.
bool is_near(Day a, Day b);
/// Skeleton tokens of all name parts, without repetition, sorted.
std::vector<std::string> name_tokens(const Person& person);

}  // namespace gishe::people
