#include "departures/death_store.h"

#include "departures/visible.h"

namespace gishe::departures::store {
namespace {

#define TO_TELL                                                                                                   \
  " FROM person_death d JOIN person p ON p.municipality = d.municipality AND p.id = d.person_id WHERE d.told_at " \
  "IS NULL AND d.undone_at IS NULL AND d.municipality = $1 AND" DEPARTURE_VISIBLE

}  // namespace

void insert_death(db::Tx& tx, const Death& d) {
  static const db::Query q{
      "departures.insert_death",
      "INSERT INTO person_death (municipality, id, person_id, died_on, source, document, told_by, recorded_by, "
      "recorded_at, tell_by_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
  tx.run(q, {d.municipality, d.id, d.person, d.died_on, d.source, d.document, d.told_by, d.recorded_by, d.recorded_at,
             d.tell_by});
}

std::optional<Death> find_death(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"departures.find_death",
                           "SELECT id, died_on, source, document, told_by, recorded_by, recorded_at, tell_by_on, "
                           "told_at, told_by_account, told_how FROM person_death WHERE municipality = $1 AND person_id "
                           "= $2 AND undone_at IS NULL"};
  std::optional<Death> found;
  session.one(q, {municipality, person}, [&](const db::Row& row) {
    Death d;
    d.id = row.id<DeathId>(0);
    d.municipality = municipality;
    d.person = person;
    d.died_on = row.day(1);
    d.source = row.string(2);
    d.document = row.string(3);
    d.told_by = row.string(4);
    d.recorded_by = row.id<AccountId>(5);
    d.recorded_at = row.instant(6);
    d.tell_by = row.day(7);
    d.told_at = row.maybe_instant(8);
    d.told_by_account = row.maybe_id<AccountId>(9).value_or(AccountId{});
    d.told_how = row.string(10);
    found = std::move(d);
  });
  return found;
}

bool set_told(db::Tx& tx, const Death& d, std::string_view how, const AccountId& by, Instant at) {
  static const db::Query q{"departures.told",
                           "UPDATE person_death SET told_how = $3, told_by_account = $4, told_at = $5 WHERE "
                           "municipality = $1 AND id = $2 AND told_at IS NULL AND undone_at IS NULL"};
  return tx.run(q, {d.municipality, d.id, how, by, at}) == 1;
}

bool set_undone(db::Tx& tx, const Death& d, std::string_view reason, const AccountId& by, Instant at) {
  static const db::Query q{"departures.undone",
                           "UPDATE person_death SET undone_reason = $3, undone_by = $4, undone_at = $5 WHERE "
                           "municipality = $1 AND id = $2 AND undone_at IS NULL"};
  return tx.run(q, {d.municipality, d.id, reason, by, at}) == 1;
}

std::vector<Waiting> list_to_tell(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"departures.list_to_tell",
                           "SELECT p.id, p.given_name, p.family_name, d.died_on, d.tell_by_on" TO_TELL
                           "ORDER BY d.tell_by_on, d.id LIMIT $5"};
  std::vector<Waiting> list;
  if (access::no_town(scope)) return list;
  session.each(q, {scope.municipality(), access::bound_level(scope), scope.account(), access::team_only(scope), limit},
               [&](const db::Row& row) {
                 list.push_back({row.id<PersonId>(0), row.string(1) + ' ' + row.string(2), row.day(3), row.day(4)});
               });
  return list;
}

ToTell count_to_tell(db::Session& session, const access::Scope& scope) {
  ToTell waiting;
  for (const Waiting& w : list_to_tell(session, scope, 100)) {
    if (!waiting.due_on) waiting.due_on = w.tell_by;
    ++waiting.count;
  }
  return waiting;
}

void insert_item(db::Tx& tx, const MunicipalityCode& municipality, const Uuid& departure, int position,
                 const Item& item) {
  static const db::Query q{
      "departures.insert_item",
      "INSERT INTO departure_item (municipality, departure_id, position, kind, subject_id, number, words, goes_on, "
      "service_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
  tx.run(q, {municipality, departure, position, item.kind, item.running.subject, item.running.number,
             item.running.words, item.goes_on ? 1 : 0, item.running.service});
}

std::vector<Item> list_items(db::Session& session, const MunicipalityCode& municipality, const Uuid& departure) {
  static const db::Query q{"departures.items",
                           "SELECT kind, subject_id, number, words, goes_on, service_id FROM departure_item WHERE "
                           "municipality = $1 AND departure_id = $2 ORDER BY position LIMIT 200"};
  std::vector<Item> list;
  session.each(q, {municipality, departure}, [&](const db::Row& row) {
    list.push_back(
        {row.string(0), {row.uuid(1), row.string(2), row.string(3), row.maybe_id<ServiceId>(5)}, row.truth(4)});
  });
  return list;
}

}  // namespace gishe::departures::store
