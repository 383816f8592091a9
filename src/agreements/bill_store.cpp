#include "agreements/bill.h"

namespace gishe::agreements::store {
namespace {

#define BILL                                                                                              \
  "SELECT municipality, id, to_municipality, agreement_id, month, state, unit_cost_cents_per_day, days, " \
  "total_cents, reason, made_by, changed_at, version FROM bill "
const db::Query q_find{"bill.find", BILL "WHERE id = $1 AND (municipality = $2 OR to_municipality = $2)"};
const db::Query q_list{"bill.list", BILL "WHERE municipality = $1 AND agreement_id = $2 ORDER BY month DESC LIMIT 120"};
const db::Query q_insert{
    "bill.insert",
    "INSERT INTO bill (municipality, id, to_municipality, agreement_id, month, state, "
    "unit_cost_cents_per_day, days, total_cents, reason, made_by, changed_at, version) VALUES ($1, "
    "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
const db::Query q_update{
    "bill.update",
    "UPDATE bill SET state = $4, unit_cost_cents_per_day = $5, days = $6, total_cents = $7, reason "
    "= $8, changed_at = $9, version = $3 + 1 WHERE municipality = $1 AND id = $2 AND version = $3"};
const db::Query q_clear{"bill.clear_lines", "DELETE FROM bill_line WHERE municipality = $1 AND bill_id = $2"};
const db::Query q_line{
    "bill.insert_line",
    "INSERT INTO bill_line (municipality, bill_id, position, referral_id, number, month, days, cents) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
// As sent, whatever became of the person since: a number that went would say who is shielded now.
const db::Query q_lines{"bill.lines",
                        "SELECT referral_id, number, month, days, cents FROM bill_line WHERE municipality = $1 AND "
                        "bill_id = $2 ORDER BY position LIMIT 5000"};
const db::Query q_event{"bill.insert_event",
                        "INSERT INTO bill_event (municipality, bill_id, seq, at, verb, account_id, from_state, "
                        "to_state, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_events{"bill.events",
                         "SELECT seq, at, verb, account_id, from_state, to_state, reason FROM bill_event WHERE "
                         "municipality = $1 AND bill_id = $2 ORDER BY seq LIMIT 200"};

Bill read(const db::Row& row) {
  Bill b;
  b.municipality = row.municipality(0);
  b.id = row.id<SettlementId>(1);
  b.to_municipality = row.municipality(2);
  b.agreement = row.id<AgreementRequestId>(3);
  b.month = Month::parse(row.text(4)).value_or(Month{});
  b.state = bill_state_from(row.text(5)).value_or(BillState::draft);
  b.unit_cost_cents_per_day = row.integer(6);
  b.days = static_cast<int>(row.integer(7));
  b.total_cents = row.integer(8);
  b.reason = row.string(9);
  b.made_by = row.id<AccountId>(10);
  b.changed_at = row.instant(11);
  b.version = row.integer(12);
  return b;
}

}  // namespace

std::optional<Bill> find_bill(db::Session& session, const SettlementId& id, const MunicipalityCode& of) {
  std::optional<Bill> found;
  session.one(q_find, {id, of}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<Bill> list_bills(db::Session& session, const Record& agreement) {
  std::vector<Bill> all;
  session.each(q_list, {agreement.municipality, agreement.id}, [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

void insert_bill(db::Tx& tx, const Bill& b) {
  tx.run(q_insert, {b.municipality, b.id, b.to_municipality, b.agreement, b.month.text(), bill_state_name(b.state),
                    b.unit_cost_cents_per_day, b.days, b.total_cents, b.reason, b.made_by, b.changed_at, b.version});
}

bool update_bill(db::Tx& tx, const Bill& b) {
  return tx.run(q_update, {b.municipality, b.id, b.version - 1, bill_state_name(b.state), b.unit_cost_cents_per_day,
                           b.days, b.total_cents, b.reason, b.changed_at}) == 1;
}

void replace_lines(db::Tx& tx, const Bill& b, const std::vector<BillLine>& lines) {
  tx.run(q_clear, {b.municipality, b.id});
  int position = 0;
  for (const BillLine& line : lines) {
    tx.run(q_line,
           {b.municipality, b.id, ++position, line.referral, line.number, line.month.text(), line.days, line.cents});
  }
}

std::vector<BillLine> list_lines(db::Session& session, const Bill& b) {
  std::vector<BillLine> lines;
  session.each(q_lines, {b.municipality, b.id}, [&](const db::Row& row) {
    lines.push_back({row.maybe_id<ReferralId>(0), row.string(1), Month::parse(row.text(2)).value_or(Month{}),
                     static_cast<int>(row.integer(3)), row.integer(4)});
  });
  return lines;
}

void insert_bill_event(db::Tx& tx, const Bill& b, const BillEvent& e) {
  tx.run(q_event,
         {b.municipality, b.id, e.seq, e.at, e.verb, e.by, bill_state_name(e.from), bill_state_name(e.to), e.reason});
}

std::vector<BillEvent> list_bill_events(db::Session& session, const Bill& b) {
  std::vector<BillEvent> events;
  session.each(q_events, {b.municipality, b.id}, [&](const db::Row& row) {
    BillEvent e;
    e.seq = row.integer(0);
    e.at = row.instant(1);
    e.verb = row.string(2);
    e.by = row.id<AccountId>(3);
    e.from = bill_state_from(row.text(4)).value_or(BillState::draft);
    e.to = bill_state_from(row.text(5)).value_or(BillState::draft);
    e.reason = row.string(6);
    events.push_back(std::move(e));
  });
  return events;
}

}  // namespace gishe::agreements::store
