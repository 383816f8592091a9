#include "platform/ledger/checkpoint.h"

#include <fmt/format.h>

#include <sstream>

#include "base/text.h"

namespace gishe::ledger {
namespace {

const db::Query q_heads{"ledger.heads", "SELECT lane, seq, hash FROM ledger_head ORDER BY lane"};
const db::Query q_last{"ledger.checkpoint_last",
                       "SELECT seq, body, signature FROM ledger_checkpoint ORDER BY seq DESC LIMIT 1"};
const db::Query q_add{"ledger.checkpoint_add",
                      "INSERT INTO ledger_checkpoint (seq, at, body, signature) VALUES ($1, $2, $3, $4)"};

constexpr std::string_view title = "gishe ledger checkpoint 1";

std::string heads_as_lines(db::Session& session) {
  std::string lines;
  session.each(q_heads, {}, [&](const db::Row& r) {
    lines += fmt::format("lane {} seq {} hash {}\n", r.integer(0), r.integer(1), text::hex(r.text(2)));
  });
  return lines;
}

std::string to_keep(const std::string& body, std::string_view signature, const secrets::Vault& vault) {
  return fmt::format("{}signature {}\nkey {}\n", body, text::hex(signature), text::hex(vault.public_key()));
}

}  // namespace

std::string sign_checkpoint(db::Tx& tx, const secrets::Vault& vault, const Clock& clock) {
  std::int64_t seq = 1;
  std::string previous_body, previous_signature;
  tx.one(q_last, {}, [&](const db::Row& r) {
    seq = r.integer(0) + 1;
    previous_body = r.string(1);
    previous_signature = r.string(2);
  });
  const auto heads = heads_as_lines(tx);
  if (!previous_body.empty() && previous_body.ends_with("\n" + heads)) {
    return to_keep(previous_body, previous_signature, vault);  // nothing happened since
  }
  const auto now = clock.now();
  const auto body = fmt::format("{}\nseq {}\nat {}\nprevious {}\n{}", title, seq, now.iso(),
                                text::hex(secrets::digest(previous_body)), heads);
  const auto signature = vault.sign(body);
  tx.run(q_add, {seq, now, body, db::Blob{signature}});
  return to_keep(body, signature, vault);
}

std::optional<Checkpoint> read_checkpoint(const std::string& body) {
  std::istringstream in(body);
  std::string line, word, ignored;
  Checkpoint read;
  if (!std::getline(in, line) || line != title) return std::nullopt;
  if (!(in >> word >> read.seq) || word != "seq") return std::nullopt;
  if (!(in >> word >> ignored) || word != "at") return std::nullopt;
  if (!(in >> word >> read.previous_hex) || word != "previous") return std::nullopt;
  while (in >> word) {
    Verdict::Head head{};
    if (word != "lane" || !(in >> head.lane >> word >> head.seq >> word >> head.hash_hex)) return std::nullopt;
    read.heads.push_back(head);
  }
  return read;
}

}  // namespace gishe::ledger
