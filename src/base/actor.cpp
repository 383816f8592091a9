#include "base/actor.h"

#include <array>

namespace gishe {

static constexpr std::array<std::string_view, function_count> names = {"none",
                                                                       "desk_officer",
                                                                       "social_worker",
                                                                       "provider_head",
                                                                       "supervisor",
                                                                       "mayor",
                                                                       "administrator",
                                                                       "machine",
                                                                       "directory_editor",
                                                                       "centre_manager",
                                                                       "provider_specialist",
                                                                       "crisis_worker",
                                                                       "commission_secretary",
                                                                       "child_protection",
                                                                       "data_protection",
                                                                       "zone_planner",
                                                                       "person_served"};

std::string_view function_name(Function f) { return names[static_cast<std::size_t>(f)]; }

std::optional<Function> function_from(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Function>(i);
  }
  return std::nullopt;
}

}  // namespace gishe
