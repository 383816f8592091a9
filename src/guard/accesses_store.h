#pragma once
#include <string>
#include <vector>

#include "guard/guard.h"

/// Lines of the ledger together with the files they are about: what is hidden is left out before anything is counted.
namespace gishe::guard::store {

/// What an account did to one file within a time.
struct SeenFile {
  Uuid subject;
  std::string action;
  std::int64_t times = 0;
  Instant first, last;
  std::string name;
};
/// What this account did to the files this scope may speak of, by file and verb; latest first, at most `limit`.
std::vector<SeenFile> list_seen_by(db::Session& session, const access::Scope& scope, const AccountId& account,
                                   Instant from, Instant until, int limit);

}  // namespace gishe::guard::store
