#include "staff/staff_store.h"

namespace gishe::staff::store {

using db::Blob;

std::optional<SecondFactor> find_second_factor(db::Session& session, const AccountId& account) {
  static const db::Query q{
      "staff.find_second_factor",
      "SELECT sealed, pending, pending_at, confirmed_at, required, last_step, (SELECT count(*) FROM "
      "passkey k WHERE k.account_id = second_factor.account_id) FROM second_factor "
      "WHERE account_id = $1"};
  std::optional<SecondFactor> found;
  session.one(q, {account}, [&](const db::Row& row) {
    SecondFactor f;
    f.sealed = row.string(0);  // NULL reads as empty
    f.pending = row.string(1);
    f.pending_at = row.maybe_instant(2);
    f.confirmed_at = row.maybe_instant(3);
    f.required = row.integer(4) != 0;
    f.last_step = row.integer(5);
    f.passkeys = row.integer(6);
    found = std::move(f);
  });
  return found;
}

void keep_pending_secret(db::Tx& tx, const AccountId& account, std::string_view sealed, Instant at) {
  static const db::Query q{
      "staff.keep_pending_secret",
      "INSERT INTO second_factor (account_id, pending, pending_at, required) VALUES ($1, $2, $3, 0) "
      "ON CONFLICT (account_id) DO UPDATE SET pending = $2, pending_at = $3"};
  tx.run(q, {account, Blob{sealed}, at});
}

void confirm_second_factor(db::Tx& tx, const AccountId& account, std::string_view sealed, std::int64_t step,
                           Instant at) {
  static const db::Query q{
      "staff.confirm_second_factor",
      "UPDATE second_factor SET sealed = $2, pending = NULL, pending_at = NULL, confirmed_at = $3, "
      "required = 1, last_step = $4 WHERE account_id = $1"};
  tx.run(q, {account, Blob{sealed}, at, step});
}

bool spend_step(db::Tx& tx, const AccountId& account, std::int64_t step) {
  static const db::Query q{"staff.spend_step",
                           "UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND last_step < $2"};
  return tx.run(q, {account, step}) == 1;
}

void require_second_factor(db::Tx& tx, const AccountId& account) {
  static const db::Query q{"staff.require_second_factor",
                           "INSERT INTO second_factor (account_id, required) VALUES ($1, 1) "
                           "ON CONFLICT (account_id) DO UPDATE SET required = 1"};
  tx.run(q, {account});
}

void reset_second_factor(db::Tx& tx, const AccountId& account) {
  static const db::Query q{
      "staff.reset_second_factor",
      "UPDATE second_factor SET sealed = NULL, pending = NULL, pending_at = NULL, confirmed_at = NULL, required = 1 "
      "WHERE account_id = $1"};
  static const db::Query q_passkeys{"staff.delete_passkeys", "DELETE FROM passkey WHERE account_id = $1"};
  tx.run(q, {account});
  tx.run(q_passkeys, {account});
  replace_recovery_codes(tx, account, {}, {});
}

void replace_recovery_codes(db::Tx& tx, const AccountId& account, const std::vector<std::string>& digests, Instant at) {
  static const db::Query q_clear{"staff.delete_recovery_codes", "DELETE FROM recovery_code WHERE account_id = $1"};
  static const db::Query q_add{"staff.insert_recovery_code",
                               "INSERT INTO recovery_code (account_id, digest, made_at) VALUES ($1, $2, $3)"};
  tx.run(q_clear, {account});
  for (const auto& digest : digests) tx.run(q_add, {account, Blob{digest}, at});
}

bool spend_recovery_code(db::Tx& tx, const AccountId& account, std::string_view digest) {
  static const db::Query q{"staff.spend_recovery_code",
                           "DELETE FROM recovery_code WHERE account_id = $1 AND digest = $2"};
  return tx.run(q, {account, Blob{digest}}) == 1;
}

std::int64_t count_recovery_codes(db::Session& session, const AccountId& account) {
  static const db::Query q{"staff.count_recovery_codes", "SELECT count(*) FROM recovery_code WHERE account_id = $1"};
  return session.count(q, {account});
}

}  // namespace gishe::staff::store
