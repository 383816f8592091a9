#pragma once
#include <string>
#include <vector>

#include "directory/directory.h"

/// How good an entry is, 0 to 100: 60 for completeness, 40 for freshness.
///   freshness(d) = 1 up to 183 days since it was confirmed, then falling evenly to 0 at 730 days; 0 when it never was.
///     As DORA, the data-quality dashboard of Open Referral UK, counts assurance: full to six months, nothing at two
///     years (facts.md §3.1).
///   completeness = the points of what is there: telephone 20, description of at least 60 letters 15, hours 15,
///     a kind 10, a place 10, who may use it 10, price 10, how to apply or what to bring 10. The weights are ours: what
///     somebody in need asks first weighs most.
namespace gishe::entries {

struct Gap {
  std::string what;  // locale "entries.gap.WHAT"
  int points = 0;    // the score would rise by
};
struct Quality {
  int score = 0;
  std::vector<Gap> gaps;  // what to mend first
};
Quality quality_of(const directory::Service& service, Day today);

/// Below this an entry stands in the editor's work.
inline constexpr int quality_low = 60;

/// The share of freshness that is left, in thousandths.
int freshness_of(const std::optional<Day>& confirmed_on, Day today);

}  // namespace gishe::entries
