#pragma once
#include "directory/directory.h"

namespace gishe::entries {

/// The last day on which an entry with this update frequency had to be confirmed, to be fresh today (months of 30½
/// days: six months are 183, as in quality.h).
Day must_be_confirmed_since(int update_months, Day today);

/// One reminder of an entry and period; false: that one was sent before.
bool remember_reminder(db::Tx& tx, const directory::Service& service, Instant at);

}  // namespace gishe::entries
