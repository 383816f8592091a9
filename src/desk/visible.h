#pragma once
#include "platform/access/seen.h"

// The scope of an application as SQL, the same words in every statement. The applications table is called a; bind
// first: municipality, highest level, account, 1 when the account must be on the team.
#define DESK_VISIBLE                         \
  " a.municipality = $1 AND " GISHE_SEEN_AT( \
      "a.sensitivity", "a.municipality",     \
      "a.person_id") " AND ($4 = 0 OR a.opened_by = $3 OR " GISHE_ON_TEAM_OF("a.municipality", "a.person_id") ") "

namespace gishe::desk {

using access::bound_level;
using access::bound_municipality;
using access::team_only;

}  // namespace gishe::desk
