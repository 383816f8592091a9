#pragma once
#include "platform/access/seen.h"

// The one condition "this person's row exists for these eyes": p is person; bind first municipality, highest level,
// account, 1 when the account must be on the team (visible_args' order).
#define DEPARTURE_VISIBLE " p.municipality = $1 AND" GISHE_FILE_SEEN_BY_TEAM("p")
