#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "people/people.h"

/// Who beside its registrar may open a file, and how guarded it is. Each verb: access → rule → store → ledger, in one
/// transaction.
namespace gishe::people {

/// An account that one of those named wants to name, too, or to take off.
struct Proposal {
  Colleague account, by;
  bool removal = false;
};
struct Circle {
  Person person;
  std::vector<Colleague> team;        // a social worker opens only files of her team
  std::vector<Colleague> named;       // of a shielded file: the only ones for whom it exists
  std::vector<Proposal> proposals;    // for the shielded file: they wait for another of those named
  std::vector<Colleague> colleagues;  // of this town hall, not yet on the team
};
/// For those who may change the team. Leaves a ledger line: it says who knows about somebody.
Result<Circle> open_circle(Office& office, const Actor& actor, const PersonId& id);

/// `email`: of an account with a post at the desk of this municipality; else no_such_colleague.
Result<Done> join_team(Office& office, const Actor& actor, const PersonId& id, std::string_view email,
                       std::string_view once_key);
Result<Done> leave_team(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                        std::string_view once_key);

/// Shielded files only (not_shielded): a provider's account, too, must be named before a referral can be sent there.
/// The only one named adds the second alone; from then on it is a proposal that another of those named confirms
/// (docs/decisions/2026-11-22-naming-by-two.md).
Result<Done> name_account(Office& office, const Actor& actor, const PersonId& id, std::string_view email,
                          std::string_view once_key);
enum class Naming { confirmed, declined };
/// By anybody named who may open the file. Who proposed may take it back (declined), not confirm it (needs_another).
Result<Done> answer_naming(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                           Naming answer, std::string_view once_key);
/// Oneself at once, and an account that opens no files (closed, a provider's); another one by two: it is a proposal
/// that a second named account confirms, with two named the one it is about. Refuses last_named: a file for nobody's
/// eyes could never be opened again.
Result<Done> unname_account(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                            std::string_view once_key);

struct SensitivityChange {
  PersonId person;
  std::int64_t level = 0;  // 2 personal, 3 sensitive, 4 shielded
  std::string reason;      // in words; kept as a keyed hash in the ledger
  std::int64_t version = 0;
};
/// Applications, tasks and referrals of the person follow in the same transaction. Who shields a file is the first
/// account named for it; lifting the shield empties the list of named accounts.
Result<Done> change_sensitivity(Office& office, const Actor& actor, const SensitivityChange& change,
                                std::string_view once_key);

}  // namespace gishe::people
