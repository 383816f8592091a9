#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/secrets/passkey.h"
#include "staff/staff.h"

/// Every statement on accounts, posts, sessions, links, tokens and attempts.
namespace gishe::staff::store {

struct AccountRow {
  Account account;
  std::string password_hash;
  std::int64_t version = 0;
};
std::optional<AccountRow> find_account(db::Session& session, const AccountId& id);
std::optional<AccountRow> find_by_email(db::Session& session, std::string_view email);
/// Lower case, tidied: what is compared.
std::string email_key(std::string_view email);
void insert_account(db::Tx& tx, const AccountRow& row, Instant at);
void set_password(db::Tx& tx, const AccountId& id, std::string_view hash);
void set_language(db::Tx& tx, const AccountId& id, std::string_view language);
void set_disabled(db::Tx& tx, const AccountId& id, std::optional<Instant> at);

void insert_post(db::Tx& tx, const AccountId& account, const HeldPost& post, Instant at);
/// All posts of an account, oldest first; at most 50.
std::vector<HeldPost> list_posts(db::Session& session, const AccountId& account);
/// Those in force on a day.
std::vector<HeldPost> list_posts_on(db::Session& session, const AccountId& account, Day on);
bool end_post(db::Tx& tx, const MunicipalityCode& municipality, const PostId& post, const AccountId& account,
              Day last_day);
/// Accounts with a post in this municipality, but not those of people served, by name from after `after`; at most
/// `limit`.
std::vector<Account> list_accounts(db::Session& session, const MunicipalityCode& municipality, std::string_view after,
                                   int limit);

struct SessionRow {
  std::string digest;
  AccountId account;
  PostId post;
  std::string csrf, device;
  Instant created_at, seen_at, expires_at;
  std::string proof = "password";  // code_awaited, password, second_factor
};
void insert_session(db::Tx& tx, const SessionRow& row);
std::optional<SessionRow> find_session(db::Session& session, std::string_view digest);
void touch_session(db::Tx& tx, std::string_view digest, Instant at);
bool delete_session(db::Tx& tx, std::string_view digest);
void delete_sessions(db::Tx& tx, const AccountId& account);
std::vector<SessionRow> list_sessions(db::Session& session, const AccountId& account);
/// Housekeeping at each sign-in, so that no table grows without limit.
void delete_old(db::Tx& tx, Instant now);

/// A nil account: the link that makes the first one.
void insert_invitation(db::Tx& tx, std::string_view digest, const AccountId& account, Instant made, Instant expires);
std::optional<AccountId> find_invitation(db::Session& session, std::string_view digest, Instant now);
/// Takes the link: true once, and only before it expires.
bool use_invitation(db::Tx& tx, std::string_view digest, Instant now);
void end_invitations(db::Tx& tx, const AccountId& account, Instant now);
void end_first_invitations(db::Tx& tx, Instant now);

struct TokenRow {
  AccountId account;
  std::string proof;
};
void insert_token(db::Tx& tx, std::string_view digest, const TokenRow& token, Instant made, Instant expires);
std::optional<TokenRow> find_token(db::Session& session, std::string_view digest, Instant now);
void delete_tokens(db::Tx& tx, const AccountId& account);

struct SecondFactor {
  std::string sealed, pending;  // empty: none
  std::optional<Instant> pending_at, confirmed_at;
  bool required = false;  // asked for for good: it was there once
  std::int64_t last_step = 0;
  std::int64_t passkeys = 0;

  bool in_use() const { return !sealed.empty() || passkeys > 0; }
};
std::optional<SecondFactor> find_second_factor(db::Session& session, const AccountId& account);
void keep_pending_secret(db::Tx& tx, const AccountId& account, std::string_view sealed, Instant at);
/// The pending secret becomes the one in use, and its first code is spent.
void confirm_second_factor(db::Tx& tx, const AccountId& account, std::string_view sealed, std::int64_t step,
                           Instant at);
/// True once for a step; never for an older one.
bool spend_step(db::Tx& tx, const AccountId& account, std::int64_t step);
/// From now on one is asked for for good. The row is locked: of two who take a factor away one comes after the other.
void require_second_factor(db::Tx& tx, const AccountId& account);
void reset_second_factor(db::Tx& tx, const AccountId& account);
void replace_recovery_codes(db::Tx& tx, const AccountId& account, const std::vector<std::string>& digests, Instant at);
bool spend_recovery_code(db::Tx& tx, const AccountId& account, std::string_view digest);
std::int64_t count_recovery_codes(db::Session& session, const AccountId& account);

struct Passkey {
  AccountId account;
  std::string name;
  secrets::NewPasskey made;  // the counter and user_verified are those of its last use
  Instant made_at;
  std::optional<Instant> last_used;
};
/// By when they were made.
std::vector<Passkey> list_passkeys(db::Session& session, const AccountId& account);
/// False when somebody has this credential already.
bool insert_passkey(db::Tx& tx, const Passkey& passkey);
/// False when its counter has come as far meanwhile.
bool use_passkey(db::Tx& tx, const Passkey& passkey, const secrets::PasskeyUse& use, Instant at);
bool delete_passkey(db::Tx& tx, const AccountId& account, std::string_view credential);
/// What a passkey has to sign for this session; the one before is void. False without such a session.
bool keep_challenge(db::Tx& tx, std::string_view session_digest, std::string_view challenge, Instant until);
/// The challenge, for the last time; empty when there is none or its time is over.
std::string take_challenge(db::Tx& tx, std::string_view session_digest, Instant now);

struct Bucket {
  std::int64_t failures = 0;
  Instant last_at, open_at;
};
Bucket find_bucket(db::Session& session, std::string_view bucket);
void keep_bucket(db::Tx& tx, std::string_view bucket, const Bucket& row);
void delete_bucket(db::Tx& tx, std::string_view bucket);

}  // namespace gishe::staff::store
