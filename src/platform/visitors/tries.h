#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/refusal.h"
#include "platform/db/db.h"
#include "platform/secrets/secrets.h"

/// Wrong tries at the public pages that open by number and secret. Kept by keyed hash of (number, network) and of the
/// network alone: the table tells nobody who tried what. All such pages count together.
namespace gishe::visitors {

inline constexpr int free_tries = 3;  // after these each wrong try doubles the wait, from 30 s up to an hour
/// Seconds to wait after so many wrong tries. Pure.
std::int64_t wait_seconds(std::int64_t wrong);

struct TriedAt {
  MunicipalityCode municipality;  // empty where the number names none
  std::string pair, network;
};
TriedAt tried_at(const secrets::Vault& vault, const MunicipalityCode& municipality, std::string_view number,
                 std::string_view remote);

/// Seconds still to wait, even for the right secret; 0: go on.
std::int64_t still_to_wait(db::Session& session, const TriedAt& at, Instant now);
/// `too_many` with {minutes}, even for the right secret, until the wait is over.
std::optional<Refusal> why_wait(db::Session& session, const TriedAt& at, Instant now, const RefusalCode& too_many);
/// One more wrong try; those older than a day are forgotten.
void count_wrong_try(db::Tx& tx, const TriedAt& at, Instant now);

}  // namespace gishe::visitors
