#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "staff/staff_store.h"

/// The second factor: a code of a phone's app after the password, or a passkey (passkeys.h). Asked of every function
/// that reaches L3 (access::needs_second_factor) and of every account that once had one.
namespace gishe::staff {

inline constexpr RefusalCode wrong_code{"staff.wrong_code", 422};
inline constexpr RefusalCode code_time_over{"staff.code_time_over", 410};  // sign in again
inline constexpr RefusalCode no_secret_shown{"staff.no_secret_shown", 409};

inline constexpr int recovery_codes = 10;
inline constexpr std::int64_t awaited_seconds = 5 * 60;   // between the password and the code
inline constexpr std::int64_t pending_seconds = 30 * 60;  // between seeing the secret and confirming it

/// What the own page shows.
struct SecondFactorState {
  std::optional<Instant> since;  // the app of a phone; nullopt: none in use
  std::vector<store::Passkey> passkeys;
  std::string secret;  // while one waits to be confirmed: for the QR code; else empty
  std::int64_t codes_left = 0;
};
SecondFactorState second_factor_of(Office& office, const Actor& actor);

/// A new secret, shown until it is confirmed. The password is asked: whoever finds an open screen must not bring her
/// own phone. One in use works until the new one is confirmed.
Result<Done> begin_second_factor(Office& office, const Actor& actor, std::string_view password);

/// The password of the account that is signed in, asked once more before its credentials change; a wrong one is counted
/// and slowed together with wrong codes. Outside of any transaction: the count stays although the act is refused.
std::optional<Refusal> why_not_own_password(Office& office, const Actor& actor, std::string_view typed,
                                            const char* field);

struct Confirmed {
  std::string token;                        // of the session that takes the place of this one
  std::vector<std::string> recovery_codes;  // shown once
};
/// Ends every other session of the account.
Result<Confirmed> confirm_second_factor(Office& office, const Actor& actor, std::string_view typed,
                                        std::string_view device);
/// The ten before are void. Asks for the password.
Result<std::vector<std::string>> new_recovery_codes(Office& office, const Actor& actor, std::string_view password);

/// The code after the password: of the app (each once) or one on paper. A session of the stronger kind takes the place
/// of the one that waited. Wrong codes are slowed per account: whoever is here knew the password.
struct Proved {
  std::string token;
  Actor actor;
  int posts = 0;
};
Result<Proved> show_code(Office& office, std::string_view waiting_token, std::string_view typed);
bool awaits_code(Office& office, std::string_view token);

/// How surely a session or token of this kind knows who is there; nullopt: it is none (a code is awaited, or a second
/// factor came into use after it began).
std::optional<Proof> proof_of(const std::optional<store::SecondFactor>& factor, Function function,
                              std::string_view kept);

}  // namespace gishe::staff
