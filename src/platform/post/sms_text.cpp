#include <fmt/format.h>

#include "platform/post/sms.h"

namespace gishe::post {
namespace {

std::string url_escaped(std::string_view text) {
  std::string safe;
  for (const unsigned char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    safe += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  }
  return safe;
}

std::string json_escaped(std::string_view text) {
  std::string safe;
  for (const unsigned char c : text) {
    if (c == '"' || c == '\\') safe += '\\';
    safe += c < 0x20 ? fmt::format("\\u{:04x}", c) : std::string(1, static_cast<char>(c));
  }
  return safe;
}

}  // namespace

std::string filled(std::string_view pattern, std::string_view to, std::string_view text, Escape escape) {
  const auto safe = [&](std::string_view value) {
    return escape == Escape::url ? url_escaped(value) : json_escaped(value);
  };
  std::string out;
  while (!pattern.empty()) {
    if (pattern.starts_with("{to}")) {
      out += safe(to);
      pattern.remove_prefix(4);
    } else if (pattern.starts_with("{text}")) {
      out += safe(text);
      pattern.remove_prefix(6);
    } else {
      out += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace gishe::post
