#pragma once
#include <optional>
#include <string>
#include <vector>

#include "people/alarm.h"

/// Statements on person_barred, person_barring and person_alarm.
namespace gishe::people::store {

/// Somebody this account is barred from, in whatever municipality: for raising alarms, never for a screen. At most 50.
struct BarredFrom {
  Person person;
  std::vector<std::string> hashes;  // of her numbers
};
std::vector<BarredFrom> list_barred_from(db::Session& session, const AccountId& account);
bool is_barred(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
               const AccountId& account);

struct BarredRow {
  AccountId account;
  std::string reason;
  Instant barred_at;
  AccountId by;
};
/// Oldest first, at most 50.
std::vector<BarredRow> list_barred(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
struct BarringEvent {
  PersonId person;
  MunicipalityCode municipality;
  AccountId account, by;
  std::string reason;
  Instant at;
};
/// False when the account was barred, or was not, already.
bool bar_account(db::Tx& tx, const BarringEvent& event);
bool lift_bar(db::Tx& tx, const BarringEvent& event);

void insert_alarm(db::Tx& tx, const Alarm& alarm);
bool alarmed_since(db::Session& session, const MunicipalityCode& municipality, const PersonId& person, Instant since);
std::vector<Alarm> list_alarms(db::Session& session, const access::Scope& scope, int limit);
std::optional<Alarm> find_alarm(db::Session& session, const access::Scope& scope, const AlarmId& id);
std::int64_t count_unseen(db::Session& session, const access::Scope& scope);
void mark_seen(db::Tx& tx, const Alarm& alarm, const AccountId& by, Instant at);

}  // namespace gishe::people::store
