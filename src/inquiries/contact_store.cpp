#include "inquiries/contact_store.h"

namespace gishe::inquiries {
namespace {

#define CONTACT_COLUMNS                                                                                          \
  "SELECT id, municipality, on_day, channel, settlement, target_group, outcome, state, counted_by, counted_at, " \
  "version FROM contact "
#define COUNTED "municipality = $1 AND state = 'counted' AND on_day >= $2 AND on_day < $3"
#define BY_COLUMN(name, column)                                                          \
  {name, "SELECT substr(on_day, 1, 7), " column ", count(*) FROM contact WHERE " COUNTED \
         " GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 20000"}

const db::Query q_insert{"contact.insert",
                         "INSERT INTO contact (municipality, id, on_day, channel, settlement, target_group, outcome,"
                         " state, counted_by, counted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_update{"contact.update",
                         "UPDATE contact SET on_day = $3, channel = $4, settlement = $5, target_group = $6,"
                         " outcome = $7, state = $8, version = version + 1"
                         " WHERE municipality = $1 AND id = $2 AND version = $9"};
const db::Query q_find{"contact.find", CONTACT_COLUMNS "WHERE municipality = $1 AND id = $2"};
const db::Query q_own{"contact.list_own",
                      CONTACT_COLUMNS "WHERE municipality = $1 AND counted_by = $2 ORDER BY id DESC LIMIT $3"};
const db::Query q_add_topic{"contact.add_topic",
                            "INSERT INTO contact_topic (municipality, contact_id, need_code) VALUES ($1, $2, $3)"};
const db::Query q_add_service{"contact.add_service",
                              "INSERT INTO contact_service (municipality, contact_id, service_id) VALUES ($1, $2, $3)"};
const db::Query q_drop_topics{"contact.drop_topics",
                              "DELETE FROM contact_topic WHERE municipality = $1 AND contact_id = $2"};
const db::Query q_drop_services{"contact.drop_services",
                                "DELETE FROM contact_service WHERE municipality = $1 AND contact_id = $2"};
const db::Query q_topics{"contact.topics",
                         "SELECT need_code FROM contact_topic WHERE municipality = $1 AND contact_id = $2"
                         " ORDER BY need_code"};
const db::Query q_services{"contact.services",
                           "SELECT service_id FROM contact_service WHERE municipality = $1 AND contact_id = $2"
                           " ORDER BY service_id"};

const db::Query q_by_settlement BY_COLUMN("contact.by_settlement", "settlement");
const db::Query q_by_group BY_COLUMN("contact.by_group", "target_group");
const db::Query q_by_outcome BY_COLUMN("contact.by_outcome", "outcome");
const db::Query q_by_channel BY_COLUMN("contact.by_channel", "channel");
const db::Query q_by_topic{"contact.by_topic",
                           "SELECT substr(c.on_day, 1, 7), t.need_code, count(*) FROM contact c JOIN contact_topic t"
                           " ON t.municipality = c.municipality AND t.contact_id = c.id WHERE c.municipality = $1"
                           " AND c.state = 'counted' AND c.on_day >= $2 AND c.on_day < $3"
                           " GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 20000"};
const db::Query q_by_month{"contact.by_month", "SELECT substr(on_day, 1, 7), '', count(*) FROM contact WHERE " COUNTED
                                               " GROUP BY 1 ORDER BY 1 LIMIT 1000"};

const MunicipalityCode& bound(const access::Scope& scope) {
  static const MunicipalityCode nowhere;
  return scope.none() || scope.territory() != access::Territory::municipality ? nowhere : scope.municipality();
}

Contact contact_from(const db::Row& row) {
  Contact c;
  c.id = row.id<ContactId>(0);
  c.municipality = row.municipality(1);
  c.on = row.day(2);
  c.channel = row.string(3);
  c.settlement = row.ekatte(4);
  c.target_group = row.string(5);
  c.outcome = row.string(6);
  c.withdrawn = row.text(7) == "withdrawn";
  c.counted_by = row.id<AccountId>(8);
  c.counted_at = row.instant(9);
  c.version = row.integer(10);
  return c;
}

void add_parts(db::Tx& tx, const Contact& c) {
  for (const std::string& topic : c.topics) tx.run(q_add_topic, {c.municipality, c.id, topic});
  for (const ServiceId& service : c.services) tx.run(q_add_service, {c.municipality, c.id, service});
}

void read_parts(db::Session& session, Contact& c) {
  session.each(q_topics, {c.municipality, c.id}, [&](const db::Row& row) { c.topics.push_back(row.string(0)); });
  session.each(q_services, {c.municipality, c.id},
               [&](const db::Row& row) { c.services.push_back(row.id<ServiceId>(0)); });
}

std::string_view state_of(const Contact& c) { return c.withdrawn ? "withdrawn" : "counted"; }

const db::Query& query_of(CountBy by) {
  switch (by) {
    case CountBy::topic:
      return q_by_topic;
    case CountBy::settlement:
      return q_by_settlement;
    case CountBy::target_group:
      return q_by_group;
    case CountBy::outcome:
      return q_by_outcome;
    case CountBy::channel:
      return q_by_channel;
  }
  return q_by_topic;
}

}  // namespace

void insert_contact(db::Tx& tx, const Contact& c) {
  tx.run(q_insert, {c.municipality, c.id, c.on, c.channel, c.settlement, c.target_group, c.outcome, state_of(c),
                    c.counted_by, c.counted_at});
  add_parts(tx, c);
}

bool update_contact(db::Tx& tx, const Contact& c) {
  const bool kept = tx.run(q_update, {c.municipality, c.id, c.on, c.channel, c.settlement, c.target_group, c.outcome,
                                      state_of(c), c.version}) == 1;
  if (!kept) return false;
  tx.run(q_drop_topics, {c.municipality, c.id});
  tx.run(q_drop_services, {c.municipality, c.id});
  add_parts(tx, c);
  return true;
}

std::optional<Contact> find_contact(db::Session& session, const access::Scope& scope, const ContactId& id) {
  std::optional<Contact> found;
  session.one(q_find, {bound(scope), id}, [&](const db::Row& row) { found = contact_from(row); });
  if (found) read_parts(session, *found);
  return found;
}

std::vector<Contact> list_own_contacts(db::Session& session, const access::Scope& scope, int limit) {
  std::vector<Contact> list;
  session.each(q_own, {bound(scope), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(contact_from(row)); });
  for (Contact& c : list) read_parts(session, c);
  return list;
}

std::vector<ContactCount> count_contacts_by(db::Session& session, const access::Scope& scope, CountBy by, Day from,
                                            Day until) {
  std::vector<ContactCount> counts;
  const auto take = [&](const db::Row& row) { counts.push_back({row.string(0), row.string(1), row.integer(2)}); };
  session.each(query_of(by), {bound(scope), from, until}, take);
  for (ContactCount& c : counts) {
    if (c.key.empty()) c.key = "-";  // not said
  }
  session.each(q_by_month, {bound(scope), from, until}, take);
  return counts;
}

}  // namespace gishe::inquiries
