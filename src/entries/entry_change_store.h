#pragma once
#include "entries/entry_change.h"

namespace gishe::entries {

void store_change(db::Tx& tx, const EntryChange& change);
/// State, note, decision and fields in place of those of `change.version`; false when that is no longer the one stored.
bool replace_change(db::Tx& tx, const EntryChange& change);
void add_step(db::Tx& tx, const EntryChange& change, const ChangeStep& step);

std::optional<EntryChange> find_change(db::Session& session, const MunicipalityCode& municipality,
                                       const EntryChangeId& id);
/// The one that waits or was returned.
std::optional<EntryChange> find_open_change(db::Session& session, const MunicipalityCode& municipality,
                                            const ServiceId& service);
/// Those that wait, oldest first, without their fields; at most `limit`.
struct WaitingChange {
  EntryChangeId id;
  ServiceId service;
  std::string kind, service_name, organisation_name;
  AccountId proposed_by;
  Instant proposed_at;
};
std::vector<WaitingChange> list_waiting_changes(db::Session& session, const MunicipalityCode& municipality, int limit);
std::vector<ChangeStep> list_steps(db::Session& session, const EntryChange& change);

}  // namespace gishe::entries
