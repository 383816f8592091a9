#include "hospital/link.h"
#include "platform/access/seen.h"

namespace gishe::hospital::store {
namespace {

#define LINK                                                                                                        \
  "SELECT l.municipality, l.id, l.organisation_id, o.name, l.state, l.expires_on, l.sent_to, l.made_by, l.made_at " \
  "FROM hospital_link l JOIN organisation o ON o.id = l.organisation_id "
const db::Query q_by_hash{"hospital_link.by_hash", LINK "WHERE l.municipality = $1 AND l.token_hash = $2"};
const db::Query q_find{"hospital_link.find", LINK "WHERE l.municipality = $1 AND l.id = $2"};
const db::Query q_list{"hospital_link.list", LINK "WHERE l.municipality = $1 ORDER BY l.id DESC LIMIT 50"};
const db::Query q_count{"hospital_link.count_open",
                        "SELECT count(*) FROM hospital_link WHERE municipality = $1 AND state = 'open' AND expires_on "
                        ">= $2"};
const db::Query q_insert{"hospital_link.insert",
                         "INSERT INTO hospital_link (municipality, id, organisation_id, token_hash, state, expires_on, "
                         "sent_to, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_close{"hospital_link.close",
                        "UPDATE hospital_link SET state = $3, closed_at = $4 WHERE municipality = $1 AND id = $2 AND "
                        "state = 'open'"};

HospitalLink read(const db::Row& row) {
  HospitalLink l;
  l.municipality = row.municipality(0);
  l.id = row.uuid(1);
  l.house = row.id<OrganisationId>(2);
  l.house_name = row.string(3);
  l.state = row.string(4);
  l.expires_on = row.day(5);
  l.sent_to = row.string(6);
  l.made_by = row.id<AccountId>(7);
  l.made_at = row.instant(8);
  return l;
}

}  // namespace

std::optional<HospitalLink> find_by_hash(db::Session& session, const MunicipalityCode& municipality,
                                         std::string_view token_hash) {
  std::optional<HospitalLink> found;
  session.one(q_by_hash, {municipality, db::Blob{token_hash}}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::optional<HospitalLink> find_link(db::Session& session, const access::Scope& scope, const Uuid& id) {
  std::optional<HospitalLink> found;
  session.one(q_find, {access::bound_municipality(scope), id}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<HospitalLink> list_links(db::Session& session, const access::Scope& scope) {
  std::vector<HospitalLink> list;
  session.each(q_list, {access::bound_municipality(scope)}, [&](const db::Row& row) { list.push_back(read(row)); });
  return list;
}

std::int64_t count_open_links(db::Session& session, const MunicipalityCode& municipality, Day today) {
  return session.count(q_count, {municipality, today});
}

void insert_link(db::Tx& tx, const HospitalLink& l, std::string_view token_hash) {
  tx.run(q_insert,
         {l.municipality, l.id, l.house, db::Blob{token_hash}, l.state, l.expires_on, l.sent_to, l.made_by, l.made_at});
}

bool close_link(db::Tx& tx, const HospitalLink& l, std::string_view state, Instant at) {
  return tx.run(q_close, {l.municipality, l.id, state, at}) == 1;
}

}  // namespace gishe::hospital::store
