#pragma once
#include <string>
#include <vector>

#include "people/people.h"

/// What was typed about a person, turned into values or into words beside the fields. Pure.
namespace gishe::people {

inline constexpr int name_length_max = 80;
inline constexpr int address_length_max = 200;
inline constexpr int rule_length_max = 300;

const std::vector<std::string>& sexes();          // f, m, unknown, refused
const std::vector<std::string>& target_groups();  // codes; words under target_group.CODE
const std::vector<std::string>& representative_kinds();

struct CheckedPerson {
  Person person;                // without id, pseudonym, version
  std::string identifier_kind;  // egn, lnch; empty: none
  std::string identifier;       // ten digits
  std::string identifier_reason;
  bool check_digit_good = true;
};
/// All refusals at once, each with its field's name. Sex and birth left open are taken from a readable ЕГН; they are
/// never defaulted.
Result<CheckedPerson> check_new_person(const NewPerson& typed, Day today);

/// What may be changed later by the desk; names are tidied, limits as above.
struct PersonChange {
  std::string given_name, middle_name, family_name, sex, settlement, address, phone, email, contact_rule;
  std::vector<std::string> target_groups;
};
Result<PersonChange> check_change(const PersonChange& typed);

}  // namespace gishe::people
