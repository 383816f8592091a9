#pragma once
#include <string>
#include <string_view>

#include "staff/staff_store.h"

/// Signing in and out, sessions, the own account.
namespace gishe::staff {

inline constexpr std::int64_t idle_seconds = 30 * 60;
inline constexpr std::int64_t idle_seconds_proved = 15 * 60;  // where files from L3 on can be open on the screen
inline constexpr std::int64_t session_seconds = 8 * 3600;
inline constexpr std::int64_t touch_seconds = 120;  // seen_at is written at most this often

/// Seconds until the next attempt after so many failures in one bucket: none for the first four, then 2, 4, 8 … 900.
/// Never for ever. A bucket is one account from one known device, or one account from one address; the address alone
/// has a wider one. There is none for an account as such: otherwise anybody could lock anybody out.
std::int64_t delay_seconds(std::int64_t failures, std::int64_t free_failures);

struct SignIn {
  std::string email, password;
  std::string remote;         // the address, only hashed
  std::string device_cookie;  // as sent; may be empty or false
  std::string user_agent;
  std::string old_token = {};  // of a session this browser still has: it ends
};
struct SignedInNow {
  std::string token;          // for the session cookie
  std::string device_cookie;  // value to set
  Actor actor;
  int posts = 0;            // in force today; more than one: let her choose
  bool needs_code = false;  // the session opens /sign-in/code only
};
/// Wrong address and wrong password are one answer and take one time.
Result<SignedInNow> sign_in(Office& office, const SignIn& attempt);
void sign_out(Office& office, const Actor& actor, std::string_view token);
void sign_out_everywhere(Office& office, const Actor& actor);
/// Ends the old session and begins a new one in this post.
Result<std::string> choose_post(Office& office, const Actor& actor, std::string_view token, const PostId& post);
Result<Done> set_own_language(Office& office, const Actor& actor, std::string_view language);
/// Ends all sessions of the account but gives back a token for a new one.
Result<std::string> change_own_password(Office& office, const Actor& actor, std::string_view old_password,
                                        std::string_view new_password, std::string_view repeated,
                                        std::string_view device);
/// The link's account gets its password; all its sessions end.
Result<Done> use_welcome_link(Office& office, std::string_view token, std::string_view password,
                              std::string_view repeated);
/// Guessing at links is slowed like guessing at passwords, by address alone: thirty misses are free. Counted apart: who
/// opens an old link slows nobody's signing in.
std::optional<Refusal> why_wait_for_link(Office& office, std::string_view remote);
void count_missed_link(Office& office, std::string_view remote);
/// The account behind a link that is still good.
std::optional<Account> find_welcome(Office& office, std::string_view token);

/// Queues a message for the account's owner: how she signs in has changed. It does not say to what.
void tell_owner(db::Tx& tx, const Office& office, const AccountId& account);

/// "Firefox, Linux" from a User-Agent; no versions, no address.
std::string device_name(std::string_view user_agent);

}  // namespace gishe::staff
