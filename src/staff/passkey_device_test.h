#pragma once
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

#include "platform/secrets/passkey.h"
#include "platform/secrets/secrets.h"

namespace gishe::staff::testing {

inline constexpr const char* origin = "https://gishe.example.bg";

/// A device with one key: what its maker and a browser do together, by OpenSSL.
class Device {
 public:
  explicit Device(int type = EVP_PKEY_EC) : m_type(type), credential(secrets::random_bytes(32)) {
    m_key.reset(type == EVP_PKEY_EC    ? EVP_EC_gen("P-256")
                : type == EVP_PKEY_RSA ? EVP_RSA_gen(2048)
                                       : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  }
  static std::string client_data(const char* type, const std::string& challenge, const std::string& where = origin) {
    return std::string("{\"type\":\"webauthn.") + type + "\",\"challenge\":\"" + secrets::to_base64url(challenge) +
           "\",\"origin\":\"" + where + "\",\"crossOrigin\":false}";
  }
  std::string auth_data(std::uint32_t counter, const char* host = "gishe.example.bg", char flags = 0x05) const {
    std::string out = secrets::digest(host) + flags;
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(counter >> shift));
    return out;
  }
  std::string new_auth_data(const char* host = "gishe.example.bg", char flags = 0x45) const {
    const auto size = credential.size();
    return auth_data(0, host, flags) + std::string(16, '\0') + static_cast<char>(size >> 8) + static_cast<char>(size) +
           credential + cose();
  }
  secrets::PasskeyAnswer made(const std::string& challenge) const {
    return {client_data("create", challenge), new_auth_data(), ""};
  }
  secrets::PasskeyAnswer sign(const std::string& client, const std::string& auth) const {
    const std::string text = auth + secrets::digest(client);
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, m_type == EVP_PKEY_ED25519 ? nullptr : EVP_sha256(), nullptr,
                       m_key.get());
    std::string signature(1024, '\0');
    std::size_t size = signature.size();
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size());
    signature.resize(size);
    return {client, auth, signature};
  }
  secrets::PasskeyAnswer shown(const std::string& challenge, std::uint32_t counter) const {
    return sign(client_data("get", challenge), auth_data(counter));
  }

 private:
  std::string number(const char* name, int size) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(m_key.get(), name, &value);
    std::string out(static_cast<std::size_t>(size), '\0');
    BN_bn2binpad(value, reinterpret_cast<unsigned char*>(out.data()), size);
    BN_free(value);
    return out;
  }
  /// RFC 9053, as CTAP2 orders it.
  std::string cose() const {
    using namespace std::string_literals;
    if (m_type == EVP_PKEY_EC) {
      return "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"s + number(OSSL_PKEY_PARAM_EC_PUB_X, 32) + "\x22\x58\x20"s +
             number(OSSL_PKEY_PARAM_EC_PUB_Y, 32);
    }
    if (m_type == EVP_PKEY_RSA) {
      return "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00"s + number(OSSL_PKEY_PARAM_RSA_N, 256) + "\x21\x43"s +
             number(OSSL_PKEY_PARAM_RSA_E, 3);
    }
    std::string point(32, '\0');
    std::size_t size = 32;
    EVP_PKEY_get_raw_public_key(m_key.get(), reinterpret_cast<unsigned char*>(point.data()), &size);
    return "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"s + point;
  }
  int m_type;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> m_key{nullptr, &EVP_PKEY_free};

 public:
  std::string credential;
};

}  // namespace gishe::staff::testing
