#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "people/people.h"

/// The conflict list of a file: accounts for which the person does not exist, whatever their function (kinship, a
/// quarrel, the violent husband who works in the town hall). They are never told.
namespace gishe::people {

struct Barred {
  Colleague who;
  std::string reason, by;  // by: name of who barred
  Instant at;
};
struct Conflicts {
  Person person;
  std::vector<Barred> barred;
};
/// For those who may bar. Leaves a ledger line.
Result<Conflicts> open_conflicts(Office& office, const Actor& actor, const PersonId& id);

/// Ends the account's place on the team and among the named in the same transaction. Refuses last_named where nobody
/// would be left for a shielded file, already_barred, no_such_colleague. Barring oneself is allowed: it is how a
/// colleague says "she is my aunt".
Result<Done> bar_account(Office& office, const Actor& actor, const PersonId& id, std::string_view email,
                         std::string_view reason, std::string_view once_key);
/// Gives back nothing that barring took: team and naming start anew.
Result<Done> lift_bar(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                      std::string_view reason, std::string_view once_key);

}  // namespace gishe::people
