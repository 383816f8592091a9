#include "platform/visitors/tries.h"

#include <algorithm>
#include <optional>

#include "platform/visitors/network.h"

namespace gishe::visitors {
namespace {

constexpr std::int64_t first_wait_seconds = 30, longest_wait_seconds = 3600, forget_after_seconds = 24 * 3600;
constexpr int free_tries_of_network = 20;  // a desk's visitors may share one

const db::Query q_find{"tries.find", "SELECT wrong, last_at FROM follow_try WHERE municipality = $1 AND key_hash = $2"};
const db::Query q_add{"tries.add",
                      "INSERT INTO follow_try (municipality, key_hash, wrong, last_at) VALUES ($1, $2, 1, $3)"
                      " ON CONFLICT (municipality, key_hash) DO UPDATE SET wrong = follow_try.wrong + 1, last_at = $3"};
const db::Query q_forget{"tries.forget",
                         "DELETE FROM follow_try WHERE (municipality, key_hash) IN"
                         " (SELECT municipality, key_hash FROM follow_try WHERE last_at < $1 ORDER BY last_at"
                         " LIMIT 500)"};

}  // namespace

std::int64_t wait_seconds(std::int64_t wrong) {
  if (wrong < free_tries) return 0;
  const std::int64_t doublings = std::min<std::int64_t>(wrong - free_tries, 20);
  return std::min(longest_wait_seconds, first_wait_seconds << doublings);
}

TriedAt tried_at(const secrets::Vault& vault, const MunicipalityCode& municipality, std::string_view number,
                 std::string_view remote) {
  const std::string from = network_of(remote);
  return {municipality, vault.keyed_hash("follow_try", std::string(number) + '|' + from),
          vault.keyed_hash("follow_try", '|' + from)};
}

std::int64_t still_to_wait(db::Session& session, const TriedAt& at, Instant now) {
  std::int64_t wait = 0;
  const auto look = [&](const std::string& key, const MunicipalityCode& municipality, int extra) {
    session.one(q_find, {municipality, db::Blob{key}}, [&](const db::Row& row) {
      const std::int64_t gone = row.instant(1).seconds_until(now);
      if (gone < forget_after_seconds) wait = std::max(wait, wait_seconds(row.integer(0) - extra) - gone);
    });
  };
  look(at.pair, at.municipality, 0);
  look(at.network, {}, free_tries_of_network - free_tries);
  return wait;
}

void count_wrong_try(db::Tx& tx, const TriedAt& at, Instant now) {
  tx.run(q_forget, {now.plus_seconds(-forget_after_seconds)});
  tx.run(q_add, {at.municipality, db::Blob{at.pair}, now});
  tx.run(q_add, {MunicipalityCode{}, db::Blob{at.network}, now});
}

std::optional<Refusal> why_wait(db::Session& session, const TriedAt& at, Instant now, const RefusalCode& too_many) {
  const std::int64_t seconds = still_to_wait(session, at, now);
  if (seconds <= 0) return std::nullopt;
  return Refusal(too_many, {}, {{"minutes", std::to_string((seconds + 59) / 60)}});
}

}  // namespace gishe::visitors
