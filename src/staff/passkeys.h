#pragma once
#include "staff/second_factor.h"

/// Passkeys: second factors that the browser shows after the password, beside the codes of an app (second_factor.h).
namespace gishe::staff {

inline constexpr RefusalCode no_passkeys_here{"staff.no_passkeys_here", 409};    // no TLS and not localhost
inline constexpr RefusalCode wrong_passkey{"staff.wrong_passkey", 422};          // its challenge is spent: ask again
inline constexpr RefusalCode passkey_copied{"staff.passkey_copied", 422};        // its counter went back
inline constexpr RefusalCode too_many_passkeys{"staff.too_many_passkeys", 409};  // with {max}
inline constexpr RefusalCode keep_one_factor{"staff.keep_one_factor", 409};  // the last one is replaced, not removed

inline constexpr std::size_t passkeys_max = 10;
inline constexpr std::size_t passkey_name_max = 60;  // letters
inline constexpr std::int64_t challenge_seconds = 5 * 60;

/// What the browser is asked for.
struct PasskeyQuestion {
  secrets::PasskeySite site;
  std::string challenge;
  std::vector<std::string> credentials;  // those of the account: one of them answers, or none of them is added again
  std::string user_handle, user_name;    // for a new one; the handle says nothing
};

/// Asks for the password: whoever finds an open screen must not bring her own key. `token`: of the session.
Result<PasskeyQuestion> ask_new_passkey(Office& office, const Actor& actor, std::string_view token,
                                        std::string_view password);
/// Ends every other session of the account. Recovery codes only with the first factor of all.
Result<Confirmed> add_passkey(Office& office, const Actor& actor, std::string_view token, std::string_view name,
                              const secrets::PasskeyAnswer& answer, std::string_view device);
/// Asks for the password and ends every other session: gives back the token of the one that goes on.
Result<std::string> remove_passkey(Office& office, const Actor& actor, std::string_view credential,
                                   std::string_view password, std::string_view device);

/// After the password; of a sign-in that waits.
Result<PasskeyQuestion> ask_passkey(Office& office, std::string_view waiting_token);
Result<Proved> show_passkey(Office& office, std::string_view waiting_token, std::string_view credential,
                            const secrets::PasskeyAnswer& answer);
/// Has the account behind a sign-in that waits a passkey that is good here?
bool awaits_passkey(Office& office, std::string_view waiting_token);

}  // namespace gishe::staff
