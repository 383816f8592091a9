#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Passkeys (WebAuthn level 2): what a browser hands over is checked here, by libfido2. Pure: who may show which one,
/// and when, is staff's business.
namespace gishe::secrets {

inline constexpr std::size_t credential_bytes_max = 1023;  // WebAuthn's own limit

/// Where passkeys of this house are good: the host, and the address a browser says it stands on. Nullopt where browsers
/// have none: an address without TLS other than localhost, or a bare IP address.
struct PasskeySite {
  std::string host, origin;
};
std::optional<PasskeySite> passkey_site(std::string_view public_address);

struct PasskeyKey {
  std::int64_t algorithm = 0;  // COSE: -7 ES256, -257 RS256, -8 EdDSA
  std::string bytes;
};
struct NewPasskey {
  std::string credential;
  PasskeyKey key;
  std::int64_t counter = 0;
  bool user_verified = false;
};
/// A new key, without attestation: who made the device is not asked. Nullopt when anything does not fit the challenge,
/// the site or the format, or nobody touched it.
std::optional<NewPasskey> read_new_passkey(const PasskeySite& site, std::string_view challenge,
                                           std::string_view client_data, std::string_view auth_data);

struct PasskeyAnswer {
  std::string client_data, auth_data, signature;
};
struct PasskeyUse {
  std::int64_t counter = 0;
  bool user_verified = false;
};
/// Nullopt as above, or when another key signed.
std::optional<PasskeyUse> check_passkey(const PasskeySite& site, std::string_view challenge, const PasskeyKey& key,
                                        const PasskeyAnswer& answer);

std::string to_base64url(std::string_view bytes);
/// Empty when it is none, or longer than `bytes_max` bytes.
std::string from_base64url(std::string_view text, std::size_t bytes_max);

}  // namespace gishe::secrets
