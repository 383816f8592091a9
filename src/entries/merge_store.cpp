#include "entries/merge.h"

namespace gishe::entries {
namespace {

using db::Query;

const Query q_remember{"entries.remember_pair",
                       "INSERT INTO entry_pair (municipality, id, kind, one_id, other_id, why, found_on, state)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, 'open') ON CONFLICT (municipality, one_id, other_id)"
                       " DO NOTHING"};
const Query q_decide{"entries.decide_pair",
                     "UPDATE entry_pair SET state = $4, decided_by = $5, decided_at = $6, version = version + 1"
                     " WHERE municipality = $1 AND id = $2 AND version = $3"};
#define GISHE_PAIR "SELECT id, municipality, kind, one_id, other_id, why, state, version FROM entry_pair "
const Query q_pair{"entries.pair", GISHE_PAIR "WHERE municipality = $1 AND id = $2"};
const Query q_pairs{"entries.pairs", GISHE_PAIR "WHERE municipality = $1 AND state = $2 ORDER BY id LIMIT $3"};
const Query q_store{"entries.store_merge",
                    "INSERT INTO entry_merge (municipality, id, pair_id, kept_id, gone_id, gone_state, kept_version,"
                    " merged_by, merged_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const Query q_field{
    "entries.store_merge_field",
    "INSERT INTO entry_merge_field (municipality, merge_id, field, before_words) VALUES ($1, $2, $3, $4)"};
const Query q_moved{"entries.store_moved",
                    "INSERT INTO entry_merge_moved (municipality, merge_id, service_id) VALUES ($1, $2, $3)"};
const Query q_merge{
    "entries.merge",
    "SELECT id, kept_id, gone_id, gone_state, kept_version, merged_by, merged_at, undone_at"
    " FROM entry_merge WHERE municipality = $1 AND pair_id = $2 ORDER BY merged_at DESC, id DESC LIMIT 1"};
const Query q_fields{"entries.merge_fields",
                     "SELECT field, before_words FROM entry_merge_field WHERE municipality = $1 AND merge_id = $2"
                     " ORDER BY field LIMIT 100"};
const Query q_list_moved{"entries.merge_moved",
                         "SELECT service_id FROM entry_merge_moved WHERE municipality = $1 AND merge_id = $2"
                         " ORDER BY service_id LIMIT 2000"};
const Query q_undone{"entries.undo_merge",
                     "UPDATE entry_merge SET undone_by = $3, undone_at = $4 WHERE municipality = $1 AND id = $2"};

EntryPair pair_of(const db::Row& r) {
  return {r.id<EntryPairId>(0), r.municipality(1), r.string(2), r.uuid(3), r.uuid(4),
          r.string(5),          r.string(6),       r.integer(7)};
}

}  // namespace

bool remember_pair(db::Tx& tx, const MunicipalityCode& municipality, std::string_view kind, const Alike& a, Day on) {
  return tx.run(q_remember, {municipality, EntryPairId::make(), kind, a.one, a.other, a.why, on}) == 1;
}

bool decide_pair(db::Tx& tx, const EntryPair& p, const AccountId& by, Instant at) {
  return tx.run(q_decide, {p.municipality, p.id, p.version, p.state, by, at}) == 1;
}

std::optional<EntryPair> find_pair(db::Session& session, const MunicipalityCode& municipality, const EntryPairId& id) {
  std::optional<EntryPair> found;
  session.one(q_pair, {municipality, id}, [&](const db::Row& r) { found = pair_of(r); });
  return found;
}

std::vector<EntryPair> list_pairs(db::Session& session, const MunicipalityCode& municipality, std::string_view state,
                                  int limit) {
  std::vector<EntryPair> list;
  session.each(q_pairs, {municipality, state, limit}, [&](const db::Row& r) { list.push_back(pair_of(r)); });
  return list;
}

void store_merge(db::Tx& tx, const EntryMerge& m) {
  tx.run(q_store,
         {m.municipality, m.id, m.pair, m.kept, m.gone, m.gone_state, m.kept_version, m.merged_by, m.merged_at});
  for (const auto& [field, before] : m.fields) tx.run(q_field, {m.municipality, m.id, field, before});
  for (const auto& service : m.moved) tx.run(q_moved, {m.municipality, m.id, service});
}

void store_undone(db::Tx& tx, const EntryMerge& m, const AccountId& by, Instant at) {
  tx.run(q_undone, {m.municipality, m.id, by, at});
}

std::optional<EntryMerge> find_merge(db::Session& session, const MunicipalityCode& municipality,
                                     const EntryPairId& pair) {
  std::optional<EntryMerge> found;
  session.one(q_merge, {municipality, pair}, [&](const db::Row& r) {
    EntryMerge m;
    m.id = r.id<EntryMergeId>(0);
    m.municipality = municipality;
    m.pair = pair;
    m.kept = r.uuid(1);
    m.gone = r.uuid(2);
    m.gone_state = r.string(3);
    m.kept_version = r.integer(4);
    m.merged_by = r.id<AccountId>(5);
    m.merged_at = r.instant(6);
    m.undone = !r.null(7);
    found = std::move(m);
  });
  if (!found) return found;
  session.each(q_fields, {municipality, found->id},
               [&](const db::Row& r) { found->fields.emplace_back(r.string(0), r.string(1)); });
  session.each(q_list_moved, {municipality, found->id},
               [&](const db::Row& r) { found->moved.push_back(r.id<ServiceId>(0)); });
  return found;
}

}  // namespace gishe::entries
