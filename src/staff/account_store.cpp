#include "base/text.h"
#include "staff/staff_store.h"

namespace gishe::staff {
namespace store {
namespace {

AccountRow account_of(const db::Row& row) {
  return {
      {row.id<AccountId>(0), row.string(1), row.string(2), row.string(3), !row.null(5)}, row.string(4), row.integer(6)};
}
#define GISHE_ACCOUNT \
  "SELECT a.id, a.email, a.name, a.language, a.password_hash, a.disabled_at, a.version FROM account a "

HeldPost post_of(const db::Row& row) {
  HeldPost held;
  held.post = {row.id<PostId>(0), function_from(row.text(1)).value_or(Function::none), row.municipality(2),
               row.id<OrganisationId>(3)};
  held.from = row.maybe_day(4);
  held.until = row.maybe_day(5);
  return held;
}

std::optional<OrganisationId> unless_nil(const OrganisationId& id) {
  if (id.is_nil()) return std::nullopt;
  return id;
}

}  // namespace

std::string email_key(std::string_view email) { return text::lower(text::tidy(email)); }

std::optional<AccountRow> find_account(db::Session& session, const AccountId& id) {
  static const db::Query q{"staff.find_account", GISHE_ACCOUNT "WHERE a.id = $1"};
  std::optional<AccountRow> found;
  session.one(q, {id}, [&](const db::Row& row) { found = account_of(row); });
  return found;
}

std::optional<AccountRow> find_by_email(db::Session& session, std::string_view email) {
  static const db::Query q{"staff.find_by_email", GISHE_ACCOUNT "WHERE a.email_key = $1"};
  std::optional<AccountRow> found;
  session.one(q, {email_key(email)}, [&](const db::Row& row) { found = account_of(row); });
  return found;
}

void insert_account(db::Tx& tx, const AccountRow& row, Instant at) {
  static const db::Query q{
      "staff.insert_account",
      "INSERT INTO account (id, email, email_key, name, language, password_hash, added_at) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7)"};
  const Account& a = row.account;
  tx.run(q, {a.id, a.email, email_key(a.email), a.name, a.language, row.password_hash, at});
}

void set_password(db::Tx& tx, const AccountId& id, std::string_view hash) {
  static const db::Query q{"staff.set_password",
                           "UPDATE account SET password_hash = $2, version = version + 1 WHERE id = $1"};
  tx.run(q, {id, hash});
}

void set_language(db::Tx& tx, const AccountId& id, std::string_view language) {
  static const db::Query q{"staff.set_language", "UPDATE account SET language = $2 WHERE id = $1"};
  tx.run(q, {id, language});
}

void set_disabled(db::Tx& tx, const AccountId& id, std::optional<Instant> at) {
  static const db::Query q{"staff.set_disabled",
                           "UPDATE account SET disabled_at = $2, version = version + 1 WHERE id = $1"};
  tx.run(q, {id, at});
}

void insert_post(db::Tx& tx, const AccountId& account, const HeldPost& held, Instant at) {
  static const db::Query q{
      "staff.insert_post",
      "INSERT INTO post (municipality, id, account_id, function, organisation_id, from_on, until_on, "
      "added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
  tx.run(q, {held.post.municipality, held.post.id, account, function_name(held.post.function),
             unless_nil(held.post.organisation), held.from, held.until, at});
}

std::vector<HeldPost> list_posts(db::Session& session, const AccountId& account) {
  static const db::Query q{
      "staff.list_posts",
      "SELECT id, function, municipality, organisation_id, from_on, until_on FROM post WHERE account_id = $1 "
      "ORDER BY added_at, id LIMIT 50"};
  std::vector<HeldPost> list;
  session.each(q, {account}, [&](const db::Row& row) { list.push_back(post_of(row)); });
  return list;
}

std::vector<HeldPost> list_posts_on(db::Session& session, const AccountId& account, Day on) {
  static const db::Query q{
      "staff.list_posts_on",
      "SELECT id, function, municipality, organisation_id, from_on, until_on FROM post WHERE account_id = $1 "
      "AND (from_on IS NULL OR from_on <= $2) AND (until_on IS NULL OR until_on >= $2) ORDER BY added_at, "
      "id LIMIT 50"};
  std::vector<HeldPost> list;
  session.each(q, {account, on}, [&](const db::Row& row) { list.push_back(post_of(row)); });
  return list;
}

bool end_post(db::Tx& tx, const MunicipalityCode& municipality, const PostId& post, const AccountId& account,
              Day last_day) {
  static const db::Query q{
      "staff.end_post",
      "UPDATE post SET until_on = $4 WHERE municipality = $1 AND id = $2 AND account_id = $3 AND (until_on "
      "IS NULL OR until_on > $4)"};
  return tx.run(q, {municipality, post, account, last_day}) == 1;
}

std::vector<Account> list_accounts(db::Session& session, const MunicipalityCode& municipality, std::string_view after,
                                   int limit) {
  static const db::Query q{
      "staff.list_accounts", GISHE_ACCOUNT
      "WHERE EXISTS (SELECT 1 FROM post p WHERE p.account_id = a.id AND p.municipality = $1) AND NOT EXISTS "
      "(SELECT 1 FROM post p WHERE p.account_id = a.id AND p.function = $4) AND a.email_key > $2 ORDER BY a.email_key "
      "LIMIT $3"};
  std::vector<Account> list;
  session.each(q, {municipality, after, limit, function_name(Function::person_served)},
               [&](const db::Row& row) { list.push_back(account_of(row).account); });
  return list;
}

}  // namespace store

std::optional<Account> find_account(db::Session& session, const AccountId& id) {
  const auto row = store::find_account(session, id);
  if (!row) return std::nullopt;
  return row->account;
}

std::optional<Account> find_account_by_email(db::Session& session, std::string_view email) {
  const auto row = store::find_by_email(session, email);
  if (!row) return std::nullopt;
  return row->account;
}

std::string account_name(db::Session& session, const AccountId& id) {
  const auto account = find_account(session, id);
  return account ? account->name : std::string();
}

std::vector<Account> list_holders(db::Session& session, Function function, const MunicipalityCode& municipality,
                                  const OrganisationId& organisation, Day on) {
  static const db::Query q{
      "staff.list_holders", GISHE_ACCOUNT
      "WHERE a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM post p WHERE p.account_id = a.id AND "
      "p.municipality = $1 AND p.function = $2 AND ($3 = 0 OR p.organisation_id = $4) AND (p.from_on IS NULL "
      "OR p.from_on <= $5) AND (p.until_on IS NULL OR p.until_on >= $5)) ORDER BY a.email_key LIMIT 200"};
  std::vector<Account> list;
  session.each(q, {municipality, function_name(function), organisation.is_nil() ? 0 : 1, organisation, on},
               [&](const db::Row& row) { list.push_back(store::account_of(row).account); });
  return list;
}

std::vector<MunicipalityCode> list_desks(db::Session& session, Day on) {
  static const db::Query q{"staff.list_desks",
                           "SELECT DISTINCT p.municipality FROM post p JOIN account a ON a.id = p.account_id"
                           " WHERE p.function = $1 AND a.disabled_at IS NULL AND (p.from_on IS NULL OR p.from_on <= $2)"
                           " AND (p.until_on IS NULL OR p.until_on >= $2) ORDER BY p.municipality LIMIT 1000"};
  std::vector<MunicipalityCode> list;
  session.each(q, {function_name(Function::desk_officer), on},
               [&](const db::Row& row) { list.push_back(row.municipality(0)); });
  return list;
}

bool any_account(db::Session& session) {
  static const db::Query q{"staff.any_account", "SELECT 1 FROM account LIMIT 1"};
  return session.exists(q, {});
}

}  // namespace gishe::staff
