#pragma once
#include "own_file/own_access.h"

/// Every statement on own_access. A row says only that somebody has an account; what it opens is asked of people.
namespace gishe::own_file::store {

void insert(db::Tx& tx, const OwnAccess& row);
/// False when it was ended before. `by` nil: nobody ended it, its mandate was over.
bool end(db::Tx& tx, const OwnAccess& row, const AccountId& by, std::string_view reason, Instant at);

std::optional<OwnAccess> find(db::Session& session, const MunicipalityCode& municipality, const OwnAccessId& id);
/// Open ones of an account, oldest first; at most 30.
std::vector<OwnAccess> list_of_account(db::Session& session, const MunicipalityCode& municipality,
                                       const AccountId& account);
/// Of a file, ended ones too, newest first; at most 50.
std::vector<OwnAccess> list_of_person(db::Session& session, const MunicipalityCode& municipality,
                                      const PersonId& person);
/// Who an account belongs to, by the access that was ever opened with it.
std::optional<PersonId> find_holder(db::Session& session, const MunicipalityCode& municipality,
                                    const AccountId& account);
/// The account somebody reads with now.
std::optional<AccountId> find_account(db::Session& session, const MunicipalityCode& municipality,
                                      const PersonId& holder);

}  // namespace gishe::own_file::store
