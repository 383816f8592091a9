#include "platform/ledger/ledger.h"

#include <optional>
#include <stdexcept>

#include "platform/ledger/line.h"

namespace gishe::ledger {
namespace {

/// SQLite has one writer, hence one lane. On PostgreSQL a transaction stays on the lane it moved already (its own row
/// version bears its number), else takes the first that nobody holds.
const db::Query q_free_head{"ledger.free_head", "SELECT lane, seq, hash FROM ledger_head WHERE lane = 0",
                            "SELECT lane, seq, hash FROM ledger_head "
                            "ORDER BY (CAST(CAST(xmin AS TEXT) AS BIGINT) = txid_current() % 4294967296) DESC, lane "
                            "LIMIT 1 FOR UPDATE SKIP LOCKED"};
/// Only PostgreSQL comes here, when every lane is held: waits for the account's own.
const db::Query q_wait_head{"ledger.wait_head", "SELECT lane, seq, hash FROM ledger_head WHERE lane = $1",
                            "SELECT lane, seq, hash FROM ledger_head WHERE lane = $1 FOR UPDATE"};
const db::Query q_append{"ledger.append",
                         "INSERT INTO ledger (lane, seq, at, municipality, subject, account_id, body, prev, hash) "
                         "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_by_subject{"ledger.by_subject",
                             "SELECT lane, seq, at, body FROM ledger WHERE municipality = $1 AND subject = $2 "
                             "ORDER BY at DESC, lane, seq DESC LIMIT $3"};

constexpr int lanes_on_postgresql = 32;

struct Head {
  int lane = 0;
  std::int64_t seq = 0;
  std::string hash;
};

Head take_head(db::Tx& tx, const AccountId& account) {
  Head head;
  const auto read = [&](const db::Row& r) { head = {static_cast<int>(r.integer(0)), r.integer(1), r.string(2)}; };
  if (tx.one(q_free_head, {}, read)) return head;
  const int lane = account.value.bytes[15] % lanes_on_postgresql;
  if (!tx.one(q_wait_head, {lane}, read)) throw std::logic_error("the ledger has no heads");
  return head;
}

template <class Id>
std::optional<Uuid> unless_nil(const Id& id) {
  if (id.is_nil()) return std::nullopt;
  if constexpr (std::is_same_v<Id, Uuid>)
    return id;
  else
    return id.value;
}

}  // namespace

void append(db::Tx& tx, const secrets::Vault& vault, const Clock& clock, const Actor& actor, const Line& line) {
  const auto head = take_head(tx, actor.account);
  const auto at = clock.now();
  const auto seq = head.seq + 1;
  const auto body = write_body(vault, actor, line, head.lane, at);
  const auto hash = chain_hash(seq, head.hash, body);
  tx.run(q_append, {head.lane, seq, at, line.municipality, unless_nil(line.subject), unless_nil(actor.account), body,
                    db::Blob{head.hash}, db::Blob{hash}});
}

std::vector<Entry> list_for_subject(db::Session& session, const MunicipalityCode& municipality, const Uuid& subject,
                                    int limit) {
  std::vector<Entry> entries;
  session.each(q_by_subject, {municipality, subject, limit}, [&](const db::Row& r) {
    entries.push_back({static_cast<int>(r.integer(0)), r.integer(1), r.instant(2), r.string(3)});
  });
  return entries;
}

}  // namespace gishe::ledger
