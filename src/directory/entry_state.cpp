#include "directory/entry_state.h"

#include <algorithm>
#include <array>

namespace gishe::directory {

std::span<const Transition> transitions() {
  static constexpr std::array<Transition, 17> table{{
      {"suggested", "draft", Hand::editor},
      {"suggested", "archived", Hand::editor},
      {"draft", "in_review", Hand::owner},
      {"draft", "archived", Hand::owner},
      {"in_review", "draft", Hand::second_person},
      {"in_review", "published", Hand::second_person},
      {"published", "needs_update", Hand::clock},
      {"needs_update", "published", Hand::owner},
      {"published", "suspended", Hand::editor},
      {"needs_update", "suspended", Hand::editor},
      {"suspended", "published", Hand::second_person},
      {"suspended", "needs_update", Hand::clock},
      {"published", "archived", Hand::editor},
      {"needs_update", "archived", Hand::editor},
      {"suspended", "archived", Hand::editor},
      {"in_review", "archived", Hand::editor},
      {"archived", "published", Hand::second_person},
  }};
  return table;
}

bool may_move(std::string_view from, std::string_view to, Hand by) {
  // An import brings entries that were published elsewhere; an administrator who runs it answers for that.
  if (by == Hand::import) return is_listed(to) || to == "suspended" || to == "archived";
  const auto rows = transitions();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Transition& t) { return t.from == from && t.to == to && t.by == by; });
}

bool is_listed(std::string_view state) { return state == "published" || state == "needs_update"; }

}  // namespace gishe::directory
