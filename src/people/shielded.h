#pragma once
#include <string_view>
#include <vector>

#include "people/people.h"

namespace gishe::people {

/// A number was registered that a shielded (L4) file already holds: the file's own ledger gets a line and the accounts
/// named for it a message. The one who registered learns nothing (docs/decisions/2026-11-22-shielded-duplicates.md).
void tell_named_accounts(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                         std::string_view kind, std::string_view hash, const PersonId& registered);

/// Of those named, who can say yes or no to a proposal: a closed account and a provider's are waited for by nobody.
std::vector<AccountId> who_can_answer(db::Session& session, std::vector<AccountId> named);

/// A message without content: that something waits in Gishe, and where to sign in.
void tell(db::Tx& tx, const Office& office, const std::vector<AccountId>& accounts, std::string_view kind);

/// Any account by its address, through the port app/wiring set.
std::optional<AccountId> find_account(db::Session& session, std::string_view email);
/// Desk and referrals copy a file's level and who may see it.
void let_follow(db::Tx& tx, const Person& person, Sensitivity level);

}  // namespace gishe::people
