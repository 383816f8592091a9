#include "guard/emergency_store.h"

#include <stdexcept>

#include "platform/access/seen.h"
#include "platform/db/wall.h"

namespace gishe::guard::store {
namespace {

#define GUARD_OPENING_COLUMNS                                                                          \
  "e.id, e.municipality, e.person_id, e.account_id, e.reason_code, e.reason, e.opened_at, e.ends_at, " \
  "e.last_read_at, e.ended_at, e.review_due_on, e.verdict, e.reviewed_by, e.reviewed_at, e.review_note "

// Whose eyes, as everywhere: $1 municipality, $2 highest ordinary level, $3 account. A file that was shielded since
// shows to those named for it only, its openings too.
#define GUARD_VISIBLE                                                                                       \
  "FROM emergency_opening e JOIN person p ON p.municipality = e.municipality AND p.id = e.person_id WHERE " \
  "e.municipality = $1 AND" GISHE_FILE_SEEN("p")

Opening opening_of(const db::Row& row) {
  Opening o;
  o.id = row.id<EmergencyOpeningId>(0);
  o.municipality = row.municipality(1);
  o.person = row.id<PersonId>(2);
  o.account = row.id<AccountId>(3);
  o.reason_code = row.string(4);
  o.reason = row.string(5);
  o.opened_at = row.instant(6);
  o.ends_at = row.instant(7);
  o.last_read_at = row.instant(8);
  o.ended_at = row.maybe_instant(9);
  o.review_due_on = row.day(10);
  o.verdict = row.string(11);
  o.reviewed_by = row.maybe_id<AccountId>(12);
  o.reviewed_at = row.maybe_instant(13);
  o.review_note = row.string(14);
  return o;
}

constexpr int opening_columns = 15;

Reviewed reviewed_of(const db::Row& row) {
  Reviewed r;
  r.opening = opening_of(row);
  r.person_name = row.string(opening_columns) + ' ' + row.string(opening_columns + 1);
  r.pseudonym = row.uuid(opening_columns + 2);
  return r;
}

}  // namespace

Limits find_limits(db::Session& session, const MunicipalityCode& municipality, Day on) {
  static const db::Query q{
      "guard.limits",
      "SELECT minutes, a_day_max, stubs_an_hour_max, pause_minutes FROM emergency_rule WHERE municipality IN "
      "('', $1) AND from_on <= $2 AND (until_on IS NULL OR until_on >= $2) ORDER BY municipality "
      "DESC, from_on DESC LIMIT 1"};
  Limits limits;
  const bool found = session.one(q, {municipality, on}, [&](const db::Row& row) {
    limits = {static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2)),
              static_cast<int>(row.integer(3))};
  });
  if (!found) throw std::logic_error("no emergency rule");
  return limits;
}

void insert_opening(db::Tx& tx, const Opening& o) {
  static const db::Query q{"guard.insert_opening",
                           "INSERT INTO emergency_opening (municipality, id, person_id, account_id, reason_code, "
                           "reason, opened_at, ends_at, last_read_at, review_due_on, review_note) VALUES ($1, $2, $3, "
                           "$4, $5, $6, $7, $8, $7, $9, '')"};
  tx.run(q,
         {o.municipality, o.id, o.person, o.account, o.reason_code, o.reason, o.opened_at, o.ends_at, o.review_due_on});
}

std::optional<Opening> find_opening(db::Session& session, const MunicipalityCode& municipality,
                                    const EmergencyOpeningId& id) {
  static const db::Query q{"guard.find_opening", "SELECT " GUARD_OPENING_COLUMNS
                                                 "FROM emergency_opening e WHERE e.municipality = $1 AND e.id = $2"};
  std::optional<Opening> found;
  session.one(q, {municipality, id}, [&](const db::Row& row) { found = opening_of(row); });
  return found;
}

std::int64_t count_opened_since(db::Session& session, const AccountId& account, Instant since) {
  static const db::Query q{"guard.count_opened",
                           "SELECT count(*) FROM emergency_opening WHERE account_id = $1 AND opened_at > $2"};
  const db::BeyondTheWall to_count_all;
  return session.count(q, {account, since});
}

bool opened_lately(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                   const AccountId& account, Instant since) {
  // COALESCE: what no job has ended yet ends at its time.
  static const db::Query q{"guard.opened_lately",
                           "SELECT count(*) FROM emergency_opening WHERE account_id = $1 AND municipality = $2 AND "
                           "person_id = $3 AND COALESCE(ended_at, ends_at) > $4"};
  return session.count(q, {account, municipality, person, since}) > 0;
}

void lock_account(db::Tx& tx, const AccountId& account) {
  // SQLite writes one transaction at a time as it is.
  static const db::Query q{"guard.lock_account", "SELECT 1 FROM account WHERE id = $1",
                           "SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE"};
  tx.one(q, {account}, [](const db::Row&) {});
}

std::vector<Opening> list_running(db::Session& session, const access::Scope& scope) {
  static const db::Query q{"guard.running", "SELECT " GUARD_OPENING_COLUMNS GUARD_VISIBLE
                                            "AND p.sensitivity < 4 AND e.account_id = $3 AND e.ended_at IS NULL "
                                            "ORDER BY e.opened_at DESC LIMIT 20"};
  std::vector<Opening> list;
  if (access::no_town(scope)) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account()},
               [&](const db::Row& row) { list.push_back(opening_of(row)); });
  return list;
}

void note_read(db::Tx& tx, const Opening& o, Instant at) {
  static const db::Query q{"guard.note_read",
                           "UPDATE emergency_opening SET last_read_at = $3 WHERE municipality = $1 AND id = $2 AND "
                           "last_read_at < $3"};
  tx.run(q, {o.municipality, o.id, at});
}

void end_opening(db::Tx& tx, const Opening& o, Instant at) {
  static const db::Query q{"guard.end_opening",
                           "UPDATE emergency_opening SET ended_at = $3 WHERE municipality = $1 AND id = $2 AND "
                           "ended_at IS NULL"};
  tx.run(q, {o.municipality, o.id, at});
}

std::vector<Opening> list_not_ended(db::Session& session) {
  static const db::Query q{"guard.not_ended", "SELECT " GUARD_OPENING_COLUMNS
                                              "FROM emergency_opening e WHERE e.ended_at IS NULL ORDER BY e.ends_at "
                                              "LIMIT 500"};
  std::vector<Opening> list;
  session.each(q, {}, [&](const db::Row& row) { list.push_back(opening_of(row)); });
  return list;
}

std::vector<Reviewed> list_for_review(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"guard.for_review",
                           "SELECT " GUARD_OPENING_COLUMNS ", p.given_name, p.family_name, p.pseudonym " GUARD_VISIBLE
                           "ORDER BY e.verdict IS NOT NULL, e.reviewed_at DESC, e.review_due_on, "
                           "e.opened_at, e.id LIMIT $4"};
  std::vector<Reviewed> list;
  if (access::no_town(scope)) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(reviewed_of(row)); });
  return list;
}

std::optional<Reviewed> find_for_review(db::Session& session, const access::Scope& scope,
                                        const EmergencyOpeningId& id) {
  static const db::Query q{"guard.find_for_review",
                           "SELECT " GUARD_OPENING_COLUMNS ", p.given_name, p.family_name, p.pseudonym " GUARD_VISIBLE
                           "AND e.id = $4"};
  std::optional<Reviewed> found;
  if (access::no_town(scope)) return found;
  session.one(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), id},
              [&](const db::Row& row) { found = reviewed_of(row); });
  return found;
}

std::int64_t count_for_review(db::Session& session, const access::Scope& scope) {
  static const db::Query q{"guard.count_for_review",
                           "SELECT count(*) " GUARD_VISIBLE "AND e.verdict IS NULL AND e.account_id <> $3"};
  if (access::no_town(scope)) return 0;
  return session.count(q, {scope.municipality(), scope.sensitivity_max(), scope.account()});
}

bool set_verdict(db::Tx& tx, const Opening& o) {
  static const db::Query q{"guard.set_verdict",
                           "UPDATE emergency_opening SET verdict = $3, reviewed_by = $4, reviewed_at = $5, review_note "
                           "= $6 WHERE municipality = $1 AND id = $2 AND verdict IS NULL"};
  return tx.run(q, {o.municipality, o.id, o.verdict, o.reviewed_by, o.reviewed_at, o.review_note}) == 1;
}

void insert_stub_look_up(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& account, Instant at) {
  static const db::Query q{"guard.insert_stub",
                           "INSERT INTO stub_look_up (municipality, account_id, id, asked_at) VALUES ($1, $2, $3, $4)"};
  static const db::Query q_old{"guard.forget_stubs",
                               "DELETE FROM stub_look_up WHERE municipality = $1 AND account_id = $2 AND asked_at < "
                               "$3"};
  tx.run(q_old, {municipality, account, at.plus_seconds(-86'400)});
  tx.run(q, {municipality, account, Uuid::make(), at});
}

std::int64_t count_stub_look_ups(db::Session& session, const MunicipalityCode& municipality, const AccountId& account,
                                 Instant since) {
  static const db::Query q{"guard.count_stubs",
                           "SELECT count(*) FROM stub_look_up WHERE municipality = $1 AND account_id = $2 AND asked_at "
                           "> $3"};
  return session.count(q, {municipality, account, since});
}

}  // namespace gishe::guard::store
