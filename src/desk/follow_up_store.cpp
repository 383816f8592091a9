#include "desk/follow_up.h"

namespace gishe::desk {
namespace {

#define FOLLOW_UP                                                                                                     \
  "SELECT f.municipality, f.referral_id, f.application_id, f.line_id, l.need_code, f.started_on, f.ask_on, "          \
  "f.state, f.answered_on, f.channel, f.going, f.need_met, f.words, COALESCE(f.satisfaction, 0), a.sensitivity FROM " \
  "service_follow_up f JOIN application_line l ON l.municipality = f.municipality AND l.id = f.line_id JOIN "         \
  "application a ON a.municipality = f.municipality AND a.id = f.application_id JOIN person p ON p.municipality"      \
  " = a.municipality AND p.id = a.person_id "
const db::Query q_of{"follow_up.of_application", FOLLOW_UP
                     "WHERE f.municipality = $1 AND f.application_id = $2 ORDER BY f.ask_on, f.referral_id LIMIT 20"};
const db::Query q_due{"follow_up.due", FOLLOW_UP
                      "WHERE f.state = 'planned' AND f.ask_on <= $1 AND p.closed_because = '' ORDER BY f.ask_on, "
                      "f.referral_id LIMIT $2"};
const db::Query q_insert{"follow_up.insert",
                         "INSERT INTO service_follow_up (municipality, referral_id, application_id, line_id, "
                         "started_on, ask_on, state) VALUES ($1, $2, $3, $4, $5, $6, 'planned') ON CONFLICT "
                         "(municipality, referral_id) DO NOTHING"};
const db::Query q_drop{"follow_up.drop",
                       "UPDATE service_follow_up SET state = 'dropped' WHERE municipality = $1 AND referral_id = $2 "
                       "AND state = 'planned'"};
const db::Query q_asked{"follow_up.asked",
                        "UPDATE service_follow_up SET state = 'asked' WHERE municipality = $1 AND referral_id = $2 "
                        "AND state = 'planned'"};
const db::Query q_answered{"follow_up.answered",
                           "UPDATE service_follow_up SET state = 'answered', answered_on = $3, answered_by = $4, "
                           "channel = $5, going = $6, need_met = $7, satisfaction = $8, words = $9 WHERE municipality "
                           "= $1 AND referral_id = $2 AND state = 'asked'"};
const db::Query q_count{
    "follow_up.count",
    "SELECT count(*), CAST(COALESCE(sum(f.satisfaction), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN f.need_met = 'yes' "
    "THEN 1 ELSE 0 END), 0) AS BIGINT) FROM service_follow_up f JOIN application a ON a.municipality = f.municipality "
    "AND a.id = f.application_id WHERE f.municipality = $1 AND f.state = 'answered' AND f.answered_on >= $2 AND "
    "f.answered_on < $3 AND a.sensitivity < 4"};

FollowUp read(const db::Row& row) {
  FollowUp f;
  f.municipality = row.municipality(0);
  f.referral = row.id<ReferralId>(1);
  f.application = row.id<ApplicationId>(2);
  f.line = row.id<ApplicationLineId>(3);
  f.need = row.string(4);
  f.started_on = row.day(5);
  f.ask_on = row.day(6);
  f.state = row.string(7);
  f.answered_on = row.maybe_day(8);
  f.channel = row.string(9);
  f.going = row.string(10);
  f.need_met = row.string(11);
  f.words = row.string(12);
  f.satisfaction = static_cast<int>(row.integer(13));
  f.sensitivity = static_cast<Sensitivity>(row.integer(14));
  return f;
}

}  // namespace

std::vector<FollowUp> list_follow_ups(db::Session& session, const MunicipalityCode& municipality,
                                      const ApplicationId& application) {
  std::vector<FollowUp> all;
  session.each(q_of, {municipality, application}, [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

namespace follow_up_store {

void insert(db::Tx& tx, const FollowUp& f) {
  tx.run(q_insert, {f.municipality, f.referral, f.application, f.line, f.started_on, f.ask_on});
}

void drop(db::Tx& tx, const MunicipalityCode& municipality, const ReferralId& referral) {
  tx.run(q_drop, {municipality, referral});
}

std::vector<FollowUp> list_due(db::Session& session, Day today, int limit) {
  std::vector<FollowUp> due;
  session.each(q_due, {today, limit}, [&](const db::Row& row) { due.push_back(read(row)); });
  return due;
}

bool set_asked(db::Tx& tx, const FollowUp& f) { return tx.run(q_asked, {f.municipality, f.referral}) == 1; }

bool set_answered(db::Tx& tx, const FollowUp& f, const FollowUpAnswers& answers, std::string_view channel, Day on,
                  const std::optional<AccountId>& by) {
  return tx.run(q_answered, {f.municipality, f.referral, on, by, channel, answers.going, answers.need_met,
                             answers.satisfaction, answers.words}) == 1;
}

Sum count(db::Session& session, const MunicipalityCode& municipality, Day from, Day until) {
  Sum sum;
  session.one(q_count, {municipality, from, until},
              [&](const db::Row& row) { sum = {row.integer(0), row.integer(1), row.integer(2)}; });
  return sum;
}

}  // namespace follow_up_store

}  // namespace gishe::desk
