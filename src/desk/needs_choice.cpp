#include "desk/needs_choice.h"

#include <algorithm>

namespace gishe::desk {
namespace {

/// How the needs stand together on the form; what no group names stands under the last.
constexpr std::pair<std::string_view, std::string_view> need_groups[] = {{"care", "cannot_care_for_self"},
                                                                         {"care", "rehabilitation_after_illness"},
                                                                         {"care", "day_care_older_person"},
                                                                         {"care", "day_care_disability"},
                                                                         {"care", "residential_care"},
                                                                         {"care", "disability_assessment"},
                                                                         {"children", "day_care_child_disability"},
                                                                         {"children", "child_development"},
                                                                         {"children", "parenting_support"},
                                                                         {"children", "family_conflict"},
                                                                         {"home", "heating"},
                                                                         {"home", "housing"},
                                                                         {"home", "violence_shelter"},
                                                                         {"home", "loneliness"},
                                                                         {"money", "social_benefits"},
                                                                         {"money", "debts_advice"},
                                                                         {"money", "job_skills"},
                                                                         {"money", "life_skills"},
                                                                         {"rights", "information"},
                                                                         {"rights", "rights_and_papers"}};

}  // namespace

std::vector<page::Values::Choice> grouped_needs(const words::Words& w, const std::vector<directory::Need>& needs,
                                                const std::vector<std::string>& chosen) {
  std::vector<page::Values::Choice> choices;
  const auto add = [&](const std::string& code, std::string_view group) {
    const bool ticked = std::find(chosen.begin(), chosen.end(), code) != chosen.end();
    choices.push_back({code, w("need." + code), {}, ticked, w("desk.need_group." + std::string(group))});
  };
  const auto known = [&](std::string_view code) {
    return std::any_of(needs.begin(), needs.end(), [&](const auto& need) { return need.code == code; });
  };
  for (const auto& [group, code] : need_groups) {
    if (known(code)) add(std::string(code), group);
  }
  for (const auto& need : needs) {
    const bool placed = std::any_of(std::begin(need_groups), std::end(need_groups),
                                    [&](const auto& one) { return one.second == need.code; });
    if (!placed) add(need.code, "rights");
  }
  return choices;
}

}  // namespace gishe::desk
