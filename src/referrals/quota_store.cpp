#include "platform/db/wall.h"
#include "referrals/referral_store.h"

namespace gishe::referrals {
namespace {

#define AGREEMENT_COLUMNS "id, number, places, unit_cost_cents_per_day, valid_from_on, valid_until_on, municipality"

const db::Query q_in_force{
    "quota.in_force", "SELECT " AGREEMENT_COLUMNS
                      " FROM quota_agreement WHERE municipality = $1 AND to_municipality = $2 AND service_type = $3 "
                      "AND valid_from_on <= $4 AND valid_until_on >= $4 ORDER BY valid_from_on DESC, id DESC LIMIT 1"};
const db::Query q_find{"quota.find",
                       "SELECT " AGREEMENT_COLUMNS " FROM quota_agreement WHERE municipality = $1 AND id = $2"};
// SQLite has one writer at a time anyway.
const db::Query q_find_locked{
    "quota.find_locked", "SELECT " AGREEMENT_COLUMNS " FROM quota_agreement WHERE municipality = $1 AND id = $2",
    "SELECT " AGREEMENT_COLUMNS " FROM quota_agreement WHERE municipality = $1 AND id = $2 FOR UPDATE"};
const db::Query q_used{"quota.used",
                       "SELECT count(*) FROM referral WHERE municipality = $1 AND agreement_id = $2 AND state IN "
                       "('accepted', 'waitlisted', 'in_service')"};
// What is shown: one number more than one can list would say that somebody shielded is there.
const db::Query q_shown{"quota.shown",
                        "SELECT count(*) FROM referral WHERE municipality = $1 AND agreement_id = $2 AND state IN "
                        "('accepted', 'waitlisted', 'in_service') AND sensitivity < 4"};
const db::Query q_add{
    "quota.add",
    "INSERT INTO quota_agreement (municipality, id, to_municipality, service_type, number, places, "
    "unit_cost_cents_per_day, valid_from_on, valid_until_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};

const db::Query q_end{
    "quota.end",
    "UPDATE quota_agreement SET valid_until_on = $3, valid_from_on = CASE WHEN valid_from_on > $3 THEN $3 ELSE "
    "valid_from_on END WHERE municipality = $1 AND id = $2"};

store::Agreement read(const db::Row& row) {
  store::Agreement a;
  a.quota.id = row.id<QuotaAgreementId>(0);
  a.quota.number = row.string(1);
  a.quota.places = static_cast<int>(row.integer(2));
  a.quota.unit_cost_cents_per_day = row.integer(3);
  a.quota.from = row.day(4);
  a.quota.until = row.day(5);
  a.from = row.municipality(6);
  return a;
}

}  // namespace

std::optional<store::Agreement> store::find_agreement(db::Session& session, const MunicipalityCode& from,
                                                      const QuotaAgreementId& id, Lock lock) {
  std::optional<Agreement> found;
  session.one(lock == Lock::yes ? q_find_locked : q_find, {from, id}, [&](const db::Row& row) { found = read(row); });
  if (found) found->quota.used = count_quota_used(session, from, id);
  return found;
}

int store::count_used(db::Session& session, const MunicipalityCode& from, const QuotaAgreementId& id) {
  const db::BeyondTheWall to_count_all;
  return static_cast<int>(session.count(q_used, {from, id}));
}

std::optional<Quota> find_quota(db::Session& session, const MunicipalityCode& from, const MunicipalityCode& to,
                                std::string_view service_type, Day on) {
  std::optional<Quota> quota;
  session.one(q_in_force, {from, to, service_type, on}, [&](const db::Row& row) { quota = read(row).quota; });
  if (quota) quota->used = count_quota_used(session, from, quota->id);
  return quota;
}

void end_quota(db::Tx& tx, const MunicipalityCode& from, const QuotaAgreementId& id, Day last) {
  tx.run(q_end, {from, id, last});
}

int count_quota_used(db::Session& session, const MunicipalityCode& from, const QuotaAgreementId& id) {
  return static_cast<int>(session.count(q_shown, {from, id}));
}

QuotaAgreementId add_quota(db::Tx& tx, const NewQuota& quota) {
  const auto id = QuotaAgreementId::make();
  tx.run(q_add, {quota.from, id, quota.to, quota.service_type, quota.number, quota.places,
                 quota.unit_cost_cents_per_day, quota.valid_from, quota.valid_until});
  return id;
}

}  // namespace gishe::referrals
