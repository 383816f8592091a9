#include "protection/centre_store.h"

#include <algorithm>

#include "platform/access/seen.h"
#include "platform/office/act.h"
#include "protection/words.h"

namespace gishe::protection {
namespace {

// $1 the centre, $2 the highest level, $3 the account.
#define AT_THE_CENTRE                                                                                               \
  "SELECT m.id, m.municipality, m.case_id, c.state, m.kind, m.from_on, m.until_on, m.version, r.id, r.number,"      \
  " (SELECT max(o.on_day) FROM commission_report o WHERE o.municipality = m.municipality AND o.case_id = m.case_id" \
  " AND o.organisation_id = $1) FROM referral r JOIN commission_case c ON c.municipality = r.municipality AND"      \
  " c.referral_id = r.id JOIN commission_measure m ON m.municipality = c.municipality AND m.case_id = c.id"         \
  " WHERE r.to_organisation_id = $1 AND r.stage = 'answered' AND r.state IN ('accepted', 'in_service') AND"         \
  " c.state IN ('measure', 'review', 'hearing_set') AND m.ended_on IS NULL AND " GISHE_REFERRAL_SEEN

const db::Query q_find{"centre.find_measure", AT_THE_CENTRE "AND m.id = $4"};
const db::Query q_list{"centre.list_measures", AT_THE_CENTRE "ORDER BY m.from_on, m.id LIMIT $4"};
const db::Query q_reports{"centre.reports",
                          "SELECT id, on_day, source, course, words, account_id FROM commission_report WHERE"
                          " municipality = $1 AND case_id = $2 AND organisation_id = $3 ORDER BY on_day DESC, id DESC"
                          " LIMIT 100"};
const db::Query q_step{"centre.step_measure",
                       "UPDATE commission_measure SET version = version + 1 WHERE municipality = $1 AND id = $2 AND"
                       " version = $3 AND ended_on IS NULL"};

CentreMeasure measure_from(const db::Row& row) {
  CentreMeasure m;
  m.id = row.id<MeasureId>(0);
  m.municipality = row.municipality(1);
  m.matter = row.id<CommissionCaseId>(2);
  m.state = case_state_from(row.text(3));
  m.kind = row.string(4);
  m.from_on = row.day(5);
  m.until_on = row.maybe_day(6);
  m.version = row.integer(7);
  m.referral = row.id<ReferralId>(8);
  m.number = row.string(9);
  m.reported_on = row.maybe_day(10);
  return m;
}

void put_due_day(db::Session& session, CentreMeasure& m) {
  const Day last = m.reported_on ? std::max(*m.reported_on, m.from_on) : m.from_on;
  m.due_on = due_by_rule(session, "commission.report", m.municipality, last);
}

}  // namespace

std::optional<CentreMeasure> find_centre_measure(db::Session& session, const access::Scope& scope,
                                                 const MeasureId& id) {
  std::optional<CentreMeasure> found;
  if (access::no_house(scope)) return found;
  session.one(q_find, {scope.organisation(), access::bound_level(scope), scope.account(), id},
              [&](const db::Row& row) { found = measure_from(row); });
  if (found) put_due_day(session, *found);
  return found;
}

std::vector<CentreMeasure> list_centre_measures(db::Session& session, const access::Scope& scope, int limit) {
  std::vector<CentreMeasure> list;
  if (access::no_house(scope)) return list;
  session.each(q_list, {scope.organisation(), access::bound_level(scope), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(measure_from(row)); });
  for (auto& m : list) put_due_day(session, m);
  std::stable_sort(list.begin(), list.end(),
                   [](const CentreMeasure& a, const CentreMeasure& b) { return a.due_on < b.due_on; });
  return list;
}

std::vector<CaseReport> list_centre_reports(db::Session& session, const Office& office, const access::Scope& scope,
                                            const CentreMeasure& measure) {
  std::vector<CaseReport> list;
  session.each(q_reports, {measure.municipality, measure.matter, scope.organisation()}, [&](const db::Row& row) {
    list.push_back({row.day(1), row.string(2), row.string(3),
                    unseal_words(office, "commission_report", row.uuid(0), row.text(4), 1)[0], row.id<AccountId>(5),
                    scope.organisation()});
  });
  return list;
}

bool step_measure(db::Tx& tx, const CentreMeasure& measure) {
  return tx.run(q_step, {measure.municipality, measure.id, measure.version}) == 1;
}

}  // namespace gishe::protection
