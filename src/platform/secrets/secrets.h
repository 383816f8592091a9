#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Keys and everything done with them. Nothing here is ever logged. libsodium underneath.
namespace gishe::secrets {

/// The house's keys, kept in one file beside the database (mode 0600), made at first start.
/// Separate subkeys are derived per use, so that a hash of one kind never matches another's.
class Vault {
 public:
  /// Reads DIR/keys or makes it. Throws std::runtime_error when the file is there but unreadable or too open.
  static Vault open(const std::string& dir);
  static Vault for_tests();

  /// Authenticated encryption (XChaCha20-Poly1305) with a fresh nonce. `context` must be given again to read:
  /// it ties the cipher to its row, for example "person_identifier:" + person id.
  std::string seal(std::string_view plain, std::string_view context) const;
  std::optional<std::string> unseal(std::string_view sealed, std::string_view context) const;

  /// Keyed BLAKE2b, 32 bytes: equal inputs meet, nobody without the key can try numbers. `use` separates domains.
  std::string keyed_hash(std::string_view use, std::string_view value) const;

  /// Ed25519 over a ledger checkpoint; the public half for those who verify elsewhere.
  std::string sign(std::string_view bytes) const;
  std::string public_key() const;
  static bool verify(std::string_view signature, std::string_view bytes, std::string_view public_key);

 private:
  explicit Vault(std::string master);
  std::string m_master, m_seal_key, m_hash_key, m_sign_secret, m_sign_public;
};

/// Argon2id (libsodium, 64 MiB, t=3). At most two run at once; others wait in line.
std::string hash_password(std::string_view password);
bool password_matches(std::string_view hash, std::string_view password);
/// Spends the same time as a real check, for accounts that do not exist.
void pretend_password_check(std::string_view password);

std::string random_bytes(std::size_t count);
/// 256 bits, base64url, for sessions and links.
std::string random_token();
/// For people to read aloud: Crockford base 32 in capitals without I, L, O, U; groups of four, "7K3M-92QD".
std::string random_code(int characters);
/// What a person typed as a code: capitals, O→0, I/L→1, blanks and dashes dropped.
std::string tidy_code(std::string_view typed);
/// SHA-256, 32 bytes; for tokens that are random already.
std::string digest(std::string_view bytes);
bool same(std::string_view a, std::string_view b);  // constant time

}  // namespace gishe::secrets
