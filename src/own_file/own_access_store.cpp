#include "own_file/own_access_store.h"

namespace gishe::own_file::store {
namespace {

#define OWN_ACCESS_COLUMNS                                                                                    \
  "SELECT id, municipality, account_id, person_id, holder_id, representative_id, identity_check, opened_by, " \
  "opened_at, "                                                                                               \
  "ended_at, end_reason FROM own_access "

OwnAccess access_of(const db::Row& row) {
  OwnAccess a;
  a.id = row.id<OwnAccessId>(0);
  a.municipality = row.municipality(1);
  a.account = row.id<AccountId>(2);
  a.person = row.id<PersonId>(3);
  a.holder = row.id<PersonId>(4);
  if (const auto mandate = row.id<RepresentativeId>(5); !mandate.is_nil()) a.mandate = mandate;
  a.identity_check = row.string(6);
  a.opened_by = row.id<AccountId>(7);
  a.opened_at = row.instant(8);
  a.ended_at = row.maybe_instant(9);
  a.end_reason = row.string(10);
  return a;
}

std::vector<OwnAccess> list(db::Session& session, const db::Query& q, db::Args values) {
  std::vector<OwnAccess> all;
  session.each(q, values, [&](const db::Row& row) { all.push_back(access_of(row)); });
  return all;
}

}  // namespace

void insert(db::Tx& tx, const OwnAccess& a) {
  static const db::Query q{
      "own_access.insert",
      "INSERT INTO own_access (municipality, id, account_id, person_id, holder_id, representative_id, identity_check, "
      "opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
  tx.run(q,
         {a.municipality, a.id, a.account, a.person, a.holder, a.mandate, a.identity_check, a.opened_by, a.opened_at});
}

bool end(db::Tx& tx, const OwnAccess& a, const AccountId& by, std::string_view reason, Instant at) {
  static const db::Query q{
      "own_access.end",
      "UPDATE own_access SET ended_at = $3, ended_by = $4, end_reason = $5 WHERE municipality = $1 "
      "AND id = $2 AND ended_at IS NULL"};
  return tx.run(q, {a.municipality, a.id, at, by.is_nil() ? std::optional<AccountId>() : std::optional(by), reason}) ==
         1;
}

std::optional<OwnAccess> find(db::Session& session, const MunicipalityCode& municipality, const OwnAccessId& id) {
  static const db::Query q{"own_access.find", OWN_ACCESS_COLUMNS "WHERE municipality = $1 AND id = $2"};
  std::optional<OwnAccess> found;
  session.one(q, {municipality, id}, [&](const db::Row& row) { found = access_of(row); });
  return found;
}

std::vector<OwnAccess> list_of_account(db::Session& session, const MunicipalityCode& municipality,
                                       const AccountId& account) {
  static const db::Query q{
      "own_access.list_of_account", OWN_ACCESS_COLUMNS
      "WHERE municipality = $1 AND account_id = $2 AND ended_at IS NULL ORDER BY opened_at, id LIMIT "
      "30"};
  return list(session, q, {municipality, account});
}

std::vector<OwnAccess> list_of_person(db::Session& session, const MunicipalityCode& municipality,
                                      const PersonId& person) {
  static const db::Query q{"own_access.list_of_person", OWN_ACCESS_COLUMNS
                           "WHERE municipality = $1 AND person_id = $2 ORDER BY opened_at DESC, id DESC LIMIT 50"};
  return list(session, q, {municipality, person});
}

std::optional<PersonId> find_holder(db::Session& session, const MunicipalityCode& municipality,
                                    const AccountId& account) {
  static const db::Query q{"own_access.find_holder",
                           "SELECT holder_id FROM own_access WHERE municipality = $1 AND account_id = $2 LIMIT 1"};
  std::optional<PersonId> holder;
  session.one(q, {municipality, account}, [&](const db::Row& row) { holder = row.id<PersonId>(0); });
  return holder;
}

std::optional<AccountId> find_account(db::Session& session, const MunicipalityCode& municipality,
                                      const PersonId& holder) {
  static const db::Query q{"own_access.find_account",
                           "SELECT account_id FROM own_access WHERE municipality = $1 AND holder_id = $2 AND "
                           "ended_at IS NULL LIMIT 1"};
  std::optional<AccountId> account;
  session.one(q, {municipality, holder}, [&](const db::Row& row) { account = row.id<AccountId>(0); });
  return account;
}

}  // namespace gishe::own_file::store
