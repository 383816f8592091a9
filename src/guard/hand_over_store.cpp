#include "guard/hand_over.h"
#include "staff/staff.h"

namespace gishe::guard::store {

void insert_hand_over(db::Tx& tx, const MunicipalityCode& municipality, const HandOver& row, const AccountId& by) {
  static const db::Query q{"guard.insert_hand_over",
                           "INSERT INTO hand_over (municipality, id, from_account, to_account, by_account, at, reason) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
  static const db::Query q_count{"guard.insert_hand_over_count",
                                 "INSERT INTO hand_over_count (municipality, hand_over_id, kind, moved, stayed) VALUES "
                                 "($1, $2, $3, $4, $5)"};
  tx.run(q, {municipality, row.id, row.from.account, row.to.account, by, row.at, row.reason});
  for (const auto& c : row.counts) tx.run(q_count, {municipality, row.id, c.kind, c.moved, c.stayed});
}

std::optional<HandOver> find_hand_over(db::Session& session, const MunicipalityCode& municipality, const Uuid& id) {
  static const db::Query q{
      "guard.find_hand_over",
      "SELECT from_account, to_account, by_account, at, reason FROM hand_over WHERE municipality = "
      "$1 AND id = $2"};
  static const db::Query q_counts{"guard.hand_over_counts",
                                  "SELECT kind, moved, stayed FROM hand_over_count WHERE municipality = $1 AND "
                                  "hand_over_id = $2 ORDER BY kind"};
  std::optional<HandOver> found;
  AccountId by;
  session.one(q, {municipality, id}, [&](const db::Row& row) {
    found.emplace();
    found->id = id;
    found->from.account = row.id<AccountId>(0);
    found->to.account = row.id<AccountId>(1);
    by = row.id<AccountId>(2);
    found->at = row.instant(3);
    found->reason = row.string(4);
  });
  if (!found) return found;
  found->from.name = staff::account_name(session, found->from.account);
  found->to.name = staff::account_name(session, found->to.account);
  found->by = staff::account_name(session, by);
  session.each(q_counts, {municipality, id},
               [&](const db::Row& row) { found->counts.push_back({row.string(0), row.integer(1), row.integer(2)}); });
  return found;
}

}  // namespace gishe::guard::store
