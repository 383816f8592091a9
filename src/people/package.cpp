#include "people/person_store.h"
#include "territory/territory.h"

namespace gishe::people {

std::vector<std::pair<std::string, std::string>> package_values(db::Session& session, const access::Scope& scope,
                                                                const PersonId& id,
                                                                const std::vector<std::string>& fields) {
  std::vector<std::pair<std::string, std::string>> values;
  const auto person = find_person(session, scope, id);
  if (!person) return values;
  for (const auto& field : fields) {
    std::string value;
    if (field == "name") value = person->full_name();
    if (field == "born_on" && person->born_on) value = person->born_on->iso();
    if (field == "sex") value = person->sex;
    if (field == "address") value = person->address;
    if (field == "phone") value = person->phone;
    if (field == "contact_rule") value = person->contact_rule;
    if (field == "settlement" && !person->settlement.empty()) {
      if (const auto place = territory::find_settlement(session, person->settlement)) {
        value = place->full_name(words::Language::bg);
      }
    }
    if (field == "representative") {
      for (const auto& r : store::list_all_representatives(session, scope, id)) {
        value += (value.empty() ? "" : "; ") + r.name;
        if (r.valid_until) value += " (→ " + r.valid_until->iso() + ")";
      }
    }
    if (!value.empty()) values.emplace_back(field, std::move(value));
  }
  return values;
}

}  // namespace gishe::people
