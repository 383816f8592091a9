#pragma once
#include <string>

#include "desk/desk.h"

namespace gishe::desk {

/// What an application already has when it comes from outside: its id, number and secret, and when it was sent.
struct Arrival {
  ApplicationId id;
  std::string number, secret_hash;
  Instant received_at;
  Day received_on;
};
/// Inside somebody else's transaction: access → references → rows → ledger. The text was judged before.
Result<Done> take_in(db::Tx& tx, Office& office, const Actor& actor, const NewApplication& application,
                     const Arrival& arrival);

}  // namespace gishe::desk
