#pragma once
#include "entries/entry_change.h"

/// An entry that does not work for a while, or never again: suspended until a day, closed for good, or reopened.
namespace gishe::entries {

inline constexpr int suspended_days_max = 730;

struct Stop {
  enum class What { suspend, close, reopen };
  What what = What::suspend;
  ServiceId service;
  std::int64_t version = 0;          // of the entry the form was made from
  std::string words;                 // why, and what to do instead, as people read it; none when reopening
  std::optional<Day> until;          // suspend: the last day it does not work
  std::optional<ServiceId> instead;  // close: another entry that does its work
};
Refusals why_not_stop(db::Session& session, const directory::Service& service, const Stop& stop, Day today);

/// Access: change_service. An editor suspends and closes at once; what a provider asks for, and every reopening, waits
/// for a second person like other changes. Refuses an entry that was merged into another one.
enum class Stopped { now, waits };
Result<Stopped> stop_entry(Office& office, const Actor& actor, const Stop& stop, std::string_view once_key);

/// Inside a transaction, access has been asked: `after` is `before` with the stop in it.
Result<Done> carry_out_stop(db::Tx& tx, Office& office, const directory::Service& before, directory::Service after);

}  // namespace gishe::entries
