#pragma once
#include "staff/second_factor.h"

/// What showing a second factor of any kind has in common: the sign-in that waits for it, the slowing of wrong tries,
/// the session that follows. For this folder only.
namespace gishe::staff::steps {

std::string recovery_digest(const Office& office, const AccountId& account, std::string_view typed);
/// The ones before are void.
std::vector<std::string> make_recovery_codes(db::Tx& tx, const Office& office, const AccountId& account);
void note(db::Tx& tx, const Office& office, const Actor& actor, const char* action);

/// Nullopt when what was typed may be looked at now. One bucket for codes, passkeys and passwords: a session somebody
/// left open or lost must not be where guessing is free.
std::optional<Refusal> why_wait(db::Session& session, const Office& office, const AccountId& account);
void count_wrong(db::Tx& tx, const Office& office, const Actor& actor, const char* action);
void forget_wrong(db::Tx& tx, const Office& office, const AccountId& account);

/// A session of the stronger kind.
std::string begin_proved(db::Tx& tx, const Office& office, const Actor& actor, std::string_view device);

/// The password was right, and the second factor has not been shown.
std::optional<store::SessionRow> waiting_session(db::Session& session, const Office& office, std::string_view token);
struct Waiting {
  store::SessionRow row;
  store::SecondFactor factor;
  Actor actor;
  int posts = 0;
};
Result<Waiting> who_waits(db::Tx& tx, const Office& office, std::string_view token);
Proved let_in(db::Tx& tx, const Office& office, const Waiting& who);

}  // namespace gishe::staff::steps
