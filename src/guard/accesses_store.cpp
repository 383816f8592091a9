#include "guard/accesses_store.h"

#include "people/people.h"
#include "platform/access/seen.h"

namespace gishe::guard::store {
namespace {

#define GUARD_SEEN(verb, kind) \
  "SELECT l.subject, " verb                                                                                           \
  " AS verb, count(*), min(l.at), max(l.at), p.given_name, p.middle_name, p.family_name FROM ledger l "               \
  "JOIN person p ON p.municipality = l.municipality AND p.pseudonym = l.subject WHERE l.account_id = $4 AND l.at >= " \
  "$5 AND l.at < $6 AND l.municipality = $1 AND " kind                                                                \
  " = 'person' AND p.sensitivity <= $2 AND p.sensitivity < 4 AND " GISHE_NOT_BARRED_FROM("p.municipality", "p.id") \
  " GROUP BY l.subject, verb, "          \
  "p.given_name, p.middle_name, p.family_name ORDER BY max(l.at) DESC, l.subject, verb LIMIT $7"

}  // namespace

std::vector<SeenFile> list_seen_by(db::Session& session, const access::Scope& scope, const AccountId& account,
                                   Instant from, Instant until, int limit) {
  static const db::Query q{"guard.seen_by",
                           GUARD_SEEN("json_extract(l.body, '$.action')", "json_extract(l.body, '$.kind')"),
                           GUARD_SEEN("CAST(l.body AS json) ->> 'action'", "CAST(l.body AS json) ->> 'kind'")};
  std::vector<SeenFile> list;
  if (scope.none() || scope.municipality().empty()) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), account, from, until, limit},
               [&](const db::Row& row) {
                 SeenFile s;
                 s.subject = row.uuid(0);
                 s.action = row.string(1);
                 s.times = row.integer(2);
                 s.first = row.instant(3);
                 s.last = row.instant(4);
                 people::Person p;
                 p.given_name = row.string(5);
                 p.middle_name = row.string(6);
                 p.family_name = row.string(7);
                 s.name = p.full_name();
                 list.push_back(std::move(s));
               });
  return list;
}

}  // namespace gishe::guard::store
