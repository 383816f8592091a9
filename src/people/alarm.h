#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/people.h"

/// Who is barred from somebody (kinship, conflict) and looks for her all the same is not told anything; those who keep
/// her file are. Every look-up leaves one line of the ledger before its answer, and asks the barred list of its
/// account: so one that raises an alarm waits for the disk exactly as one that does not.
namespace gishe::people {

/// A file that was asked for by its id and answered not_found: noted like any look-up, whether it is there or not.
template <class T>
Result<T> or_note_refused(Office& office, const Actor& actor, const PersonId& id, Result<T> seen) {
  if (!seen && seen.refusals().front().is(not_found)) note_look_up(office, actor, {"opened", {}, {}, {}, id, ""});
  return seen;
}

struct Alarm {
  AlarmId id;
  Person person;
  AccountId account;
  std::string how, who;  // who: name of the account that looked
  Instant raised_at;
  std::optional<Instant> seen_at;
};
inline constexpr int alarms_max = 100;
/// Newest first, those not yet seen before the others; at most alarms_max. Leaves a ledger line.
Result<std::vector<Alarm>> open_alarms(Office& office, const Actor& actor);
Result<Done> mark_alarm_seen(Office& office, const Actor& actor, const AlarmId& id, std::string_view once_key);

}  // namespace gishe::people
