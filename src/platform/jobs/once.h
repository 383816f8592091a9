#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/actor.h"
#include "base/clock.h"
#include "base/refusal.h"
#include "platform/db/db.h"

namespace gishe::jobs {

/// A key that has been used for something else (another act, or other content).
inline constexpr RefusalCode key_used_differently{"key_used_differently", 422};

/// Runs `act` once per (account, key); a second call with the same key gives back the first one's answer and changes
/// nothing. `act_name` and `content_digest` must be the same as the first time, else key_used_differently.
/// An empty key means: no promise, just run. Keys are kept 30 days. Every form carries one, so a double click is
/// harmless.
Result<std::string> once(db::Tx& tx, const Clock& clock, const Actor& actor, std::string_view key,
                         std::string_view act_name, std::string_view content_digest,
                         const std::function<Result<std::string>()>& act);

/// Drops keys older than 30 days; how many. For a daily job.
std::int64_t forget_old_keys(db::Tx& tx, const Clock& clock);

}  // namespace gishe::jobs
