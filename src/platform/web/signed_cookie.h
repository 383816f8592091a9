#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/secrets/secrets.h"

/// Small values that travel through the browser and come back unchanged or not at all.
namespace gishe::web {

inline constexpr std::string_view notice_cookie_name = "gishe-notice";
inline constexpr std::string_view csrf_cookie_name = "gishe-csrf";
inline constexpr std::string_view language_cookie_name = "gishe-language";

/// value + "." + 128 bits of a keyed hash; `use` separates the kinds.
std::string signed_value(const secrets::Vault& vault, std::string_view use, std::string_view value);
/// The value, when the signature is ours.
std::optional<std::string> value_of_signed(const secrets::Vault& vault, std::string_view use, std::string_view text);

/// Whether a proxy speaks TLS for this process; decides the Secure attribute and the session cookie's name.
void set_behind_tls(bool yes);
bool behind_tls();

/// Set-Cookie value: HttpOnly, SameSite=Lax, Path=/, Secure when behind TLS. seconds 0 clears it; negative: until the
/// browser closes.
std::string set_cookie(std::string_view name, std::string_view value, int seconds);

}  // namespace gishe::web
