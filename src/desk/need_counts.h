#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "desk/desk.h"

/// What was asked for and what came of it, as numbers that cannot be taken apart again.
namespace gishe::desk {

/// True counts; never leave this folder.
struct TrueCount {
  std::string place, need;
  std::int64_t asked = 0, met = 0, waiting = 0, unmet = 0;
};
inline constexpr std::int64_t smallest_shown = 5;

/// Hides numbers under smallest_shown, and further ones of the same row until what is hidden is at least two numbers
/// and together at least smallest_shown: asked minus the shown parts then tells nothing. (asked also holds withdrawn
/// lines and those sent to a state desk; that part is never shown.)
NeedCount suppress(const TrueCount& count);

/// Grouped in one statement for ordinary people and one for shielded ones, who are counted by district only.
std::vector<TrueCount> count_lines(db::Session& session, const std::vector<MunicipalityCode>& municipalities, Day from,
                                   Day until);

}  // namespace gishe::desk
