#include "people/person_form.h"

#include "base/text.h"
#include "people/identifier.h"

namespace gishe::people {
namespace {

/// Letters, and what stands between the parts of a name. Byte-wise: above ASCII only Latin letters with marks and
/// Cyrillic (U+00C0…U+024F, U+0400…U+052F) are names here; pictures and other signs lie elsewhere.
bool name_of_letters(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (c < 0x80) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && c != ' ' && c != '-' && c != '\'' && c != '.') return false;
      continue;
    }
    const bool latin = c >= 0xC3 && c <= 0xC9;
    const bool cyrillic = c >= 0xD0 && c <= 0xD4;
    if (name.substr(i, 3) == "’") {
      i += 2;
      continue;
    }
    if (!latin && !cyrillic) return false;
    ++i;
  }
  return true;
}

std::string checked_text(Refusals& no, const char* field, std::string_view typed, int length_max,
                         text::Lines lines = text::Lines::one) {
  if (!text::is_plain(typed, lines)) {
    no.emplace_back(not_plain_text, field);
    return {};
  }
  auto tidy = text::tidy(typed, lines);
  if (text::length(tidy) > static_cast<std::size_t>(length_max)) {
    no.emplace_back(too_long, field,
                    std::vector<std::pair<std::string, std::string>>{{"max", std::to_string(length_max)}});
  }
  return tidy;
}

enum class Need { must, may };
std::string checked_name(Refusals& no, const char* field, std::string_view typed, Need need) {
  const auto before = no.size();
  auto name = checked_text(no, field, typed, name_length_max);
  if (no.size() != before) return name;
  if (name.empty() && need == Need::must) no.emplace_back(required, field);
  if (!name_of_letters(name)) no.emplace_back(name_letters, field);
  return name;
}

std::vector<std::string> checked_groups(Refusals& no, const std::vector<std::string>& typed) {
  std::vector<std::string> groups;
  for (const auto& code : typed) {
    if (!text::one_of(target_groups(), code)) {
      no.emplace_back(not_in_list, "target_groups");
      break;
    }
    if (!text::one_of(groups, code)) groups.push_back(code);
  }
  return groups;
}

Ekatte checked_settlement(Refusals& no, std::string_view typed) {
  if (typed.empty()) return {};
  if (auto code = Ekatte::parse(typed)) return *code;
  no.emplace_back(not_in_list, "settlement");
  return {};
}

void check_number(Refusals& no, CheckedPerson& out, const NewPerson& typed, Day today) {
  if (typed.identifier_kind == "none") return;
  if (typed.identifier_kind != "egn" && typed.identifier_kind != "lnch") {
    no.emplace_back(typed.identifier_kind.empty() ? required : not_in_list, "identifier_kind");
    return;
  }
  out.identifier_kind = typed.identifier_kind;
  out.identifier = tidy_number(typed.identifier);
  out.identifier_reason = checked_text(no, "identifier_reason", typed.identifier_reason, 200);
  const auto read = read_number(out.identifier_kind, out.identifier, today);
  switch (read.reading) {
    case Reading::wrong_form:
      no.emplace_back(out.identifier.empty() ? required : not_ten_digits, "identifier");
      return;
    case Reading::no_such_day:
      no.emplace_back(impossible_number, "identifier");
      return;
    case Reading::birth_to_come:
      no.emplace_back(birth_in_future, "identifier");
      return;
    case Reading::wrong_check_digit:
      out.check_digit_good = false;
      if (out.identifier_reason.empty()) no.emplace_back(failed_check_digit, "identifier");
      break;
    case Reading::valid:
      break;
  }
  Person& p = out.person;
  p.identifier_masked = masked(out.identifier);
  if (!p.born_on && read.born_on && typed.born_on.empty()) {
    p.born_on = read.born_on;
    p.born_precision = "day";
  } else if (p.born_on && read.born_on && *p.born_on != *read.born_on && out.identifier_reason.empty()) {
    no.emplace_back(birth_differs, "born_on");
  }
  if (p.sex.empty()) p.sex = read.sex;
}

constexpr int age_max = 130;  // nobody on record reached 123; beyond it is a slip of the pen

void check_birth(Refusals& no, Person& p, const NewPerson& typed, Day today) {
  p.born_precision = "unknown";
  const auto born = text::tidy(typed.born_on);
  if (born.empty()) return;
  p.born_on = Day::from_person(born);
  if (!p.born_on) {
    no.emplace_back(not_a_date, "born_on");
  } else if (*p.born_on > today) {
    no.emplace_back(birth_in_future, "born_on");
  } else if (age_on(*p.born_on, today) > age_max) {
    no.emplace_back(birth_too_long_ago, "born_on");
  } else {
    p.born_precision = "day";
  }
}

}  // namespace

const std::vector<std::string>& sexes() {
  static const std::vector<std::string> all = {"f", "m", "unknown", "refused"};
  return all;
}

const std::vector<std::string>& target_groups() {
  static const std::vector<std::string> all = {
      "older_person",      "disability",     "child", "child_disability", "youth_at_risk",
      "child_in_conflict", "family_at_risk", "carer", "homeless",         "unemployed"};
  return all;
}

const std::vector<std::string>& representative_kinds() {
  static const std::vector<std::string> all = {"parent", "guardian", "trustee", "proxy", "relative"};
  return all;
}

Result<CheckedPerson> check_new_person(const NewPerson& typed, Day today) {
  Refusals no;
  CheckedPerson out;
  Person& p = out.person;
  p.given_name = checked_name(no, "given_name", typed.given_name, Need::must);
  p.middle_name = checked_name(no, "middle_name", typed.middle_name, Need::may);
  p.family_name = checked_name(no, "family_name", typed.family_name, Need::must);
  p.sex = typed.sex;
  check_birth(no, p, typed, today);
  check_number(no, out, typed, today);
  if (!text::one_of(sexes(), p.sex)) no.emplace_back(p.sex.empty() ? required : not_in_list, "sex");
  p.settlement = checked_settlement(no, typed.settlement);
  p.address = checked_text(no, "address", typed.address, address_length_max);
  p.phone = checked_text(no, "phone", typed.phone, 40);
  p.email = checked_text(no, "email", typed.email, 120);
  p.contact_rule = checked_text(no, "contact_rule", typed.contact_rule, rule_length_max);
  p.target_groups = checked_groups(no, typed.target_groups);
  p.sensitivity = typed.sensitivity;
  p.state = out.identifier_kind.empty() ? "stub" : "identified";
  if (!no.empty()) return no;
  return out;
}

Result<PersonChange> check_change(const PersonChange& typed) {
  Refusals no;
  PersonChange out;
  out.given_name = checked_name(no, "given_name", typed.given_name, Need::must);
  out.middle_name = checked_name(no, "middle_name", typed.middle_name, Need::may);
  out.family_name = checked_name(no, "family_name", typed.family_name, Need::must);
  out.sex = typed.sex;
  if (!text::one_of(sexes(), out.sex)) no.emplace_back(out.sex.empty() ? required : not_in_list, "sex");
  out.settlement = checked_settlement(no, typed.settlement).text;
  out.address = checked_text(no, "address", typed.address, address_length_max);
  out.phone = checked_text(no, "phone", typed.phone, 40);
  out.email = checked_text(no, "email", typed.email, 120);
  out.contact_rule = checked_text(no, "contact_rule", typed.contact_rule, rule_length_max);
  out.target_groups = checked_groups(no, typed.target_groups);
  if (!no.empty()) return no;
  return out;
}

}  // namespace gishe::people
