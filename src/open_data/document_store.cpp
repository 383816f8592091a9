#include "open_data/document.h"
#include "platform/db/id_list.h"

namespace gishe::open_data {
namespace {

using db::Query;

const Query q_store{
    "open_data.store_document",
    "INSERT INTO hsds_document (kind, id, organisation_id, service_id, location_id, taxonomy_id, parent_id, listed,"
    " modified_at, words, body, latitude, longitude, postcode) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
    "$12,"
    " $13, $14) ON CONFLICT (kind, id) DO UPDATE"
    " SET organisation_id = excluded.organisation_id, service_id = excluded.service_id,"
    " location_id = excluded.location_id, taxonomy_id = excluded.taxonomy_id, parent_id = excluded.parent_id,"
    " listed = excluded.listed, modified_at = excluded.modified_at, words = excluded.words, body = excluded.body,"
    " latitude = excluded.latitude, longitude = excluded.longitude, postcode = excluded.postcode"};
const Query q_mark{"open_data.mark",
                   "INSERT INTO hsds_document_term (kind, document_id, term_id, taxonomy_id) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT (kind, document_id, term_id) DO NOTHING"};
const Query q_unmark{"open_data.unmark", "DELETE FROM hsds_document_term WHERE kind = $1 AND document_id = $2"};
const Query q_drop{"open_data.drop_document", "DELETE FROM hsds_document WHERE kind = $1 AND id = $2"};
const Query q_list_one{"open_data.list_service",
                       "UPDATE hsds_document SET listed = $2 WHERE kind = 'services' AND id = $1"};
const Query q_list_pairs{"open_data.list_pairs",
                         "UPDATE hsds_document SET listed = $2 WHERE service_id = $1 AND kind = 'service_at_location'"};
const Query q_drop_pair{"open_data.drop_pair",
                        "DELETE FROM hsds_document WHERE service_id = $1 AND kind = 'service_at_location'"
                        " AND location_id = $2"};
const Query q_drop_pairs{"open_data.drop_pairs",
                         "DELETE FROM hsds_document WHERE service_id = $1 AND kind = 'service_at_location'"
                         " AND ($2 = 0 OR location_id <> $3)"};
const Query q_body{"open_data.body", "SELECT body FROM hsds_document WHERE kind = $1 AND id = $2"};
// $2, $3: db::id_list.
const Query q_bodies{"open_data.bodies",
                     "SELECT d.id, d.body FROM json_each($3) j CROSS JOIN hsds_document d"
                     " WHERE d.kind = $1 AND d.id = substr($2, j.value, 16)",
                     "SELECT d.id, d.body FROM hsds_document d WHERE d.kind = $1 AND d.id IN"
                     " (SELECT CAST(encode(substr($2, CAST(v AS integer), 16), 'hex') AS uuid)"
                     " FROM json_array_elements_text(CAST($3 AS json)) v)"};
const Query q_walk{"open_data.walk",
                   "SELECT id, body FROM hsds_document WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3"};
const Query q_kinds{"open_data.kinds", "SELECT DISTINCT kind FROM hsds_document ORDER BY kind LIMIT 100"};
const Query q_at{"open_data.services_at",
                 "SELECT service_id FROM hsds_document WHERE location_id = $1 AND kind = 'service_at_location'"
                 " ORDER BY service_id LIMIT 1000"};

}  // namespace

void store_document(db::Tx& tx, const Document& d, bool is_new) {
  tx.run(q_store, {d.kind, d.id, d.organisation, d.service, d.location, d.taxonomy, d.parent, d.listed ? 1 : 0,
                   d.modified_at, d.words, d.body, d.latitude, d.longitude, d.postcode});
  if (!is_new) tx.run(q_unmark, {d.kind, d.id});
  for (const auto& mark : d.marks) tx.run(q_mark, {d.kind, d.id, mark.term, mark.taxonomy});
}

void drop_document(db::Tx& tx, std::string_view kind, const Uuid& id) {
  tx.run(q_unmark, {kind, id});
  tx.run(q_drop, {kind, id});
}

void list_document(db::Tx& tx, const Uuid& service, bool listed) {
  tx.run(q_list_one, {service, listed ? 1 : 0});
  tx.run(q_list_pairs, {service, listed ? 1 : 0});
}

void drop_pair(db::Tx& tx, const Uuid& service, const Uuid& location) { tx.run(q_drop_pair, {service, location}); }

void drop_pairs(db::Tx& tx, const Uuid& service, const std::optional<Uuid>& but_of_location) {
  tx.run(q_drop_pairs, {service, but_of_location ? 1 : 0, but_of_location.value_or(Uuid{})});
}

std::optional<std::string> find_body(db::Session& session, std::string_view kind, const Uuid& id) {
  std::optional<std::string> body;
  session.one(q_body, {kind, id}, [&](const db::Row& r) { body = r.string(0); });
  return body;
}

void each_body(db::Session& session, std::string_view kind, const std::vector<Uuid>& ids,
               const std::function<void(const Uuid&, std::string_view)>& take) {
  if (ids.empty()) return;
  const auto list = db::id_list(ids);
  session.each(q_bodies, {kind, db::Blob{list.bytes}, list.begins},
               [&](const db::Row& r) { take(r.uuid(0), r.text(1)); });
}

std::vector<std::pair<Uuid, std::string>> list_bodies(db::Session& session, std::string_view kind, const Uuid& after,
                                                      int limit) {
  std::vector<std::pair<Uuid, std::string>> list;
  session.each(q_walk, {kind, after, limit}, [&](const db::Row& r) { list.emplace_back(r.uuid(0), r.string(1)); });
  return list;
}

std::vector<std::string> list_kinds(db::Session& session) {
  std::vector<std::string> kinds;
  session.each(q_kinds, {}, [&](const db::Row& r) { kinds.push_back(r.string(0)); });
  return kinds;
}

std::vector<Uuid> list_services_at(db::Session& session, const Uuid& location) {
  std::vector<Uuid> services;
  session.each(q_at, {location}, [&](const db::Row& r) { services.push_back(r.uuid(0)); });
  return services;
}

}  // namespace gishe::open_data
