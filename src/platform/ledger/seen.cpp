#include "platform/ledger/seen.h"

namespace gishe::ledger {

std::vector<Seen> list_seen_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account,
                               std::string_view kind, Instant from, Instant until, int limit) {
  static const db::Query q{
      "ledger.seen_by",
      "SELECT subject, json_extract(body, '$.action') AS verb, count(*), min(at), max(at) FROM ledger WHERE account_id "
      "= $1 AND at >= $2 AND at < $3 AND municipality = $4 AND subject IS NOT NULL AND json_extract(body, '$.kind') = "
      "$5 GROUP BY subject, verb ORDER BY max(at) DESC, subject, verb LIMIT $6",
      "SELECT subject, CAST(body AS json) ->> 'action' AS verb, count(*), min(at), max(at) FROM ledger WHERE "
      "account_id "
      "= $1 AND at >= $2 AND at < $3 AND municipality = $4 AND subject IS NOT NULL AND CAST(body AS json) ->> 'kind' = "
      "$5 GROUP BY subject, verb ORDER BY max(at) DESC, subject, verb LIMIT $6"};
  std::vector<Seen> list;
  session.each(q, {account, from, until, municipality, kind, limit}, [&](const db::Row& row) {
    list.push_back({row.uuid(0), row.string(1), row.integer(2), row.instant(3), row.instant(4)});
  });
  return list;
}

std::vector<Touch> list_touches(db::Session& session, const MunicipalityCode& municipality, const Uuid& subject,
                                Instant from, Instant until, int limit) {
  static const db::Query q{
      "ledger.touches",
      "SELECT at, account_id, json_extract(body, '$.action'), json_extract(body, '$.function'), json_extract(body, "
      "'$.reason') FROM ledger WHERE municipality = $1 AND subject = $2 AND at >= $3 AND at < $4 ORDER BY at DESC, "
      "lane, seq DESC LIMIT $5",
      "SELECT at, account_id, CAST(body AS json) ->> 'action', CAST(body AS json) ->> 'function', CAST(body AS json) "
      "->> 'reason' FROM ledger WHERE municipality = $1 AND subject = $2 AND at >= $3 AND at < $4 ORDER BY at DESC, "
      "lane, seq DESC LIMIT $5"};
  std::vector<Touch> list;
  session.each(q, {municipality, subject, from, until, limit}, [&](const db::Row& row) {
    list.push_back({row.instant(0), row.id<AccountId>(1), row.string(2), row.string(3), row.string(4)});
  });
  return list;
}

}  // namespace gishe::ledger
