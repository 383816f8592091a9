#pragma once
#include "directory/directory.h"

/// Statements on services that pages and acts of this folder need beside the door.
namespace gishe::directory {

/// Replaces what the provider may change itself; false when `version` is no longer the one stored.
bool store_contact(db::Tx& tx, const NewContact& contact, std::string_view state, Day confirmed_on, Instant at);
/// Writes and tells nobody; for store_service, which tells when all is written.
void put_capacity(db::Tx& tx, const ServiceId& service, const Capacity& capacity);
void store_capacity(db::Tx& tx, const ServiceId& service, const Capacity& capacity, Instant at);
/// Tells the listener of directory.h.
void tell_changed(db::Tx& tx, const EntryChange& change);
/// Papers of an entry that only words describe, no code of ours.
struct Remains {
  std::vector<std::string> papers;
};
Remains find_remains(db::Session& session, const ServiceId& service);

}  // namespace gishe::directory
