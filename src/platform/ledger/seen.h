#pragma once
#include <string>
#include <vector>

#include "platform/ledger/ledger.h"

/// Questions of the data protection officer, answered by index: a million lines must not be read for one account.
namespace gishe::ledger {

/// One line as the ledger says it.
struct Touch {
  Instant at;
  AccountId account;
  std::string action, function, reason;
};
/// Of one record, newest first; at most `limit`.
std::vector<Touch> list_touches(db::Session& session, const MunicipalityCode& municipality, const Uuid& subject,
                                Instant from, Instant until, int limit);

}  // namespace gishe::ledger
