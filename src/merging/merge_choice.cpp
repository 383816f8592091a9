#include <set>

#include "base/text.h"
#include "merging/merge_acts.h"

namespace gishe::merging {
namespace {

const std::vector<std::pair<std::string, std::vector<std::string>>>& table() {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> all{
      {"name", {"given_name", "middle_name", "family_name"}},
      {"sex", {"sex"}},
      {"born", {"born_on", "born_precision"}},
      {"address", {"settlement", "address"}},
      {"phone", {"phone"}},
      {"email", {"email"}},
      {"contact_rule", {"contact_rule"}},
  };
  return all;
}

/// Codes between commas, of both, each once, in the order of the first.
std::string both_lists(const std::string& one, const std::string& other) {
  std::vector<std::string> codes;
  for (const auto* list : {&one, &other}) {
    std::size_t from = 0;
    while (from < list->size()) {
      const auto comma = std::min(list->find(',', from), list->size());
      const auto code = list->substr(from, comma - from);
      if (!code.empty() && !text::one_of(codes, code)) codes.push_back(code);
      from = comma + 1;
    }
  }
  return text::join(codes, ",");
}

}  // namespace

const std::vector<std::string>& choices() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const auto& [name, columns] : table()) list.push_back(name);
    return list;
  }();
  return names;
}

const std::vector<std::string>& columns_of(std::string_view choice) {
  static const std::vector<std::string> none;
  for (const auto& [name, columns] : table()) {
    if (name == choice) return columns;
  }
  return none;
}

Columns chosen(const Columns& kept, const Columns& gone, const std::map<std::string, std::string>& take) {
  std::set<std::string> from_gone;
  for (const auto& [choice, side] : take) {
    if (side == "gone") from_gone.insert(columns_of(choice).begin(), columns_of(choice).end());
  }
  Columns result = kept;
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    auto& [column, value] = result.values[i];
    if (column == "target_groups")
      value = both_lists(value, gone.values.at(i).second);
    else if (from_gone.contains(column))
      value = gone.values.at(i).second;
  }
  return result;
}

}  // namespace gishe::merging
