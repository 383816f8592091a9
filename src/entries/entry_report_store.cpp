#include "entries/entry_report.h"

namespace gishe::entries {
namespace {

using db::Query;

#define GISHE_REPORT                                                                                                 \
  "SELECT id, municipality, kind, service_id, what, words, name, provider, contact, sent_at, due_on, state, answer," \
  " handled_by, version FROM entry_report "
const Query q_find{"entries.report", GISHE_REPORT "WHERE municipality = $1 AND id = $2"};
const Query q_list{"entries.reports", GISHE_REPORT
                   "WHERE municipality = $1 AND state IN ('open', 'in_hand') ORDER BY due_on, id LIMIT $2"};
const Query q_store{
    "entries.store_report",
    "INSERT INTO entry_report (municipality, id, kind, service_id, what, words, name, provider, contact,"
    " sent_at, sent_on, due_on, state, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
    " $12, 'open', '')"};
const Query q_replace{"entries.replace_report",
                      "UPDATE entry_report SET state = $4, answer = $5, handled_by = $6, handled_at = $7,"
                      " version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3"};
const Query q_count{"entries.reports_of_day",
                    "SELECT count(*) FROM entry_report WHERE municipality = $1 AND sent_on = $2 AND kind = $3"};
const Query q_count_of{"entries.reports_of_entry",
                       "SELECT count(*) FROM entry_report WHERE municipality = $1 AND sent_on = $2 AND kind = $3"
                       " AND service_id = $4"};

EntryReport report_of(const db::Row& r) {
  EntryReport one;
  one.id = r.id<EntryReportId>(0);
  one.municipality = r.municipality(1);
  one.kind = r.string(2);
  one.service = r.maybe_id<ServiceId>(3);
  one.what = r.string(4);
  one.words = r.string(5);
  one.name = r.string(6);
  one.provider = r.string(7);
  one.contact = r.string(8);
  one.sent_at = r.instant(9);
  one.due_on = r.day(10);
  one.state = r.string(11);
  one.answer = r.string(12);
  one.handled_by = r.maybe_id<AccountId>(13);
  one.version = r.integer(14);
  return one;
}

}  // namespace

void store_report(db::Tx& tx, const EntryReport& r, Day sent_on) {
  tx.run(q_store, {r.municipality, r.id, r.kind, r.service, r.what, r.words, r.name, r.provider, r.contact, r.sent_at,
                   sent_on, r.due_on});
}

bool replace_report(db::Tx& tx, const EntryReport& r, Instant at) {
  return tx.run(q_replace, {r.municipality, r.id, r.version, r.state, r.answer, r.handled_by, at}) == 1;
}

std::optional<EntryReport> find_report(db::Session& session, const MunicipalityCode& municipality,
                                       const EntryReportId& id) {
  std::optional<EntryReport> found;
  session.one(q_find, {municipality, id}, [&](const db::Row& r) { found = report_of(r); });
  return found;
}

std::vector<EntryReport> list_reports(db::Session& session, const MunicipalityCode& municipality, int limit) {
  std::vector<EntryReport> list;
  session.each(q_list, {municipality, limit}, [&](const db::Row& r) { list.push_back(report_of(r)); });
  return list;
}

std::int64_t count_reports(db::Session& session, const MunicipalityCode& municipality, std::string_view kind, Day on,
                           const std::optional<ServiceId>& service) {
  if (service) return session.count(q_count_of, {municipality, on, kind, *service});
  return session.count(q_count, {municipality, on, kind});
}

}  // namespace gishe::entries
