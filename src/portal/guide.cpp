#include "portal/guide.h"

#include <algorithm>

namespace gishe::portal {
namespace {

// Needs that only a child, or only somebody grown up has. Any other may be anybody's.
constexpr std::string_view of_children[] = {"child_development", "day_care_child_disability"};
constexpr std::string_view of_adults[] = {"cannot_care_for_self",
                                          "day_care_older_person",
                                          "day_care_disability",
                                          "parenting_support",
                                          "job_skills",
                                          "debts_advice",
                                          "heating"};
constexpr AgeGroup child_ages[] = {{"3", "to_6"}, {"10", "to_13"}, {"16", "to_17"}};
constexpr AgeGroup adult_ages[] = {{"24", "to_29"}, {"45", "to_64"}, {"72", "from_65"}};

bool among(const auto& list, std::string_view value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

bool answered(const Guided& g, Step step, const std::vector<std::string>& needs) {
  switch (step) {
    case Step::who:
      return g.who == "me" || g.who == "relative" || g.who == "child";
    case Step::need:
      return g.need == "any" || among(needs_for(g.who, needs), g.need);
    case Step::age: {
      const auto ages = ages_for(g.who);
      return g.age == "any" ||
             std::any_of(ages.begin(), ages.end(), [&](const AgeGroup& a) { return a.years == g.age; });
    }
    case Step::place:
      return !g.place.empty();
    case Step::soon:
      break;
  }
  return false;
}

}  // namespace

std::string_view name_of(Step step) {
  constexpr std::string_view names[steps] = {"who", "need", "age", "place", "soon"};
  return names[static_cast<int>(step)];
}

Step next_step(const Guided& answers, int asked_for, const std::vector<std::string>& needs) {
  const int last = std::clamp(asked_for, 1, steps) - 1;
  for (int i = 0; i < last; ++i) {
    if (!answered(answers, static_cast<Step>(i), needs)) return static_cast<Step>(i);
  }
  return static_cast<Step>(last);
}

std::vector<std::string> needs_for(std::string_view who, const std::vector<std::string>& needs) {
  std::vector<std::string> fitting;
  for (const auto& need : needs) {
    if (who == "child" ? !among(of_adults, need) : !among(of_children, need)) fitting.push_back(need);
  }
  return fitting;
}

std::vector<AgeGroup> ages_for(std::string_view who) {
  if (who == "child") return {std::begin(child_ages), std::end(child_ages)};
  std::vector<AgeGroup> ages;
  if (who == "relative") ages.assign(std::begin(child_ages), std::end(child_ages));
  if (who == "me") ages.push_back(child_ages[2]);
  ages.insert(ages.end(), std::begin(adult_ages), std::end(adult_ages));
  return ages;
}

}  // namespace gishe::portal
