#pragma once
#include "own_file/own_access.h"
#include "platform/office/act.h"

/// What access must know: the tie of an account to its own file, and of the desk to a person's.
namespace gishe::own_file {

/// Facts of the file behind this access for the account that holds it: Relation::self while the access is open and its
/// mandate holds that day. Nullopt when there is no such file.
std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const OwnAccess& own, Day today);

/// The person and the rule that lets this actor do this at the desk; else not_found or not_your_function.
struct Allowed {
  people::Person person;
  const char* rule;
};
Result<Allowed> allowed_person(db::Session& session, const Actor& actor, access::Action action, const PersonId& id);

}  // namespace gishe::own_file
