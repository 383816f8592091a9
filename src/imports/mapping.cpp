#include "imports/mapping.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "imports/imports.h"

namespace gishe::imports {
namespace {

std::string sex_of(const std::string& typed) {
  static const auto woman = words::said_in_all_languages("imports.said.woman"),
                    man = words::said_in_all_languages("imports.said.man");  // asked for each row
  const auto said = text::lower(typed);
  if (text::one_of(woman, said)) return "f";
  return text::one_of(man, said) ? "m" : typed;
}

std::string* place_of(people::NewPerson& n, std::string_view field) {
  if (field == "given_name") return &n.given_name;
  if (field == "middle_name") return &n.middle_name;
  if (field == "family_name") return &n.family_name;
  if (field == "identifier") return &n.identifier;
  if (field == "born_on") return &n.born_on;
  if (field == "sex") return &n.sex;
  if (field == "phone") return &n.phone;
  if (field == "email") return &n.email;
  if (field == "settlement") return &n.settlement;
  return field == "address" ? &n.address : nullptr;
}

Described described(const table::Row& row, const Mapping& mapping, const FindPlace& find_place, Day today) {
  Described d;
  auto& n = d.person;
  n.sex = "";
  for (std::size_t i = 0; i < mapping.size() && i < row.cells.size(); ++i) {
    if (auto* value = place_of(n, mapping[i])) *value = row.cells[i];
  }
  n.sex = sex_of(n.sex);
  n.identifier_kind = people::kind_of_number(n.identifier, today);
  if (row.broken) d.faults.emplace_back(row_broken);
  if (!n.settlement.empty()) {
    n.settlement = find_place(n.settlement);
    if (n.settlement.empty()) d.faults.emplace_back(unknown_place, "settlement");
  }
  for (auto& no : people::why_not_described(n, today)) d.faults.push_back(std::move(no));
  // It is read from an ЕГН or asked, never supposed.
  if (n.sex.empty() && n.identifier_kind != "egn") d.faults.emplace_back(required, "sex");
  return d;
}

}  // namespace

const std::vector<std::string>& fields() {
  static const std::vector<std::string> codes{"given_name", "middle_name", "family_name", "identifier", "born_on",
                                              "sex",        "phone",       "email",       "settlement", "address"};
  return codes;
}

Mapping propose(const std::vector<std::string>& headings) {
  Mapping mapping(headings.size());
  for (const auto& field : fields()) {
    const auto known = words::said_in_all_languages("imports.heading." + field);
    for (std::size_t i = 0; i < headings.size(); ++i) {
      if (!mapping[i].empty() || !text::one_of(known, text::lower(headings[i]))) continue;
      mapping[i] = field;
      break;
    }
  }
  return mapping;
}

std::optional<Refusal> why_not(const Mapping& mapping) {
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const auto field = "column_" + std::to_string(i);
    if (mapping[i].empty()) continue;
    if (!text::one_of(fields(), mapping[i])) return Refusal(not_in_list, field);
    if (std::count(mapping.begin(), mapping.end(), mapping[i]) > 1) return Refusal(column_twice, field);
  }
  if (!text::one_of(mapping, "given_name") || !text::one_of(mapping, "family_name"))
    return Refusal(names_missing, "column_0");
  return std::nullopt;
}

std::vector<Described> describe(const table::Table& table, const Mapping& mapping, const FindPlace& find_place,
                                Day today) {
  std::vector<Described> list;
  std::map<std::string, std::size_t> seen;
  for (const auto& row : table.rows) {
    auto d = described(row, mapping, find_place, today);
    const auto number = list.size() + 1;
    if (d.faults.empty() && !d.person.identifier.empty()) {
      const auto [first, fresh] = seen.emplace(d.person.identifier, number);
      if (!fresh)
        d.faults.emplace_back(twice_in_table, "identifier",
                              decltype(Refusal::with){{"row", std::to_string(first->second)}});
    }
    list.push_back(std::move(d));
  }
  return list;
}

}  // namespace gishe::imports
