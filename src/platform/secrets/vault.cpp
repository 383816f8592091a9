#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace gishe::secrets {
namespace {

constexpr std::size_t master_bytes = crypto_kdf_KEYBYTES;
constexpr std::string_view file_head = "gishe-keys-1 ";
constexpr char seal_version = 1;
enum Subkey : std::uint64_t { for_sealing = 1, for_hashing = 2, for_signing = 3 };

unsigned char* bytes_of(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }
const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

std::string derive(const std::string& master, Subkey use) {
  std::string key(32, '\0');
  crypto_kdf_derive_from_key(bytes_of(key), key.size(), use, "gishekey", bytes_of(master));
  return key;
}

class File {
 public:
  File(const std::string& path, int flags) : m_file(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
  ~File() {
    if (m_file >= 0) ::close(m_file);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return m_file; }

 private:
  int m_file;
};

std::string read_master(const std::string& path) {
  const File file(path, O_RDONLY);
  struct stat is{};
  if (file.get() < 0 || ::fstat(file.get(), &is) != 0) throw std::runtime_error(fmt::format("cannot read {}", path));
  if ((is.st_mode & 077) != 0) {
    throw std::runtime_error(fmt::format("{} can be read by others: chmod 600 it and ask who did", path));
  }
  std::string content(256, '\0');
  const auto got = ::read(file.get(), content.data(), content.size());
  content.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  std::string master;
  if (content.starts_with(file_head)) master = text::from_hex(text::tidy(content.substr(file_head.size())));
  sodium_memzero(content.data(), content.size());
  if (master.size() != master_bytes) throw std::runtime_error(fmt::format("{} does not hold the keys", path));
  return master;
}

/// Whole or not at all: the keys of a house must never be half a file, nor replace those that are there.
void make_keys(const std::string& dir, const std::string& path) {
  const auto fail = [&] { throw std::runtime_error(fmt::format("cannot write {}", path)); };
  const std::string unfinished = path + "." + text::hex(random_bytes(8));
  auto content = std::string(file_head) + text::hex(random_bytes(master_bytes)) + "\n";
  {
    const File file(unfinished, O_WRONLY | O_CREAT | O_EXCL);
    const bool written = file.get() >= 0 &&
                         ::write(file.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size()) &&
                         ::fsync(file.get()) == 0;
    sodium_memzero(content.data(), content.size());
    if (!written) fail();
  }
  const bool linked = ::link(unfinished.c_str(), path.c_str()) == 0 || errno == EEXIST;
  ::unlink(unfinished.c_str());
  const File folder(dir, O_RDONLY | O_DIRECTORY);
  if (!linked || folder.get() < 0 || ::fsync(folder.get()) != 0) fail();
}

}  // namespace

Vault::Vault(std::string master)
    : m_master(std::move(master)),
      m_seal_key(derive(m_master, for_sealing)),
      m_hash_key(derive(m_master, for_hashing)),
      m_sign_secret(crypto_sign_SECRETKEYBYTES, '\0'),
      m_sign_public(crypto_sign_PUBLICKEYBYTES, '\0') {
  auto seed = derive(m_master, for_signing);
  crypto_sign_seed_keypair(bytes_of(m_sign_public), bytes_of(m_sign_secret), bytes_of(seed));
  sodium_memzero(seed.data(), seed.size());
}

Vault Vault::open(const std::string& dir) {
  start_sodium();
  const auto path = (std::filesystem::path(dir) / "keys").string();
  if (!std::filesystem::exists(std::filesystem::symlink_status(path))) {
    std::error_code error;
    if (std::filesystem::create_directories(dir, error)) {
      std::filesystem::permissions(dir, std::filesystem::perms::owner_all, error);
    }
    make_keys(dir, path);
  }
  return Vault(read_master(path));
}

Vault Vault::for_tests() {
  start_sodium();
  return Vault(std::string(master_bytes, 't'));
}

std::string Vault::seal(std::string_view plain, std::string_view context) const {
  constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  std::string sealed(1 + nonce_bytes + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  sealed[0] = seal_version;
  unsigned char* nonce = bytes_of(sealed) + 1;
  randombytes_buf(nonce, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, bytes_of(plain), plain.size(),
                                             bytes_of(context), context.size(), nullptr, nonce, bytes_of(m_seal_key));
  return sealed;
}

std::optional<std::string> Vault::unseal(std::string_view sealed, std::string_view context) const {
  constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t more = 1 + nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < more || sealed[0] != seal_version) return std::nullopt;
  std::string plain(sealed.size() - more, '\0');
  const unsigned char* nonce = bytes_of(sealed) + 1;
  const int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr, nonce + nonce_bytes,
                                                             sealed.size() - 1 - nonce_bytes, bytes_of(context),
                                                             context.size(), nonce, bytes_of(m_seal_key));
  if (bad) return std::nullopt;
  return plain;
}

std::string Vault::keyed_hash(std::string_view use, std::string_view value) const {
  // The length before the domain keeps ("ab", "c") and ("a", "bc") apart.
  std::string input;
  input.push_back(static_cast<char>(use.size() & 0xff));
  input.append(use).append(value);
  std::string hash(32, '\0');
  crypto_generichash(bytes_of(hash), hash.size(), bytes_of(input), input.size(), bytes_of(m_hash_key),
                     m_hash_key.size());
  sodium_memzero(input.data(), input.size());
  return hash;
}

std::string Vault::sign(std::string_view bytes) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(bytes), bytes.size(), bytes_of(m_sign_secret));
  return signature;
}

std::string Vault::public_key() const { return m_sign_public; }

bool Vault::verify(std::string_view signature, std::string_view bytes, std::string_view public_key) {
  return signature.size() == crypto_sign_BYTES && public_key.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(bytes), bytes.size(), bytes_of(public_key)) == 0;
}

}  // namespace gishe::secrets
