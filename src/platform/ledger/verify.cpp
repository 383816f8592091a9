#include <fmt/format.h>

#include "base/text.h"
#include "platform/ledger/checkpoint.h"
#include "platform/ledger/ledger.h"
#include "platform/ledger/line.h"

namespace gishe::ledger {
namespace {

constexpr int rows_a_page = 1'000;

const db::Query q_heads{"ledger.verify_heads", "SELECT lane, seq, hash FROM ledger_head ORDER BY lane"};
const db::Query q_page{"ledger.verify_page",
                       "SELECT seq, at, municipality, subject, account_id, body, prev, hash FROM ledger "
                       "WHERE lane = $1 AND seq > $2 ORDER BY seq LIMIT $3"};
const db::Query q_strays{"ledger.verify_strays",
                         "SELECT count(*) FROM ledger WHERE lane NOT IN (SELECT lane FROM ledger_head)"};
const db::Query q_checkpoints{
    "ledger.verify_checkpoints",
    "SELECT seq, body, signature FROM ledger_checkpoint WHERE seq > $1 ORDER BY seq LIMIT $2"};
const db::Query q_hash{"ledger.verify_hash", "SELECT hash FROM ledger WHERE lane = $1 AND seq = $2"};

/// Walks everything and remembers the first thing that is wrong.
class Walk {
 public:
  Walk(db::Session& session, const secrets::Vault& vault, const std::function<void(std::int64_t)>& progress)
      : m_session(session), m_vault(vault), m_progress(progress) {}

  Verdict run() {
    struct Kept {
      int lane;
      std::int64_t seq;
      std::string hash;
    };
    std::vector<Kept> heads;
    m_session.each(q_heads, {}, [&](const db::Row& r) {
      heads.push_back({static_cast<int>(r.integer(0)), r.integer(1), r.string(2)});
    });
    if (heads.empty()) fault("the ledger has no heads");
    for (const auto& head : heads) {
      if (good()) walk_lane(head.lane, head.seq, head.hash);
    }
    if (good() && m_session.count(q_strays, {}) > 0) fault("there are lines in lanes that do not exist");
    if (good()) walk_checkpoints();
    m_verdict.good = good();
    return std::move(m_verdict);
  }

 private:
  bool good() const { return m_verdict.first_fault.empty(); }
  void fault(std::string what) {
    if (good()) m_verdict.first_fault = std::move(what);
  }

  void walk_lane(int lane, std::int64_t head_seq, const std::string& head_hash) {
    std::int64_t seq = 0;
    std::string hash(32, '\0');
    for (bool more = true; more && good();) {
      int got = 0;
      m_session.each(q_page, {lane, seq, rows_a_page}, [&](const db::Row& r) {
        ++got;
        if (!good()) return;
        if (const char* wrong = why_wrong(r, lane, seq + 1, hash)) {
          fault(fmt::format("lane {}, line {}: {}", lane, seq + 1, wrong));
          return;
        }
        seq += 1;
        hash = r.string(7);
        m_verdict.rows += 1;
      });
      more = got == rows_a_page;
      if (m_progress) m_progress(m_verdict.rows);
    }
    if (seq != head_seq || hash != head_hash) {
      fault(fmt::format("lane {}, line {}: the lane ends here, but its head says {}", lane, seq, head_seq));
    }
    m_verdict.heads.push_back({lane, seq, text::hex(hash)});
  }

  static const char* why_wrong(const db::Row& r, int lane, std::int64_t seq, const std::string& prev) {
    if (r.integer(0) != seq) return "a line is missing before the next";
    if (r.text(6) != prev) return "it does not follow the line before";
    const auto body = r.string(5);
    if (r.text(7) != chain_hash(seq, prev, body)) return "the hash does not follow from its content";
    const auto said = read_body(body);
    const auto id = [&](int column) { return r.null(column) ? std::string() : r.uuid(column).text(); };
    if (!said || said->lane != lane || said->at != r.integer(1) || said->municipality != r.text(2) ||
        said->subject != id(3) || said->account != id(4)) {
      return "the columns beside its content say something else";
    }
    return nullptr;
  }

  void walk_checkpoints() {
    std::string previous;
    std::int64_t seq = 0;
    for (bool more = true; more && good();) {
      std::vector<std::string> bodies, signatures;
      m_session.each(q_checkpoints, {seq, rows_a_page}, [&](const db::Row& r) {
        bodies.push_back(r.string(1));
        signatures.push_back(r.string(2));
      });
      for (std::size_t i = 0; i < bodies.size() && good(); ++i) {
        check(++seq, bodies[i], signatures[i], previous);
        previous = bodies[i];
      }
      more = bodies.size() == rows_a_page;
    }
  }

  void check(std::int64_t seq, const std::string& body, const std::string& signature, const std::string& previous) {
    const auto wrong = [&](std::string_view why) { fault(fmt::format("checkpoint {}: {}", seq, why)); };
    if (!secrets::Vault::verify(signature, body, m_vault.public_key())) return wrong("its signature is not ours");
    const auto read = read_checkpoint(body);
    if (!read || read->seq != seq) return wrong("its text is not a checkpoint of this number");
    if (read->previous_hex != text::hex(secrets::digest(previous))) return wrong("it does not follow the one before");
    for (const auto& head : read->heads) {
      std::string hash(32, '\0');
      if (head.seq > 0 &&
          !m_session.one(q_hash, {head.lane, head.seq}, [&](const db::Row& r) { hash = r.string(0); })) {
        return wrong(fmt::format("lane {}, line {} is gone", head.lane, head.seq));
      }
      if (text::hex(hash) != head.hash_hex) return wrong(fmt::format("lane {}, line {} differs", head.lane, head.seq));
    }
    m_verdict.checkpoints += 1;
  }

  db::Session& m_session;
  const secrets::Vault& m_vault;
  const std::function<void(std::int64_t)>& m_progress;
  Verdict m_verdict;
};

}  // namespace

Verdict verify(db::Session& session, const secrets::Vault& vault, const std::function<void(std::int64_t)>& progress) {
  return Walk(session, vault, progress).run();
}

}  // namespace gishe::ledger
