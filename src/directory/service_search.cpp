#include "directory/service_search.h"

#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"

namespace gishe::directory {
namespace {

constexpr int looked_at_max = 200;

bool fits(const Service& s, const Asked& asked, const std::vector<std::string>& words, Day today) {
  if (!asked.need.empty() && !text::one_of(s.needs, asked.need)) return false;
  if (!asked.target_group.empty() && !s.target_groups.empty() && !text::one_of(s.target_groups, asked.target_group)) {
    return false;
  }
  if (asked.age && (*asked.age < s.age_min.value_or(0) || *asked.age > s.age_max.value_or(130))) return false;
  if (asked.free_now && s.capacity.status_on(today) != "capacity") return false;
  const std::string said = text::lower(s.name + ' ' + s.description + ' ' + s.organisation_name);
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& w) { return said.find(w) != std::string::npos; });
}

}  // namespace

Answer search_services(Office& office, const Asked& asked) {
  const auto words = text::words(text::lower(asked.words));
  const auto all = office.db.read(
      [&](db::Session& s) { return list_services(s, asked.type, asked.lies_in, "", looked_at_max).services; });
  Answer answer;
  for (const auto& s : all) {
    if (!fits(s, asked, words, office.today())) continue;
    if (answer.total++ < asked.offset || static_cast<int>(answer.found.size()) == asked.limit) continue;
    answer.found.push_back({s.id, {}, {}});
    for (const auto& w : words) answer.found.back().why.push_back({Why::Kind::word, w, w});
  }
  return answer;
}

std::vector<Suggestion> suggest_services(Office& office, std::string_view prefix, words::Language language, int limit) {
  if (text::length(prefix) < 2) return {};
  Asked asked;
  asked.words = std::string(prefix);
  asked.language = language;
  asked.limit = limit;
  std::vector<ServiceId> ids;
  for (const auto& found : search_services(office, asked).found) ids.push_back(found.id);
  std::vector<Suggestion> list;
  office.db.read([&](db::Session& session) {
    for (const auto& s : list_services_by_id(session, ids)) {
      list.push_back({Suggestion::Kind::service, s.name, s.id.text(), 1});
    }
  });
  return list;
}

}  // namespace gishe::directory
