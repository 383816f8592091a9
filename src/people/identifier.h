#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"

/// ЕГН and ЛНЧ: form, check digit, what an ЕГН says of birth and sex (domain/facts.md §2.2). No I/O.
namespace gishe::people {

enum class Reading {
  valid,
  wrong_form,
  wrong_check_digit,  // irregular numbers exist: taken with a reason
  no_such_day,        // refused
  birth_to_come,      // refused
};

struct ReadNumber {
  Reading reading = Reading::wrong_form;
  std::optional<Day> born_on;  // ЕГН only; also when the check digit fails
  std::string sex;             // "f", "m"; empty for ЛНЧ
};

/// ЕГН: month +20 → 1800s, +40 → 2000s; 9th digit even: male; C = (Σ d·w mod 11) mod 10, w = 2,4,8,5,10,9,7,3,6.
ReadNumber read_egn(std::string_view digits, Day today);
/// ЛНЧ: no date inside; C = Σ d·w mod 10, w = 21,19,17,13,11,9,7,3,1.
ReadNumber read_lnch(std::string_view digits);
ReadNumber read_number(std::string_view kind, std::string_view digits, Day today);

/// The typed number without blanks and dashes.
std::string tidy_number(std::string_view typed);
/// The 90 numbers that differ from ten digits in exactly one; empty for anything else.
std::vector<std::string> one_digit_neighbours(std::string_view ten_digits);
/// 480112****: what every screen shows.
std::string masked(std::string_view digits);

/// What a sealed number is bound to: it opens for this person only.
inline std::string seal_context(const PersonId& id) { return "person_identifier:" + id.text(); }

}  // namespace gishe::people
