#pragma once
#include "agreements/gap.h"
#include "platform/access/access.h"

namespace gishe::agreements {

struct Found {
  Gap gap = Gap::none_here;
  std::vector<Candidate> own, elsewhere;  // best first
};
inline constexpr std::size_t candidates_shown_max = 60;

/// Own municipality, then its zones, the district, the forty nearest municipalities beyond, until 60 are found. Places
/// that are not shown come only if they say they serve us, without where they are.
Found find_who_has(db::Session& session, const Wanted& wanted);

}  // namespace gishe::agreements
