#include "platform/visitors/tally.h"

namespace gishe::visitors {
namespace {

const db::Query q_add{"tally.add",
                      "INSERT INTO asking_tally (municipality, key_hash, on_day, asked) VALUES ($1, $2, $3, 1)"
                      " ON CONFLICT (municipality, key_hash, on_day) DO UPDATE SET asked = asking_tally.asked + 1"};
const db::Query q_find{"tally.find",
                       "SELECT asked FROM asking_tally WHERE municipality = $1 AND key_hash = $2 AND on_day = $3"};
const db::Query q_forget{"tally.forget",
                         "DELETE FROM asking_tally WHERE (municipality, key_hash, on_day) IN"
                         " (SELECT municipality, key_hash, on_day FROM asking_tally WHERE on_day < $1 ORDER BY on_day"
                         " LIMIT 500)"};

}  // namespace

std::int64_t count_today(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, std::string_view key) {
  const std::string hash = office.vault.keyed_hash("asking", key);
  const Day today = office.today();
  tx.run(q_add, {municipality, db::Blob{hash}, today});
  return tx.count(q_find, {municipality, db::Blob{hash}, today});
}

void forget_tallies(db::Tx& tx, Day before) { tx.run(q_forget, {before}); }

}  // namespace gishe::visitors
