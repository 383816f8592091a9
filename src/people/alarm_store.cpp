#include "people/alarm_store.h"

#include "people/person_row.h"

namespace gishe::people::store {
namespace {

constexpr int barred_from_max = 50;

std::vector<std::string> hashes_of(db::Session& session, const Person& person) {
  static const db::Query q GISHE_INDEXED("people.hashes", "SELECT hash FROM person_identifier",
                                         "person_identifier_by_person",
                                         "WHERE municipality = $1 AND person_id = $2 LIMIT 4");
  std::vector<std::string> hashes;
  session.each(q, {person.municipality, person.id}, [&](const db::Row& row) { hashes.push_back(row.string(0)); });
  return hashes;
}

void insert_event(db::Tx& tx, const BarringEvent& e, std::string_view event) {
  static const db::Query q{"people.insert_barring",
                           "INSERT INTO person_barring (municipality, id, person_id, account_id, event, by_account, "
                           "at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
  tx.run(q, {e.municipality, Uuid::make(), e.person, e.account, event, e.by, e.at, e.reason});
}

#define GISHE_ALARM_COLUMNS "a.id, a.account_id, a.how, a.raised_at, a.seen_at, " GISHE_PERSON_COLUMNS
#define GISHE_ALARM_FROM "FROM person_alarm a JOIN person p ON p.municipality = a.municipality AND p.id = a.person_id "

Alarm alarm_of(const db::Row& row) {
  Alarm a;
  a.id = row.id<AlarmId>(0);
  a.account = row.id<AccountId>(1);
  a.how = row.string(2);
  a.raised_at = row.instant(3);
  a.seen_at = row.maybe_instant(4);
  a.person = person_of(row, 5);
  return a;
}

}  // namespace

std::vector<BarredFrom> list_barred_from(db::Session& session, const AccountId& account) {
  static const db::Query q{"people.barred_from", "SELECT " GISHE_PERSON_COLUMNS
                                                 "FROM person_barred b JOIN person p ON p.municipality = "
                                                 "b.municipality AND p.id = b.person_id WHERE b.account_id = $1 "
                                                 "ORDER BY p.id LIMIT $2"};
  std::vector<BarredFrom> list;
  session.each(q, {account, barred_from_max}, [&](const db::Row& row) { list.push_back({person_of(row), {}}); });
  for (auto& from : list) from.hashes = hashes_of(session, from.person);
  return list;
}

bool is_barred(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
               const AccountId& account) {
  static const db::Query q{
      "people.is_barred", "SELECT 1 FROM person_barred WHERE municipality = $1 AND person_id = $2 AND account_id = $3"};
  return session.exists(q, {municipality, person, account});
}

std::vector<BarredRow> list_barred(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"people.barred",
                           "SELECT b.account_id, b.reason, b.barred_at, (SELECT e.by_account FROM person_barring e "
                           "WHERE e.municipality = b.municipality AND e.person_id = b.person_id AND e.account_id = "
                           "b.account_id AND e.event = 'barred' ORDER BY e.at DESC LIMIT 1) FROM person_barred b WHERE "
                           "b.municipality = $1 AND b.person_id = $2 ORDER BY b.barred_at, b.account_id LIMIT 50"};
  std::vector<BarredRow> list;
  session.each(q, {municipality, person}, [&](const db::Row& row) {
    list.push_back({row.id<AccountId>(0), row.string(1), row.instant(2), row.id<AccountId>(3)});
  });
  return list;
}

bool bar_account(db::Tx& tx, const BarringEvent& e) {
  static const db::Query q{"people.bar_account",
                           "INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES "
                           "($1, $2, $3, $4, $5) ON CONFLICT (municipality, person_id, account_id) DO NOTHING"};
  if (tx.run(q, {e.municipality, e.person, e.account, e.reason, e.at}) != 1) return false;
  insert_event(tx, e, "barred");
  return true;
}

bool lift_bar(db::Tx& tx, const BarringEvent& e) {
  static const db::Query q{"people.lift_bar",
                           "DELETE FROM person_barred WHERE municipality = $1 AND person_id = $2 AND account_id = $3"};
  if (tx.run(q, {e.municipality, e.person, e.account}) != 1) return false;
  insert_event(tx, e, "lifted");
  return true;
}

void insert_alarm(db::Tx& tx, const Alarm& a) {
  static const db::Query q{"people.insert_alarm",
                           "INSERT INTO person_alarm (municipality, id, person_id, account_id, how, raised_at) VALUES "
                           "($1, $2, $3, $4, $5, $6)"};
  tx.run(q, {a.person.municipality, a.id, a.person.id, a.account, a.how, a.raised_at});
}

bool alarmed_since(db::Session& session, const MunicipalityCode& municipality, const PersonId& person, Instant since) {
  static const db::Query q{"people.alarmed_since",
                           "SELECT 1 FROM person_alarm WHERE municipality = $1 AND person_id = $2 AND raised_at > $3 "
                           "LIMIT 1"};
  return session.exists(q, {municipality, person, since});
}

std::vector<Alarm> list_alarms(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"people.alarms", "SELECT " GISHE_ALARM_COLUMNS GISHE_ALARM_FROM "WHERE" GISHE_PERSON_VISIBLE
                                            "ORDER BY a.seen_at IS NOT NULL, a.raised_at DESC, a.id LIMIT $5"};
  std::vector<Alarm> list;
  if (access::no_town(scope)) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), limit},
               [&](const db::Row& row) { list.push_back(alarm_of(row)); });
  return list;
}

std::optional<Alarm> find_alarm(db::Session& session, const access::Scope& scope, const AlarmId& id) {
  static const db::Query q{"people.find_alarm", "SELECT " GISHE_ALARM_COLUMNS GISHE_ALARM_FROM
                                                "WHERE a.municipality = $1 AND a.id = $5 AND" GISHE_PERSON_VISIBLE};
  std::optional<Alarm> found;
  if (access::no_town(scope)) return found;
  session.one(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), id},
              [&](const db::Row& row) { found = alarm_of(row); });
  return found;
}

std::int64_t count_unseen(db::Session& session, const access::Scope& scope) {
  static const db::Query q{"people.count_alarms", "SELECT count(*) " GISHE_ALARM_FROM
                                                  "WHERE a.municipality = $1 AND a.seen_at IS NULL "
                                                  "AND" GISHE_PERSON_VISIBLE};
  if (access::no_town(scope)) return 0;
  return session.count(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope)});
}

void mark_seen(db::Tx& tx, const Alarm& alarm, const AccountId& by, Instant at) {
  static const db::Query q{"people.alarm_seen",
                           "UPDATE person_alarm SET seen_by = $3, seen_at = $4 WHERE municipality = $1 AND id = $2 AND "
                           "seen_at IS NULL"};
  tx.run(q, {alarm.person.municipality, alarm.id, by, at});
}

}  // namespace gishe::people::store
