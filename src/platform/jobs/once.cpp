#include "platform/jobs/once.h"

#include "platform/secrets/secrets.h"

namespace gishe::jobs {
namespace {

constexpr std::int64_t kept_seconds = 30 * 24 * 3600;

const db::Query q_find{"jobs.find_done",
                       "SELECT act, content_digest, answer FROM done_once WHERE account_id = $1 AND key_hash = $2"};
const db::Query q_take{"jobs.take_key",
                       "INSERT INTO done_once (account_id, key_hash, act, content_digest, answer, done_at) "
                       "VALUES ($1, $2, $3, $4, '', $5) ON CONFLICT (account_id, key_hash) DO NOTHING"};
const db::Query q_answer{"jobs.keep_answer",
                         "UPDATE done_once SET answer = $3 WHERE account_id = $1 AND key_hash = $2"};
const db::Query q_prune{"jobs.prune_done", "DELETE FROM done_once WHERE done_at < $1"};

}  // namespace

Result<std::string> once(db::Tx& tx, const Clock& clock, const Actor& actor, std::string_view key,
                         std::string_view act_name, std::string_view content_digest,
                         const std::function<Result<std::string>()>& act) {
  if (key.empty()) return act();
  const auto key_hash = secrets::digest(key);
  // The row is taken first: on PostgreSQL the second click of a pair waits here until the first has committed.
  const auto taken =
      tx.run(q_take, {actor.account, db::Blob{key_hash}, act_name, db::Blob{content_digest}, clock.now()});
  if (taken == 0) {
    std::string first_act, first_content, answer;
    tx.one(q_find, {actor.account, db::Blob{key_hash}}, [&](const db::Row& r) {
      first_act = r.string(0);
      first_content = r.string(1);
      answer = r.string(2);
    });
    if (first_act != act_name || first_content != content_digest) return key_used_differently;
    return answer;
  }
  auto result = act();
  // A refusal rolls the key back with everything else: the person may mend the form and send it again.
  if (result.ok()) tx.run(q_answer, {actor.account, db::Blob{key_hash}, *result});
  return result;
}

std::int64_t forget_old_keys(db::Tx& tx, const Clock& clock) {
  return tx.run(q_prune, {clock.now().plus_seconds(-kept_seconds)});
}

}  // namespace gishe::jobs
