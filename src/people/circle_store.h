#pragma once
#include <vector>

#include "people/people.h"

/// Statements on person_team and person_named beyond joining, and on the level of a file. For acts that asked access.
namespace gishe::people::store {

/// At most 50 each.
std::vector<AccountId> list_team(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
std::vector<AccountId> list_named(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// False when the account was not there.
bool leave_team(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
                Day until);
bool unname_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account);
void unname_all(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person);
/// False when somebody changed the row since person.version. The number of a shielded file is set apart, so that
/// registering it again does not tell. Throws db::Conflict when a file out of the shield holds the same number.
bool set_sensitivity(db::Tx& tx, const Person& person, Sensitivity level, Instant at);

}  // namespace gishe::people::store
