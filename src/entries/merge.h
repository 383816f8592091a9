#pragma once
#include <set>

#include "entries/duplicates.h"
#include "entries/entry_fields.h"

/// Two that are the same become one. What goes keeps its row and its id: referrals, lines of applications and counters
/// that name it go on working, and its address leads to what was kept. Its place does not move: the place of the entry
/// that is kept stays.
namespace gishe::entries {

using EntryPairId = Id<struct EntryPairKind>;
using EntryMergeId = Id<struct EntryMergeKind>;

struct EntryPair {
  EntryPairId id;
  MunicipalityCode municipality;
  std::string kind;  // service, organisation
  Uuid one, other;
  std::string why, state;  // open, different, merged
  std::int64_t version = 0;
};
struct EntryMerge {
  EntryMergeId id;
  MunicipalityCode municipality;
  EntryPairId pair;
  Uuid kept, gone;
  std::string gone_state;
  std::int64_t kept_version = 0;
  AccountId merged_by;
  Instant merged_at;
  bool undone = false;
  std::vector<std::pair<std::string, std::string>> fields;  // taken over: field, what the kept one said before
  std::vector<ServiceId> moved;                             // services of an organisation that went
};
inline constexpr int undo_days = 30;

/// Access: merge_entries on both. Refuses where a change of one of them is open, and an organisation somebody acts for.
struct Merging {
  EntryPairId pair;
  std::int64_t version = 0;
  Uuid keep;                                // one of the two
  std::set<std::string, std::less<>> take;  // fields whose value comes from the other (services only)
};
Result<Done> merge_pair(Office& office, const Actor& actor, const Merging& merging, std::string_view once_key);
/// "These are two": remembered, not asked again.
Result<Done> keep_apart(Office& office, const Actor& actor, const EntryPairId& pair, std::int64_t version,
                        std::string_view once_key);
/// Within 30 days, while what was kept has not changed since.
Result<Done> undo_merge(Office& office, const Actor& actor, const EntryPairId& pair, std::string_view once_key);

bool remember_pair(db::Tx& tx, const MunicipalityCode& municipality, std::string_view kind, const Alike& alike, Day on);
bool decide_pair(db::Tx& tx, const EntryPair& pair, const AccountId& by, Instant at);
std::optional<EntryPair> find_pair(db::Session& session, const MunicipalityCode& municipality, const EntryPairId& id);
std::vector<EntryPair> list_pairs(db::Session& session, const MunicipalityCode& municipality, std::string_view state,
                                  int limit);
void store_merge(db::Tx& tx, const EntryMerge& merge);
void store_undone(db::Tx& tx, const EntryMerge& merge, const AccountId& by, Instant at);
/// The last one of a pair.
std::optional<EntryMerge> find_merge(db::Session& session, const MunicipalityCode& municipality,
                                     const EntryPairId& pair);

}  // namespace gishe::entries
