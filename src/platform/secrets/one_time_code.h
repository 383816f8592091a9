#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

/// Time-based one-time codes, RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator app makes them.
/// liboath underneath.
namespace gishe::secrets {

/// 20 random bytes.
std::string new_code_secret();
/// Base 32 without padding, in groups of four: for those who type it into the app.
std::string code_secret_words(std::string_view secret);
/// The address an app reads from a QR code.
std::string code_address(std::string_view secret, std::string_view issuer, std::string_view account);
/// The thirty seconds (counted from 1970) whose code this is: now, the one before or the one after. nullopt: none of
/// them. The caller takes each step once.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view typed, Instant now);

/// What the app shows at that moment; for tests.
std::string code_at(std::string_view secret, Instant at);

}  // namespace gishe::secrets
