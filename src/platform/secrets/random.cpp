#include <sodium.h>

#include <stdexcept>

#include "platform/secrets/secrets.h"

namespace gishe::secrets {

std::string random_bytes(std::size_t count) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token() {
  const auto bytes = random_bytes(32);
  std::string token(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(token.data(), token.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  token.pop_back();  // the zero that libsodium writes
  return token;
}

std::string random_code(int characters) {
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto bytes = random_bytes(static_cast<std::size_t>(characters));
  std::string code;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % 4 == 0) code.push_back('-');
    code.push_back(letters[static_cast<unsigned char>(bytes[i]) % letters.size()]);
  }
  return code;
}

std::string tidy_code(std::string_view typed) {
  // Cyrillic capitals and small letters that look like ours: a Bulgarian keyboard gives these.
  constexpr std::pair<std::string_view, char> look_alikes[] = {
      {"А", 'A'}, {"В", 'B'}, {"Е", 'E'}, {"К", 'K'}, {"М", 'M'}, {"Н", 'H'}, {"О", '0'}, {"Р", 'P'},
      {"С", 'C'}, {"Т", 'T'}, {"Х", 'X'}, {"а", 'A'}, {"в", 'B'}, {"е", 'E'}, {"к", 'K'}, {"м", 'M'},
      {"н", 'H'}, {"о", '0'}, {"р", 'P'}, {"с", 'C'}, {"т", 'T'}, {"х", 'X'}};
  std::string code;
  while (!typed.empty()) {
    std::size_t taken = 1;
    char letter = typed.front();
    for (const auto& [cyrillic, latin] : look_alikes) {
      if (typed.starts_with(cyrillic)) {
        taken = cyrillic.size();
        letter = latin;
        break;
      }
    }
    typed.remove_prefix(taken);
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (letter == 'O') letter = '0';
    if (letter == 'I' || letter == 'L') letter = '1';
    if (letter != ' ' && letter != '-' && letter != '\t') code.push_back(letter);
  }
  return code;
}

std::string digest(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace gishe::secrets
