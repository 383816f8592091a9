#pragma once
#include <string>

#include "base/clock.h"
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "platform/jobs/once.h"
#include "platform/jobs/rules.h"
#include "platform/ledger/ledger.h"
#include "platform/post/post.h"
#include "platform/secrets/secrets.h"

namespace gishe {

/// What an act needs to do its work: the database, the keys, the clock. One a process, handed down by reference.
struct Office {
  db::Database& db;
  const secrets::Vault& vault;
  const Clock& clock;
  std::string public_address = "http://127.0.0.1:8080";  // for QR codes, letters and messages; no slash at the end

  Day today() const { return clock.today(); }
  Instant now() const { return clock.now(); }
  /// A ledger line in this transaction.
  void note(db::Tx& tx, const Actor& actor, const ledger::Line& line) const {
    ledger::append(tx, vault, clock, actor, line);
  }
};

}  // namespace gishe
