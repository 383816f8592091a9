#pragma once
#include <string_view>

#include "people/people.h"

namespace gishe::people {

/// A number was registered that a shielded (L4) file already holds: the file's own ledger gets a line and the accounts
/// named for it a message. The one who registered learns nothing (docs/decisions/2026-11-22-shielded-duplicates.md).
void tell_named_accounts(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                         std::string_view kind, std::string_view hash, const PersonId& registered);

/// Name and address of an account, through the port app/wiring set; nullopt when it is unknown.
std::optional<Correspondent> find_correspondent(db::Session& session, const AccountId& account);

}  // namespace gishe::people
