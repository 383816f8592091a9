#include "desk/follow_store.h"

namespace gishe::desk {
namespace {

const db::Query q_find{"follow.find",
                       "SELECT wrong, last_at FROM follow_try WHERE municipality = $1 AND key_hash = $2"};
const db::Query q_add{"follow.add",
                      "INSERT INTO follow_try (municipality, key_hash, wrong, last_at) VALUES ($1, $2, 1, $3)"
                      " ON CONFLICT (municipality, key_hash) DO UPDATE SET wrong = follow_try.wrong + 1, last_at = $3"};
const db::Query q_forget{
    "follow.forget",
    "DELETE FROM follow_try WHERE (municipality, key_hash) IN"
    " (SELECT municipality, key_hash FROM follow_try WHERE last_at < $1 ORDER BY last_at LIMIT 500)"};

}  // namespace

std::optional<Tries> find_tries(db::Session& session, const MunicipalityCode& municipality, std::string_view key_hash) {
  std::optional<Tries> found;
  session.one(q_find, {municipality, db::Blob{key_hash}},
              [&](const db::Row& row) { found = Tries{row.integer(0), row.instant(1)}; });
  return found;
}

void add_wrong_try(db::Tx& tx, const MunicipalityCode& municipality, std::string_view key_hash, Instant at) {
  tx.run(q_add, {municipality, db::Blob{key_hash}, at});
}

void forget_tries(db::Tx& tx, Instant before) { tx.run(q_forget, {before}); }

}  // namespace gishe::desk
