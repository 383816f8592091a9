#include "people/people.h"

namespace gishe::people {

std::string Person::full_name() const {
  std::string name;
  for (const auto* part : {&given_name, &middle_name, &family_name}) {
    if (part->empty()) continue;
    if (!name.empty()) name += ' ';
    name += *part;
  }
  return name;
}

std::optional<int> Person::age(Day on) const {
  if (!born_on) return std::nullopt;
  return age_on(*born_on, on);
}

const std::vector<std::string>& package_fields() {
  static const std::vector<std::string> fields = {"name",    "born_on", "sex",          "settlement",
                                                  "address", "phone",   "contact_rule", "representative"};
  return fields;
}

}  // namespace gishe::people
