#include "platform/secrets/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "platform/secrets/secrets.h"

namespace gishe::secrets {
namespace {

namespace json = boost::json;

constexpr std::size_t client_data_max = 4096, auth_data_max = 4096, signature_max = 1024;
constexpr std::size_t auth_data_min = 37;  // hash of the host, flags, counter
constexpr unsigned char flag_user_present = 0x01, flag_user_verified = 0x04;

struct Free {
  void operator()(fido_cred_t* p) const { fido_cred_free(&p); }
  void operator()(fido_assert_t* p) const { fido_assert_free(&p); }
  void operator()(es256_pk_t* p) const { es256_pk_free(&p); }
  void operator()(rs256_pk_t* p) const { rs256_pk_free(&p); }
  void operator()(eddsa_pk_t* p) const { eddsa_pk_free(&p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string_view member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains({name.data(), name.size()});
  if (!value || !value->is_string()) return {};
  return {value->as_string().data(), value->as_string().size()};
}

/// What the browser itself says it was asked, by whom and where.
bool client_data_fits(const PasskeySite& site, std::string_view challenge, std::string_view client_data,
                      std::string_view type) {
  if (challenge.empty() || client_data.empty() || client_data.size() > client_data_max) return false;
  json::parse_options options;
  options.max_depth = 4;
  boost::system::error_code broken;
  const json::value value = json::parse({client_data.data(), client_data.size()}, broken, {}, options);
  if (broken || !value.is_object()) return false;
  const auto& said = value.as_object();
  const auto* framed = said.if_contains("crossOrigin");
  if (framed && (!framed->is_bool() || framed->as_bool())) return false;
  return member(said, "type") == type && member(said, "origin") == site.origin &&
         same(member(said, "challenge"), to_base64url(challenge));
}

bool auth_data_fits(const PasskeySite& site, std::string_view auth_data) {
  return auth_data.size() >= auth_data_min && auth_data.size() <= auth_data_max &&
         same(auth_data.substr(0, 32), digest(site.host)) &&
         (static_cast<unsigned char>(auth_data[32]) & flag_user_present) != 0;
}

/// libfido2 wants to be told once in each thread that uses it.
void begin_in_this_thread() {
  static thread_local const bool begun = (fido_init(0), true);
  (void)begun;
}

/// Browsers hand authenticator data over bare ("raw"), not wrapped as a CBOR byte string.
Owned<fido_cred_t> parsed(std::string_view auth_data, int algorithm) {
  Owned<fido_cred_t> cred(fido_cred_new());
  if (!cred || fido_cred_set_type(cred.get(), algorithm) != FIDO_OK) return nullptr;
  if (fido_cred_set_authdata_raw(cred.get(), bytes_of(auth_data), auth_data.size()) != FIDO_OK) return nullptr;
  return cred;
}

int verify_with(const fido_assert_t* shown, const PasskeyKey& key) {
  const auto* bytes = key.bytes.data();
  const auto size = key.bytes.size();
  if (key.algorithm == COSE_ES256) {
    Owned<es256_pk_t> pk(es256_pk_new());
    const int read = pk ? es256_pk_from_ptr(pk.get(), bytes, size) : FIDO_ERR_INTERNAL;
    return read == FIDO_OK ? fido_assert_verify(shown, 0, COSE_ES256, pk.get()) : read;
  }
  if (key.algorithm == COSE_RS256) {
    Owned<rs256_pk_t> pk(rs256_pk_new());
    const int read = pk ? rs256_pk_from_ptr(pk.get(), bytes, size) : FIDO_ERR_INTERNAL;
    return read == FIDO_OK ? fido_assert_verify(shown, 0, COSE_RS256, pk.get()) : read;
  }
  if (key.algorithm != COSE_EDDSA) return FIDO_ERR_UNSUPPORTED_ALGORITHM;
  Owned<eddsa_pk_t> pk(eddsa_pk_new());
  const int read = pk ? eddsa_pk_from_ptr(pk.get(), bytes, size) : FIDO_ERR_INTERNAL;
  return read == FIDO_OK ? fido_assert_verify(shown, 0, COSE_EDDSA, pk.get()) : read;
}

}  // namespace

std::optional<PasskeySite> passkey_site(std::string_view address) {
  const bool tls = address.starts_with("https://");
  if (!tls && !address.starts_with("http://")) return std::nullopt;
  address.remove_prefix(tls ? 8 : 7);
  std::string authority(address.substr(0, address.find('/')));
  std::transform(authority.begin(), authority.end(), authority.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::string_view usual = tls ? ":443" : ":80";
  if (authority.ends_with(usual)) authority.resize(authority.size() - usual.size());
  const std::string host = authority.substr(0, authority.find(':'));
  const bool bare = host.empty() || host.front() == '[' || host.find_first_not_of("0123456789.") == std::string::npos;
  if (bare || (!tls && host != "localhost" && !host.ends_with(".localhost"))) return std::nullopt;
  return PasskeySite{host, (tls ? "https://" : "http://") + authority};
}

std::optional<NewPasskey> read_new_passkey(const PasskeySite& site, std::string_view challenge,
                                           std::string_view client_data, std::string_view auth_data) {
  if (!client_data_fits(site, challenge, client_data, "webauthn.create") || !auth_data_fits(site, auth_data)) {
    return std::nullopt;
  }
  begin_in_this_thread();
  for (const int algorithm : {COSE_ES256, COSE_EDDSA, COSE_RS256}) {
    const auto cred = parsed(auth_data, algorithm);
    if (!cred) continue;
    const auto text = [](const unsigned char* at, std::size_t size) {
      return at ? std::string(reinterpret_cast<const char*>(at), size) : std::string();
    };
    NewPasskey made;
    made.credential = text(fido_cred_id_ptr(cred.get()), fido_cred_id_len(cred.get()));
    made.key = {algorithm, text(fido_cred_pubkey_ptr(cred.get()), fido_cred_pubkey_len(cred.get()))};
    made.counter = fido_cred_sigcount(cred.get());
    made.user_verified = (fido_cred_flags(cred.get()) & flag_user_verified) != 0;
    if (made.credential.size() < 16 || made.credential.size() > credential_bytes_max) return std::nullopt;
    if (made.key.bytes.empty()) return std::nullopt;
    return made;
  }
  return std::nullopt;
}

std::optional<PasskeyUse> check_passkey(const PasskeySite& site, std::string_view challenge, const PasskeyKey& key,
                                        const PasskeyAnswer& answer) {
  if (!client_data_fits(site, challenge, answer.client_data, "webauthn.get")) return std::nullopt;
  if (!auth_data_fits(site, answer.auth_data)) return std::nullopt;
  if (answer.signature.empty() || answer.signature.size() > signature_max) return std::nullopt;
  begin_in_this_thread();
  const Owned<fido_assert_t> shown(fido_assert_new());
  auto* s = shown.get();
  const auto hash = digest(answer.client_data);
  const bool read =
      s && fido_assert_set_clientdata_hash(s, bytes_of(hash), hash.size()) == FIDO_OK &&
      fido_assert_set_rp(s, site.host.c_str()) == FIDO_OK && fido_assert_set_up(s, FIDO_OPT_TRUE) == FIDO_OK &&
      fido_assert_set_count(s, 1) == FIDO_OK &&
      fido_assert_set_authdata_raw(s, 0, bytes_of(answer.auth_data), answer.auth_data.size()) == FIDO_OK &&
      fido_assert_set_sig(s, 0, bytes_of(answer.signature), answer.signature.size()) == FIDO_OK;
  if (!read || verify_with(s, key) != FIDO_OK) return std::nullopt;
  return PasskeyUse{fido_assert_sigcount(s, 0), (fido_assert_flags(s, 0) & flag_user_verified) != 0};
}

std::string to_base64url(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
  text.pop_back();  // the zero that libsodium writes
  return text;
}

std::string from_base64url(std::string_view text, std::size_t bytes_max) {
  std::string bytes(bytes_max, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
    return {};
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace gishe::secrets
