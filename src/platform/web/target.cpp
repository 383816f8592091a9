#include "platform/web/target.h"

#include <cstdint>

namespace gishe::web {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// How many bytes the sequence at `at` has and its smallest legal code point; 0 when it cannot start one.
struct Lead {
  std::size_t length = 0;
  std::uint32_t bits = 0, smallest = 0;
};
Lead lead_of(unsigned char c) {
  if (c < 0x80) return {1, c, 0};
  if ((c & 0xe0) == 0xc0) return {2, c & 0x1fu, 0x80};
  if ((c & 0xf0) == 0xe0) return {3, c & 0x0fu, 0x800};
  if ((c & 0xf8) == 0xf0) return {4, c & 0x07u, 0x10000};
  return {};
}

/// Decodes one field of a form; false when it is not text.
bool take_text(std::string_view encoded, std::string& into) {
  auto decoded = percent_decoded(encoded, true);
  if (!decoded || !valid_utf8(*decoded) || decoded->find('\0') != std::string::npos) return false;
  // Browsers send line ends of text areas as CR LF.
  if (decoded->find('\r') == std::string::npos) {
    into = std::move(*decoded);
    return true;
  }
  into.clear();
  for (std::size_t i = 0; i < decoded->size(); ++i) {
    const char c = (*decoded)[i];
    if (c != '\r')
      into += c;
    else if (i + 1 >= decoded->size() || (*decoded)[i + 1] != '\n')
      into += '\n';
  }
  return true;
}

}  // namespace

bool valid_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const Lead lead = lead_of(static_cast<unsigned char>(bytes[at]));
    if (lead.length == 0 || at + lead.length > bytes.size()) return false;
    std::uint32_t point = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
      const auto c = static_cast<unsigned char>(bytes[at + i]);
      if ((c & 0xc0) != 0x80) return false;
      point = point << 6 | (c & 0x3fu);
    }
    if (point < lead.smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
    at += lead.length;
  }
  return true;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      out += text[i] == '+' && plus_is_blank ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text, bool keep_slash) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~' || (c == '/' && keep_slash);
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::optional<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/') return std::nullopt;
  for (const char c : target) {
    if (is_control(c) || c == ' ' || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>') return std::nullopt;
  }
  const std::size_t mark = target.find('?');
  const std::string_view raw_path = target.substr(0, mark);
  auto path = percent_decoded(raw_path, false);
  if (!path || !valid_utf8(*path)) return std::nullopt;

  // A slash that came encoded would move the borders between segments.
  std::size_t slashes_before = 0, slashes_after = 0, segment = 1;
  for (const char c : raw_path) slashes_before += c == '/';
  for (const char c : *path) {
    slashes_after += c == '/';
    if (is_control(c) || c == '\\') return std::nullopt;
  }
  if (slashes_before != slashes_after) return std::nullopt;
  while (segment <= path->size()) {
    const std::size_t end = std::min(path->find('/', segment), path->size());
    const std::string_view part = std::string_view(*path).substr(segment, end - segment);
    if (part == "." || part == "..") return std::nullopt;
    segment = end + 1;
  }

  Target out;
  out.path = std::move(*path);
  if (mark != std::string_view::npos) {
    auto query = parse_fields(target.substr(mark + 1));
    if (!query) return std::nullopt;
    out.query = std::move(*query);
  }
  return out;
}

std::string without_field(std::string_view target, std::string_view name) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return std::string(target);
  std::string out(target.substr(0, mark));
  char sign = '?';
  for (std::string_view rest = target.substr(mark + 1); !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (field.substr(0, field.find('=')) == name) continue;
    out.append(1, sign).append(field);
    sign = '&';
  }
  return out;
}

std::optional<Pairs> parse_fields(std::string_view text) {
  Pairs out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field.empty()) continue;
    if (out.size() == fields_max) return std::nullopt;
    const std::size_t equals = std::min(field.find('='), field.size());
    auto& [name, value] = out.emplace_back();
    if (!take_text(field.substr(0, equals), name)) return std::nullopt;
    if (equals < field.size() && !take_text(field.substr(equals + 1), value)) return std::nullopt;
  }
  return out;
}

Pairs parse_cookies(std::string_view header) {
  Pairs out;
  while (!header.empty() && out.size() < 50) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    while (!pair.empty() && pair.back() == ' ') pair.remove_suffix(1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    out.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return out;
}

bool local_path(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.size() > 2048) return false;
  if (path.size() > 1 && path[1] == '/') return false;
  for (const char c : path) {
    if (is_control(c) || c == '\\' || c == ' ') return false;
  }
  return valid_utf8(path);
}

}  // namespace gishe::web
