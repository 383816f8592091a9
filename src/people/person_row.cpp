#include "people/person_row.h"

#include "base/text.h"

namespace gishe::people::store {

static std::vector<std::string> split_groups(std::string_view codes) {
  std::vector<std::string> out;
  while (!codes.empty()) {
    const auto comma = codes.find(',');
    out.emplace_back(codes.substr(0, comma));
    codes.remove_prefix(comma == std::string_view::npos ? codes.size() : comma + 1);
  }
  return out;
}

std::string joined_groups(const std::vector<std::string>& groups) { return text::join(groups, ","); }

Person person_of(const db::Row& row, int c) {
  Person p;
  p.id = row.id<PersonId>(c);
  p.municipality = row.municipality(c + 1);
  p.given_name = row.string(c + 2);
  p.middle_name = row.string(c + 3);
  p.family_name = row.string(c + 4);
  p.sex = row.string(c + 5);
  p.born_on = row.maybe_day(c + 6);
  p.born_precision = row.string(c + 7);
  p.state = row.string(c + 8);
  p.sensitivity = static_cast<Sensitivity>(row.integer(c + 9));
  p.settlement = row.ekatte(c + 10);
  p.address = row.string(c + 11);
  p.phone = row.string(c + 12);
  p.email = row.string(c + 13);
  p.contact_rule = row.string(c + 14);
  p.target_groups = split_groups(row.text(c + 15));
  p.identifier_masked = row.string(c + 16);
  p.pseudonym = row.uuid(c + 17);
  p.version = row.integer(c + 18);
  return p;
}

}  // namespace gishe::people::store
