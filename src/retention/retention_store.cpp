#include "retention/retention_store.h"

#include "platform/access/seen.h"

namespace gishe::retention::store {
namespace {

// $1 municipality, $2 highest level, $3 account: the person exists for these eyes.
#define ITEM_COLUMNS                                                                                               \
  "SELECT i.id, i.municipality, i.person_id, i.cause, i.request_id, i.class, i.due_on, i.state, i.hold_reason, "   \
  "i.hold_words, i.found_at, i.version, COALESCE(r.number, '') FROM retention_item i LEFT JOIN subject_request r " \
  "ON r.municipality = i.municipality AND r.id = i.request_id "
#define ITEM_VISIBLE                                                                                   \
  "JOIN person p ON p.municipality = i.municipality AND p.id = i.person_id WHERE i.municipality = $1 " \
  "AND" GISHE_FILE_SEEN("p")

Item item_of(const db::Row& row) {
  Item i;
  i.id = row.id<ItemId>(0);
  i.municipality = row.municipality(1);
  i.person = row.id<PersonId>(2);
  i.cause = row.string(3);
  i.request = row.maybe_id<SubjectRequestId>(4);
  i.record_class = row.string(5);
  i.due_on = row.day(6);
  i.state = row.string(7);
  i.hold_reason = row.string(8);
  i.hold_words = row.string(9);
  i.found_at = row.instant(10);
  i.version = row.integer(11);
  i.request_number = row.string(12);
  return i;
}

std::vector<Item> items_of(db::Session& session, const db::Query& query, db::Args args) {
  std::vector<Item> list;
  session.each(query, args, [&](const db::Row& row) { list.push_back(item_of(row)); });
  return list;
}

}  // namespace

std::vector<Item> list_clock_items(db::Session& session, int limit) {
  static const db::Query q{"retention.clock_items", ITEM_COLUMNS
                           "WHERE i.cause = 'clock' AND i.state = 'due' ORDER BY i.municipality, i.id LIMIT $1"};
  return items_of(session, q, {limit});
}

std::vector<Item> list_items(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"retention.items", ITEM_COLUMNS ITEM_VISIBLE "ORDER BY i.due_on, i.id LIMIT $4"};
  if (scope.none()) return {};
  return items_of(session, q, {scope.municipality(), scope.sensitivity_max(), scope.account(), limit});
}

std::optional<Item> find_item(db::Session& session, const access::Scope& scope, const ItemId& id) {
  static const db::Query q{"retention.find_item", ITEM_COLUMNS ITEM_VISIBLE "AND i.id = $4"};
  if (scope.none()) return std::nullopt;
  auto list = items_of(session, q, {scope.municipality(), scope.sensitivity_max(), scope.account(), id});
  return list.empty() ? std::nullopt : std::optional(std::move(list.front()));
}

std::optional<Item> find_item_of(db::Session& session, const access::Scope& scope, const PersonId& person) {
  static const db::Query q{"retention.find_item_of", ITEM_COLUMNS ITEM_VISIBLE "AND i.person_id = $4"};
  if (scope.none()) return std::nullopt;
  auto list = items_of(session, q, {scope.municipality(), scope.sensitivity_max(), scope.account(), person});
  return list.empty() ? std::nullopt : std::optional(std::move(list.front()));
}

bool insert_item(db::Tx& tx, const Item& i) {
  static const db::Query q{
      "retention.insert_item",
      "INSERT INTO retention_item (municipality, id, person_id, cause, request_id, class, due_on, state, found_at, "
      "changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 'due', $8, $8, 1) ON CONFLICT (municipality, "
      "person_id) DO NOTHING"};
  return tx.run(q, {i.municipality, i.id, i.person, i.cause, i.request, i.record_class, i.due_on, i.found_at}) == 1;
}

bool update_item(db::Tx& tx, const Item& i, Instant at) {
  static const db::Query q{"retention.update_item",
                           "UPDATE retention_item SET cause = $3, request_id = $4, state = $5, hold_reason = $6, "
                           "hold_words = $7, changed_at = $8, version = version + 1 WHERE municipality = $1 AND id = "
                           "$2 AND version = $9"};
  return tx.run(q, {i.municipality, i.id, i.cause, i.request, i.state, i.hold_reason, i.hold_words, at, i.version}) ==
         1;
}

void delete_item(db::Tx& tx, const Item& i) {
  static const db::Query q_events{"retention.delete_events",
                                  "DELETE FROM retention_event WHERE municipality = $1 AND item_id = $2"};
  static const db::Query q{"retention.delete_item", "DELETE FROM retention_item WHERE municipality = $1 AND id = $2"};
  tx.run(q_events, {i.municipality, i.id});
  tx.run(q, {i.municipality, i.id});
}

void add_event(db::Tx& tx, const Item& i, const Event& e) {
  static const db::Query q{
      "retention.add_event",
      "INSERT INTO retention_event (municipality, item_id, seq, at, account_id, verb, from_state, to_state, reason) "
      "SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8 FROM retention_event WHERE municipality = $1 AND item_id = "
      "$2"};
  tx.run(q, {i.municipality, i.id, e.at, e.account, e.verb, e.from, e.to, e.reason});
}

std::vector<Event> list_events(db::Session& session, const Item& i) {
  static const db::Query q{"retention.events",
                           "SELECT at, account_id, verb, from_state, to_state, reason FROM retention_event WHERE "
                           "municipality = $1 AND item_id = $2 ORDER BY seq DESC LIMIT 50"};
  std::vector<Event> list;
  session.each(q, {i.municipality, i.id}, [&](const db::Row& row) {
    list.push_back(
        {row.instant(0), row.maybe_id<AccountId>(1), row.string(2), row.string(3), row.string(4), row.string(5)});
  });
  return list;
}

std::optional<Request> find_erasure_request(db::Session& session, const access::Scope& scope,
                                            const SubjectRequestId& id) {
  static const db::Query q{"retention.erasure_request",
                           "SELECT i.id, i.person_id FROM subject_request i " ITEM_VISIBLE
                           "AND i.id = $4 AND i.kind = 'erasure' AND i.state IN ('received', 'in_review', 'extended')"};
  std::optional<Request> found;
  if (scope.none()) return found;
  session.one(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), id},
              [&](const db::Row& row) { found = Request{row.id<SubjectRequestId>(0), row.id<PersonId>(1)}; });
  return found;
}

std::optional<Uuid> find_pseudonym(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"retention.pseudonym", "SELECT pseudonym FROM person WHERE municipality = $1 AND id = $2"};
  std::optional<Uuid> found;
  session.one(q, {municipality, person}, [&](const db::Row& row) { found = row.uuid(0); });
  return found;
}

std::vector<PersonId> list_gone_into(db::Session& session, const MunicipalityCode& municipality,
                                     const PersonId& person) {
  static const db::Query q{"retention.gone_into", "SELECT id FROM person WHERE municipality = $1 AND merged_into = $2"};
  std::vector<PersonId> list;
  session.each(q, {municipality, person}, [&](const db::Row& row) { list.push_back(row.id<PersonId>(0)); });
  return list;
}

void insert_erasure(db::Tx& tx, const Erased& e) {
  // The same person once more: an older backup had brought her back.
  static const db::Query q{
      "retention.insert_erasure",
      "INSERT INTO erasure (municipality, person_id, cause, request_number, class, approved_by, erased_on, "
      "erased_rows) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (municipality, person_id) DO NOTHING"};
  tx.run(q, {e.municipality, e.person, e.cause, e.request_number, e.record_class, e.approved_by, e.on, e.rows});
}

std::vector<Erased> list_erasures(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"retention.erasures",
                           "SELECT municipality, person_id, cause, request_number, class, approved_by, erased_on, "
                           "erased_rows FROM erasure WHERE municipality = $1 ORDER BY erased_on DESC, person_id LIMIT "
                           "$2"};
  std::vector<Erased> list;
  if (scope.none()) return list;
  session.each(q, {scope.municipality(), limit}, [&](const db::Row& row) {
    list.push_back({row.municipality(0), row.id<PersonId>(1), row.string(2), row.string(3), row.string(4),
                    row.maybe_id<AccountId>(5), row.day(6), row.integer(7)});
  });
  return list;
}

std::vector<Listed> list_erased(db::Session& session) {
  static const db::Query q{"retention.erased", "SELECT municipality, person_id, erased_on FROM erasure"};
  std::vector<Listed> list;
  session.each(q, {},
               [&](const db::Row& row) { list.push_back({row.municipality(0), row.id<PersonId>(1), row.day(2)}); });
  return list;
}

}  // namespace gishe::retention::store
