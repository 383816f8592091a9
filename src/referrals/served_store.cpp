// Who was in service from when until when: for monthly reports and bills. Read together with the events of the
// referral, since the row itself keeps only how it stands now.
#include <algorithm>

#include "platform/access/seen.h"
#include "platform/db/wall.h"
#include "referrals/referral_acts.h"

namespace gishe::referrals {
namespace {

#define SERVED                                                                                                    \
  "SELECT r.id, r.number, r.municipality, r.to_service_name, r.agreement_id, r.sensitivity, r.person_id, "        \
  "(SELECT min(e.at) FROM referral_event e WHERE e.municipality = r.municipality AND e.referral_id = r.id AND "   \
  "e.verb = 'start_service'), (SELECT min(e.at) FROM referral_event e WHERE e.municipality = r.municipality AND " \
  "e.referral_id = r.id AND e.from_state = 'in_service') FROM referral r "

// One by one, for a page that already has the referral.
const db::Query q_one{"referral.served_one", SERVED "WHERE r.municipality = $1 AND r.id = $2"};
const db::Query q_under{"referral.served_under", SERVED
                        "WHERE r.municipality = $1 AND r.agreement_id = $2 AND r.state IN ('in_service', 'completed', "
                        "'no_show', 'not_started') ORDER BY r.id LIMIT 5000"};
// $2 the highest level, $3 whose eyes.
const db::Query q_by{"referral.served_by", SERVED
                     "WHERE r.to_organisation_id = $1 AND r.stage IN ('answered', 'closed') AND r.state IN "
                     "('in_service', 'completed', 'no_show', 'not_started') AND " GISHE_REFERRAL_SEEN
                     "AND r.changed_at >= $4 ORDER BY r.id DESC LIMIT 500"};
const db::Query q_by_open{
    "referral.served_by_open", SERVED
    "WHERE r.to_organisation_id = $1 AND r.stage = 'answered' AND r.state = 'in_service' AND " GISHE_REFERRAL_SEEN
    "AND r.changed_at < $4 ORDER BY r.id DESC LIMIT 500"};

std::optional<Day> day_of(const std::optional<Instant>& at) {
  return at ? std::optional(local_time(*at).day) : std::nullopt;
}

Served read(const db::Row& row) {
  Served s;
  s.id = row.id<ReferralId>(0);
  s.number = row.string(1);
  s.municipality = row.municipality(2);
  s.service_name = row.string(3);
  s.agreement = row.id<QuotaAgreementId>(4);
  s.shielded = row.integer(5) == static_cast<int>(Sensitivity::shielded);
  s.person = row.id<PersonId>(6);
  s.started_on = day_of(row.maybe_instant(7));
  s.ended_on = day_of(row.maybe_instant(8));
  return s;
}

bool in_days(const Served& s, Day first, Day last) {
  return s.started_on && *s.started_on <= last && (!s.ended_on || *s.ended_on >= first);
}

}  // namespace

Result<Served> ask_about_service(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id,
                                 const char** rule) {
  const auto record = find_allowed(session, actor, action, id, rule);
  if (!record) return record.refusals();
  Served served;
  session.one(q_one, {record->municipality, id}, [&](const db::Row& row) { served = read(row); });
  // Whoever never began with this person has lost the referral together with its package.
  if (!served.started_on && !package_is_open(record->state)) return not_found;
  return served;
}

std::optional<Served> find_served(db::Session& session, const MunicipalityCode& municipality, const ReferralId& id) {
  const db::BeyondTheWall to_count_all;
  std::optional<Served> found;
  session.one(q_one, {municipality, id}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<Served> list_served_under(db::Session& session, const MunicipalityCode& municipality,
                                      const QuotaAgreementId& agreement) {
  const db::BeyondTheWall to_count_all;
  std::vector<Served> all;
  session.each(q_under, {municipality, agreement}, [&](const db::Row& row) {
    auto served = read(row);
    if (served.started_on) all.push_back(std::move(served));
  });
  return all;
}

std::vector<Served> list_served_by(db::Session& session, const access::Scope& scope, Day first, Day last) {
  std::vector<Served> all;
  if (access::no_house(scope)) return all;
  const Instant since{std::chrono::duration_cast<std::chrono::microseconds>(first.at.time_since_epoch()).count()};
  for (const db::Query* query : {&q_by, &q_by_open}) {
    session.each(*query, {scope.organisation(), scope.sensitivity_max(), scope.account(), since},
                 [&](const db::Row& row) {
                   auto served = read(row);
                   if (in_days(served, first, last)) all.push_back(std::move(served));
                 });
  }
  std::sort(all.begin(), all.end(), [](const Served& a, const Served& b) { return a.number < b.number; });
  return all;
}

}  // namespace gishe::referrals
