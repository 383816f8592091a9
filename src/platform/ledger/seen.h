#pragma once
#include <string>
#include <vector>

#include "platform/ledger/ledger.h"

/// Questions of the data protection officer, answered by index: a million lines must not be read for one account.
namespace gishe::ledger {

/// What an account did to one record within a time.
struct Seen {
  Uuid subject;
  std::string action;
  std::int64_t times = 0;
  Instant first, last;
};
/// Lines of this account about records of this kind in this municipality, `from` included, `until` not; latest first,
/// at most `limit`.
std::vector<Seen> list_seen_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account,
                               std::string_view kind, Instant from, Instant until, int limit);

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
