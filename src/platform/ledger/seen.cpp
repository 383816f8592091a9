#include "platform/ledger/seen.h"

namespace gishe::ledger {

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
