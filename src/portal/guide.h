#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The guided questions: five, one a page, all answers in the address. Pure: which question comes, what may be
/// answered.
namespace gishe::portal {

enum class Step { who, need, age, place, soon };
inline constexpr int steps = 5;
std::string_view name_of(Step step);  // as in addresses and in locale "portal.guide.NAME"

/// What was answered so far; empty: not yet. "any" says "I would rather not say" (need, age, place).
struct Guided {
  std::string who;    // me, relative, child
  std::string need;   // code of a need, or any
  std::string age;    // years in the middle of the group, or any
  std::string place;  // as typed, or any
};
/// The question to show: the first that is not answered well, at most the one that was asked for.
Step next_step(const Guided& answers, int asked_for, const std::vector<std::string>& needs);

/// The needs that this person may have, of all there are, in their order.
std::vector<std::string> needs_for(std::string_view who, const std::vector<std::string>& needs);
struct AgeGroup {
  std::string_view years;  // the value, in the middle of the group
  std::string_view key;    // locale "portal.guide.age.KEY"
};
std::vector<AgeGroup> ages_for(std::string_view who);

}  // namespace gishe::portal
