#include "staff/staff_store.h"

namespace gishe::staff::store {

using db::Blob;

std::vector<Passkey> list_passkeys(db::Session& session, const AccountId& account) {
  static const db::Query q{"staff.list_passkeys",
                           "SELECT credential, name, algorithm, public_key, counter, user_verified, made_at, last_used "
                           "FROM passkey WHERE account_id = $1 ORDER BY made_at, credential LIMIT 50"};
  std::vector<Passkey> list;
  session.each(q, {account}, [&](const db::Row& row) {
    list.push_back({account,
                    row.string(1),
                    {row.string(0), {row.integer(2), row.string(3)}, row.integer(4), row.integer(5) != 0},
                    row.instant(6),
                    row.maybe_instant(7)});
  });
  return list;
}

bool insert_passkey(db::Tx& tx, const Passkey& passkey) {
  static const db::Query q{
      "staff.insert_passkey",
      "INSERT INTO passkey (credential, account_id, name, algorithm, public_key, counter, user_verified, made_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential) DO NOTHING"};
  const auto& made = passkey.made;
  return tx.run(q, {Blob{made.credential}, passkey.account, passkey.name, made.key.algorithm, Blob{made.key.bytes},
                    made.counter, std::int64_t{made.user_verified}, passkey.made_at}) == 1;
}

bool use_passkey(db::Tx& tx, const Passkey& passkey, const secrets::PasskeyUse& use, Instant at) {
  // A device that does not count says 0 for ever.
  static const db::Query q{"staff.use_passkey",
                           "UPDATE passkey SET counter = $3, user_verified = $4, last_used = $5 WHERE account_id = $1 "
                           "AND credential = $2 AND (counter < $3 OR (counter = 0 AND $3 = 0))"};
  return tx.run(q, {passkey.account, Blob{passkey.made.credential}, use.counter, std::int64_t{use.user_verified},
                    at}) == 1;
}

bool delete_passkey(db::Tx& tx, const AccountId& account, std::string_view credential) {
  static const db::Query q{"staff.delete_passkey", "DELETE FROM passkey WHERE account_id = $1 AND credential = $2"};
  return tx.run(q, {account, Blob{credential}}) == 1;
}

bool keep_challenge(db::Tx& tx, std::string_view session_digest, std::string_view challenge, Instant until) {
  static const db::Query q{"staff.keep_challenge",
                           "UPDATE session SET challenge = $2, challenge_until = $3 WHERE digest = $1"};
  return tx.run(q, {Blob{session_digest}, Blob{challenge}, until}) == 1;
}

std::string take_challenge(db::Tx& tx, std::string_view session_digest, Instant now) {
  static const db::Query q_find{
      "staff.find_challenge",
      "SELECT challenge FROM session WHERE digest = $1 AND challenge IS NOT NULL AND challenge_until > $2"};
  static const db::Query q_spend{
      "staff.spend_challenge",
      "UPDATE session SET challenge = NULL, challenge_until = NULL WHERE digest = $1 AND challenge = $2"};
  std::string challenge;
  tx.one(q_find, {Blob{session_digest}, now}, [&](const db::Row& row) { challenge = row.string(0); });
  if (challenge.empty() || tx.run(q_spend, {Blob{session_digest}, Blob{challenge}}) != 1) return {};
  return challenge;
}

}  // namespace gishe::staff::store
