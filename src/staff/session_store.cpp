#include "staff/staff_store.h"

namespace gishe::staff::store {

using db::Blob;

static SessionRow session_of(const db::Row& row) {
  return {row.string(0),  row.id<AccountId>(1), row.id<PostId>(2), row.string(3), row.string(4),
          row.instant(5), row.instant(6),       row.instant(7),    row.string(8)};
}
#define GISHE_SESSION \
  "SELECT digest, account_id, post_id, csrf, device, created_at, seen_at, expires_at, proof FROM session "

void insert_session(db::Tx& tx, const SessionRow& row) {
  static const db::Query q{
      "staff.insert_session",
      "INSERT INTO session (digest, account_id, post_id, csrf, device, created_at, seen_at, expires_at, "
      "proof) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
  tx.run(q, {Blob{row.digest}, row.account, row.post, row.csrf, row.device, row.created_at, row.seen_at, row.expires_at,
             row.proof});
}

std::optional<SessionRow> find_session(db::Session& session, std::string_view digest) {
  static const db::Query q{"staff.find_session", GISHE_SESSION "WHERE digest = $1"};
  std::optional<SessionRow> found;
  session.one(q, {Blob{digest}}, [&](const db::Row& row) { found = session_of(row); });
  return found;
}

void touch_session(db::Tx& tx, std::string_view digest, Instant at) {
  static const db::Query q{"staff.touch_session", "UPDATE session SET seen_at = $2 WHERE digest = $1 AND seen_at < $2"};
  tx.run(q, {Blob{digest}, at});
}

bool delete_session(db::Tx& tx, std::string_view digest) {
  static const db::Query q{"staff.delete_session", "DELETE FROM session WHERE digest = $1"};
  return tx.run(q, {Blob{digest}}) == 1;
}

void delete_sessions(db::Tx& tx, const AccountId& account) {
  static const db::Query q{"staff.delete_sessions", "DELETE FROM session WHERE account_id = $1"};
  tx.run(q, {account});
}

std::vector<SessionRow> list_sessions(db::Session& session, const AccountId& account) {
  static const db::Query q{"staff.list_sessions",
                           GISHE_SESSION "WHERE account_id = $1 ORDER BY created_at DESC LIMIT 50"};
  std::vector<SessionRow> list;
  session.each(q, {account}, [&](const db::Row& row) { list.push_back(session_of(row)); });
  return list;
}

void delete_old(db::Tx& tx, Instant now) {
  static const db::Query q_sessions{"staff.delete_old_sessions", "DELETE FROM session WHERE expires_at < $1"};
  static const db::Query q_attempts{"staff.delete_old_attempts", "DELETE FROM sign_in_attempt WHERE last_at < $1"};
  tx.run(q_sessions, {now});
  tx.run(q_attempts, {now.plus_seconds(-24 * 3600)});
}

void insert_invitation(db::Tx& tx, std::string_view digest, const AccountId& account, Instant made, Instant expires) {
  static const db::Query q{
      "staff.insert_invitation",
      "INSERT INTO invitation (digest, account_id, made_at, expires_at, used_at) VALUES ($1, $2, $3, $4, NULL)"};
  tx.run(q, {Blob{digest}, account.is_nil() ? std::nullopt : std::optional<AccountId>(account), made, expires});
}

std::optional<AccountId> find_invitation(db::Session& session, std::string_view digest, Instant now) {
  static const db::Query q{
      "staff.find_invitation",
      "SELECT account_id FROM invitation WHERE digest = $1 AND used_at IS NULL AND expires_at > $2"};
  std::optional<AccountId> found;
  session.one(q, {Blob{digest}, now},
              [&](const db::Row& row) { found = row.maybe_id<AccountId>(0).value_or(AccountId{}); });
  return found;
}

bool use_invitation(db::Tx& tx, std::string_view digest, Instant now) {
  static const db::Query q{
      "staff.use_invitation",
      "UPDATE invitation SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2"};
  return tx.run(q, {Blob{digest}, now}) == 1;
}

void end_invitations(db::Tx& tx, const AccountId& account, Instant now) {
  static const db::Query q{"staff.end_invitations",
                           "UPDATE invitation SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL"};
  tx.run(q, {account, now});
}

void end_first_invitations(db::Tx& tx, Instant now) {
  static const db::Query q{"staff.end_first_invitations",
                           "UPDATE invitation SET used_at = $1 WHERE account_id IS NULL AND used_at IS NULL"};
  tx.run(q, {now});
}

void insert_token(db::Tx& tx, std::string_view digest, const TokenRow& token, Instant made, Instant expires) {
  static const db::Query q{
      "staff.insert_token",
      "INSERT INTO api_token (digest, account_id, made_at, expires_at, proof) VALUES ($1, $2, $3, $4, $5)"};
  tx.run(q, {Blob{digest}, token.account, made, expires, token.proof});
}

std::optional<TokenRow> find_token(db::Session& session, std::string_view digest, Instant now) {
  static const db::Query q{"staff.find_token",
                           "SELECT account_id, proof FROM api_token WHERE digest = $1 AND expires_at > $2"};
  std::optional<TokenRow> found;
  session.one(q, {Blob{digest}, now},
              [&](const db::Row& row) { found = TokenRow{row.id<AccountId>(0), row.string(1)}; });
  return found;
}

void delete_tokens(db::Tx& tx, const AccountId& account) {
  static const db::Query q{"staff.delete_tokens", "DELETE FROM api_token WHERE account_id = $1"};
  tx.run(q, {account});
}

Bucket find_bucket(db::Session& session, std::string_view bucket) {
  static const db::Query q{"staff.find_bucket",
                           "SELECT failures, last_at, open_at FROM sign_in_attempt WHERE bucket = $1"};
  Bucket found;
  session.one(q, {Blob{bucket}}, [&](const db::Row& row) { found = {row.integer(0), row.instant(1), row.instant(2)}; });
  return found;
}

void keep_bucket(db::Tx& tx, std::string_view bucket, const Bucket& row) {
  static const db::Query q{
      "staff.keep_bucket",
      "INSERT INTO sign_in_attempt (bucket, failures, last_at, open_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
      "(bucket) DO UPDATE SET failures = $2, last_at = $3, open_at = $4"};
  tx.run(q, {Blob{bucket}, row.failures, row.last_at, row.open_at});
}

void delete_bucket(db::Tx& tx, std::string_view bucket) {
  static const db::Query q{"staff.delete_bucket", "DELETE FROM sign_in_attempt WHERE bucket = $1"};
  tx.run(q, {Blob{bucket}});
}

}  // namespace gishe::staff::store
