#include "referrals/referrals.h"

// What became of referrals, as counts for a zone's plan.
namespace gishe::referrals {
namespace {

const db::Query q_answers{
    "referral.count_answers",
    "SELECT to_service_id, CAST(SUM(CASE WHEN to_municipality <> municipality THEN 1 ELSE 0 END) AS BIGINT), "
    "CAST(SUM(CASE WHEN state = 'declined' AND decline_reason = 'no_capacity' THEN 1 ELSE 0 END) AS BIGINT) "
    "FROM referral WHERE municipality = $1 AND sensitivity < 4 AND state <> 'draft' AND sent_at >= $2 AND sent_at < $3 "
    "GROUP BY to_service_id ORDER BY to_service_id LIMIT 10000"};

}  // namespace

std::vector<AnswerCount> count_answers(db::Session& session, const MunicipalityCode& municipality, Instant from,
                                       Instant until) {
  std::vector<AnswerCount> counts;
  session.each(q_answers, {municipality, from, until},
               [&](const db::Row& row) { counts.push_back({row.id<ServiceId>(0), row.integer(1), row.integer(2)}); });
  return counts;
}

}  // namespace gishe::referrals
