#include "agreements/report.h"

namespace gishe::agreements::store {
namespace {

#define REPORT                                                                                                 \
  "SELECT municipality, referral_id, month, quota_id, days_attended, days_absent, hours, words, reported_by, " \
  "reported_at, bill_id, version FROM service_report "
const db::Query q_find{"service_report.find", REPORT "WHERE municipality = $1 AND referral_id = $2 AND month = $3"};
const db::Query q_list{"service_report.list",
                       REPORT "WHERE municipality = $1 AND referral_id = $2 ORDER BY month DESC LIMIT 240"};
const db::Query q_to_bill{"service_report.to_bill", REPORT
                          "WHERE municipality = $1 AND quota_id = $2 AND month <= $3 AND (bill_id IS NULL OR "
                          "bill_id = $4) ORDER BY referral_id, month LIMIT 5000"};
const db::Query q_insert{
    "service_report.insert",
    "INSERT INTO service_report (municipality, referral_id, month, quota_id, days_attended, days_absent, hours, words, "
    "reported_by, reported_at, bill_id, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, 1) "
    "ON CONFLICT (municipality, referral_id, month) DO NOTHING"};
const db::Query q_update{
    "service_report.update",
    "UPDATE service_report SET days_attended = $5, days_absent = $6, hours = $7, words = $8, reported_by = $9, "
    "reported_at = $10, version = version + 1 WHERE municipality = $1 AND referral_id = $2 AND month = $3 AND version "
    "= $4 AND bill_id IS NULL"};
// In one bill only, and as it was counted: two bills sent at the same moment must not both have it.
const db::Query q_freeze{"service_report.freeze",
                         "UPDATE service_report SET bill_id = $4 WHERE municipality = $1 AND referral_id = $2 AND "
                         "month = $3 AND bill_id IS NULL AND version = $5"};
const db::Query q_give_back{"service_report.give_back",
                            "UPDATE service_report SET bill_id = NULL WHERE municipality = $1 AND referral_id = $2 AND "
                            "month = $3 AND bill_id = $4"};

Report read(const db::Row& row) {
  Report r;
  r.municipality = row.municipality(0);
  r.referral = row.id<ReferralId>(1);
  r.month = Month::parse(row.text(2)).value_or(Month{});
  r.quota = row.id<QuotaAgreementId>(3);
  r.days_attended = static_cast<int>(row.integer(4));
  r.days_absent = static_cast<int>(row.integer(5));
  r.hours = static_cast<int>(row.integer(6));
  r.words = row.string(7);
  r.by = row.id<AccountId>(8);
  r.at = row.instant(9);
  r.bill = row.maybe_id<SettlementId>(10);
  r.version = row.integer(11);
  return r;
}

}  // namespace

std::optional<Report> find_report(db::Session& session, const MunicipalityCode& municipality,
                                  const ReferralId& referral, const Month& month) {
  std::optional<Report> found;
  session.one(q_find, {municipality, referral, month.text()}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<Report> list_reports(db::Session& session, const MunicipalityCode& municipality,
                                 const ReferralId& referral) {
  std::vector<Report> all;
  session.each(q_list, {municipality, referral}, [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

std::vector<Report> list_to_bill(db::Session& session, const MunicipalityCode& municipality,
                                 const QuotaAgreementId& quota, const Month& last,
                                 const std::optional<SettlementId>& bill) {
  std::vector<Report> all;
  session.each(q_to_bill, {municipality, quota, last.text(), bill},
               [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

bool keep_report(db::Tx& tx, const Report& r) {
  if (r.version == 0) {
    const auto quota = r.quota.is_nil() ? std::nullopt : std::optional(r.quota);
    return tx.run(q_insert, {r.municipality, r.referral, r.month.text(), quota, r.days_attended, r.days_absent, r.hours,
                             r.words, r.by, r.at}) == 1;
  }
  return tx.run(q_update, {r.municipality, r.referral, r.month.text(), r.version, r.days_attended, r.days_absent,
                           r.hours, r.words, r.by, r.at}) == 1;
}

bool put_in_bill(db::Tx& tx, const Report& r, const SettlementId& bill) {
  return tx.run(q_freeze, {r.municipality, r.referral, r.month.text(), bill, r.version}) == 1;
}

void take_out_of_bill(db::Tx& tx, const Report& r, const SettlementId& bill) {
  tx.run(q_give_back, {r.municipality, r.referral, r.month.text(), bill});
}

}  // namespace gishe::agreements::store
