#include "platform/secrets/one_time_code.h"

#include <liboath/oath.h>

#include <cstdlib>
#include <stdexcept>

#include "platform/secrets/secrets.h"

namespace gishe::secrets {
namespace {

constexpr unsigned step_seconds = 30;
constexpr std::size_t steps_aside = 1;  // clocks of phones
constexpr std::size_t digits = 6;

std::string base32(std::string_view bytes) {
  char* text = nullptr;
  std::size_t length = 0;
  if (oath_base32_encode(bytes.data(), bytes.size(), &text, &length) != OATH_OK) throw std::runtime_error("base 32");
  std::string made(text, length);
  std::free(text);  // NOLINT: liboath gives away malloc'ed memory
  while (!made.empty() && made.back() == '=') made.pop_back();
  return made;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       byte == '-' || byte == '.' || byte == '_';
    if (plain)
      out += c;
    else
      out += {'%', hex[byte >> 4], hex[byte & 15]};
  }
  return out;
}

}  // namespace

std::string new_code_secret() { return random_bytes(20); }

std::string code_secret_words(std::string_view secret) {
  const auto text = base32(secret);
  std::string words;
  for (std::size_t i = 0; i < text.size(); i += 4) words += (i ? " " : "") + text.substr(i, 4);
  return words;
}

std::string code_address(std::string_view secret, std::string_view issuer, std::string_view account) {
  return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) + "?secret=" + base32(secret) +
         "&issuer=" + percent_encoded(issuer);
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view typed, Instant now) {
  std::string code;
  for (const char c : typed) {
    if (c >= '0' && c <= '9')
      code += c;
    else if (c != ' ')
      return std::nullopt;
  }
  if (code.size() != digits) return std::nullopt;
  std::uint64_t step = 0;
  const int found =
      oath_totp_validate3(secret.data(), secret.size(), static_cast<time_t>(now.micros / 1'000'000), step_seconds,
                          OATH_TOTP_DEFAULT_START_TIME, steps_aside, nullptr, &step, code.c_str());
  if (found < 0) return std::nullopt;
  return static_cast<std::int64_t>(step);
}

std::string code_at(std::string_view secret, Instant at) {
  char code[digits + 1] = {};
  oath_totp_generate(secret.data(), secret.size(), static_cast<time_t>(at.micros / 1'000'000), step_seconds,
                     OATH_TOTP_DEFAULT_START_TIME, digits, code);
  return code;
}

}  // namespace gishe::secrets
