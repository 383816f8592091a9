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
  /// Shows something of a person: `f(db::Session&, ledger::Line&)` reads one snapshot beside those who write and fills
  /// the line, which is on disk before the answer leaves. A refusal leaves no line.
  template <class F>
  auto open(const Actor& actor, F&& f) {
    ledger::Line line;
    auto seen = db.read([&](db::Session& session) { return f(session, line); });
    if (seen.ok()) db.write_before_answer([this, actor, line](db::Tx& tx) { note(tx, actor, line); });
    return seen;
  }
};

}  // namespace gishe
