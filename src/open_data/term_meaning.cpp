#include "open_data/term_meaning.h"

#include <algorithm>

#include "base/text.h"
#include "open_data/bg_social.h"
#include "open_data/document.h"

namespace gishe::open_data {
namespace {

void add_once(std::vector<std::string>& codes, const std::string& code) {
  if (!text::one_of(codes, code)) codes.push_back(code);
}

template <class Column>
bool again(Column& is, const Column& before, Column& after) {
  if (is != before) {
    after = before;
    return false;
  }
  if (is == after) return false;
  is = after;
  return true;
}

}  // namespace

bool use_meanings(directory::Service& s, const json::object& document, const Meanings& meanings) {
  if (meanings.empty()) return false;
  const bool type_open = s.type == directory::unclassified, needs_open = s.needs.empty(),
             groups_open = s.target_groups.empty();
  bool used = false;
  for (const auto& mark : marks_of(document)) {
    const auto found = meanings.find(mark.term);
    if (found == meanings.end()) continue;
    const auto& [scheme, code] = found->second;
    if (scheme == bg_social::service_type && type_open) {
      if (s.type == directory::unclassified) s.type = code;
    } else if (scheme == bg_social::need && needs_open) {
      add_once(s.needs, code);
    } else if (scheme == bg_social::target_group && groups_open) {
      add_once(s.target_groups, code);
    } else {
      continue;
    }
    used = true;
  }
  return used;
}

Given given_by(const directory::Service& s, const std::vector<directory::Need>& needs) {
  Given given{s.type, s.needs, s.target_groups};
  if (!given.needs.empty()) return given;
  for (const auto& need : needs) {
    if (text::one_of(need.service_types, s.type)) given.needs.push_back(need.code);
  }
  std::sort(given.needs.begin(), given.needs.end());
  return given;
}

bool give_again(directory::Service& is, const Given& before, Given& after) {
  const bool type = again(is.type, before.type, after.type);
  const bool needs = again(is.needs, before.needs, after.needs);
  return again(is.target_groups, before.target_groups, after.target_groups) || type || needs;
}

}  // namespace gishe::open_data
