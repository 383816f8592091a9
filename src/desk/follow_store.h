#pragma once
#include <optional>
#include <string_view>

#include "base/instant.h"
#include "platform/db/db.h"

/// Wrong tries at the public page.
namespace gishe::desk {

struct Tries {
  std::int64_t wrong = 0;
  Instant last_at;
};
std::optional<Tries> find_tries(db::Session& session, const MunicipalityCode& municipality, std::string_view key_hash);
void add_wrong_try(db::Tx& tx, const MunicipalityCode& municipality, std::string_view key_hash, Instant at);
/// At most 500 at a time.
void forget_tries(db::Tx& tx, Instant before);

}  // namespace gishe::desk
