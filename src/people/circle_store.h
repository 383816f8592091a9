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
bool is_named_anywhere(db::Session& session, const AccountId& account);
bool unname_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account);
void unname_all(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person);
/// To give an account access, or to take it away.
enum class Kind { name, unname };
struct ProposalRow {
  AccountId account, proposed_by;
  Kind kind = Kind::name;
};
/// Those that wait for an answer; oldest first, at most 20.
std::vector<ProposalRow> list_proposals(db::Session& session, const MunicipalityCode& municipality,
                                        const PersonId& person);
/// False when the same is proposed already.
bool propose_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const ProposalRow& row,
                     Instant at);
/// row: the proposal's account and kind.
void answer_proposal(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const ProposalRow& row,
                     const AccountId& by, bool confirmed, Instant at);
/// Who is named is counted and changed by one transaction at a time.
void lock_named(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person);
/// What waits, all of it or what one account proposed and its own removal: lifting the shield empties the list, and who
/// is no longer named proposes nobody.
void drop_proposals(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person,
                    const std::optional<AccountId>& by = std::nullopt);
/// False when somebody changed the row since person.version. The number of a shielded file is set apart, so that
/// registering it again does not tell. Throws db::Conflict when a file out of the shield holds the same number.
bool set_sensitivity(db::Tx& tx, const Person& person, Sensitivity level, Instant at);

}  // namespace gishe::people::store
