#include <sodium.h>

#include <semaphore>
#include <stdexcept>

#include "platform/secrets/secrets.h"

namespace gishe::secrets {
namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = 64u << 20;

/// A hash takes 64 MiB and a tenth of a second: two at once, so that signing in cannot starve everything else.
class Turn {
 public:
  Turn() { slots().acquire(); }
  ~Turn() { slots().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static std::counting_semaphore<2>& slots() {
    static std::counting_semaphore<2> two{2};
    return two;
  }
};

}  // namespace

std::string hash_password(std::string_view password) {
  const Turn turn;
  char hash[crypto_pwhash_STRBYTES];
  if (sodium_init() < 0 || crypto_pwhash_str(hash, password.data(), password.size(), passes, memory_bytes) != 0) {
    throw std::runtime_error("no memory to hash a password");
  }
  return hash;
}

bool password_matches(std::string_view hash, std::string_view password) {
  const Turn turn;
  const std::string ended(hash);  // libsodium wants a zero at the end
  return sodium_init() >= 0 && crypto_pwhash_str_verify(ended.c_str(), password.data(), password.size()) == 0;
}

void pretend_password_check(std::string_view password) {
  static const std::string nobody = hash_password("nobody has this account");
  password_matches(nobody, password);
}

}  // namespace gishe::secrets
