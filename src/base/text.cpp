#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <charconv>

namespace gishe::text {

namespace {
// ICU's macro narrows inside; the warning is about its text, not ours.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
/// The code point at i, moving i behind it; negative where the bytes are no UTF-8.
UChar32 next(std::string_view utf8, int32_t& i) {
  UChar32 c = 0;
  U8_NEXT(utf8.data(), i, static_cast<int32_t>(utf8.size()), c);
  return c;
}
#pragma GCC diagnostic pop

template <class F>
void each_code_point(std::string_view utf8, F&& f) {
  for (int32_t i = 0; i < static_cast<int32_t>(utf8.size());) {
    const UChar32 c = next(utf8, i);
    f(c < 0 ? UChar32{0xFFFD} : c);
  }
}

void append(std::string& out, UChar32 c) {
  char buffer[U8_MAX_LENGTH];
  int32_t n = 0;
  U8_APPEND_UNSAFE(buffer, n, c);
  out.append(buffer, static_cast<std::size_t>(n));
}

bool is_blank(UChar32 c) { return c == ' ' || c == '\t' || c == 0xA0 || c == '\r' || c == '\n'; }
}  // namespace

bool is_plain(std::string_view text, Lines lines) {
  for (int32_t i = 0; i < static_cast<int32_t>(text.size());) {
    const UChar32 c = next(text, i);
    if (c < 0) return false;
    if (lines == Lines::many && (c == '\n' || c == '\r' || c == '\t')) continue;
    const auto kind = u_charType(c);
    if (kind == U_CONTROL_CHAR || kind == U_SURROGATE || kind == U_UNASSIGNED) return false;
    if (c >= 0x202A && c <= 0x202E) return false;  // direction overrides hide what a text says
    if (c >= 0x2066 && c <= 0x2069) return false;
  }
  return true;
}

std::size_t length(std::string_view utf8) {
  std::size_t n = 0;
  each_code_point(utf8, [&](UChar32) { ++n; });
  return n;
}

std::string_view first(std::string_view utf8, std::size_t code_points) {
  std::size_t end = 0;
  for (std::size_t n = 0; n < code_points && end < utf8.size(); ++n) {
    do ++end;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80);
  }
  return utf8.substr(0, end);
}

std::string tidy(std::string_view utf8, Lines lines) {
  std::string out;
  out.reserve(utf8.size());
  bool pending = false;
  each_code_point(utf8, [&](UChar32 c) {
    if (lines == Lines::many && c == '\r') return;
    if (lines == Lines::many && c == '\n') {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      if (!out.empty()) out += '\n';
      pending = false;
      return;
    }
    if (is_blank(c)) {
      pending = !out.empty() && out.back() != '\n';
      return;
    }
    if (pending) out += ' ';
    pending = false;
    append(out, c);
  });
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string lower(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  each_code_point(utf8, [&](UChar32 c) { append(out, u_tolower(c)); });
  return out;
}

std::string capitalised(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  bool first = true;
  each_code_point(utf8, [&](UChar32 c) {
    append(out, first ? u_toupper(c) : c);
    first = false;
  });
  return out;
}

std::vector<std::string> words(std::string_view utf8) {
  std::vector<std::string> out;
  std::string word;
  each_code_point(utf8, [&](UChar32 c) {
    if (u_isalnum(c)) {
      append(word, c);
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  });
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) out += between;
    out += parts[i];
  }
  return out;
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::optional<std::int64_t> whole_number(std::string_view typed) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), n);
  if (error != std::errc() || end != typed.data() + typed.size()) return std::nullopt;
  return n;
}

std::string from_hex(std::string_view hex) {
  const auto nibble = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  if (hex.size() % 2) return out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = nibble(hex[i]);
    const int low = nibble(hex[i + 1]);
    if (high < 0 || low < 0) return {};
    out += static_cast<char>(high << 4 | low);
  }
  return out;
}

}  // namespace gishe::text
