#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/clock.h"
#include "platform/db/db.h"
#include "platform/secrets/secrets.h"

/// Who did what: append-only, hash-chained, written in the same transaction as the change (shared/security.md §6).
/// Names of people and values of fields never enter it: persons stand by pseudonym, changed fields by name and salted
/// hash.
namespace gishe::ledger {

struct Change {
  std::string field;
  std::string old_value, new_value;  // only their keyed hashes are kept
};

struct Line {
  std::string action;             // "referral.sent", "person.opened"
  MunicipalityCode municipality;  // whose record
  std::string kind;               // "referral", "person", …; empty when there is no record
  Uuid subject;                   // the record; for a person: its pseudonym
  std::string rule;               // which access row allowed it (Decision::rule)
  std::string reason;             // purpose or reason code given by the actor; never free text about a person
  std::vector<Change> changes;
};

/// Appends to the chain inside `tx`. If it cannot be written the transaction fails.
void append(db::Tx& tx, const secrets::Vault& vault, const Clock& clock, const Actor& actor, const Line& line);

struct Entry {
  int lane;
  std::int64_t seq;
  Instant at;
  std::string body;  // canonical JSON as chained
};
/// Of one record, newest first; at most `limit`.
std::vector<Entry> list_for_subject(db::Session& session, const MunicipalityCode& municipality, const Uuid& subject,
                                    int limit);

struct Verdict {
  bool good = false;
  std::int64_t rows = 0;
  std::int64_t checkpoints = 0;
  std::string first_fault;  // "lane 0, line 42: the hash does not follow from its content"
  struct Head {
    int lane;
    std::int64_t seq;
    std::string hash_hex;
  };
  std::vector<Head> heads;
};
/// Walks every lane from the start and every checkpoint. `progress(rows done)` now and then.
Verdict verify(db::Session& session, const secrets::Vault& vault,
               const std::function<void(std::int64_t)>& progress = {});

/// Signs the heads of all lanes together; the text is what should be kept off the machine.
std::string sign_checkpoint(db::Tx& tx, const secrets::Vault& vault, const Clock& clock);

}  // namespace gishe::ledger
