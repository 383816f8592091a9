#include "platform/search/letters.h"

#include "base/text.h"

namespace gishe::search {
namespace {

constexpr std::size_t letters_max = 40;

/// The letter at i, moving i behind it; U+FFFD where the bytes are no UTF-8.
char32_t next(std::string_view utf8, std::size_t& i) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]); };
  const unsigned first = byte(i++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || i + more > utf8.size()) return U'\uFFFD';
  char32_t c = first & (0x3FU >> more);
  for (std::size_t k = 0; k < more; ++k) {
    if ((byte(i + k) & 0xC0) != 0x80) return U'\uFFFD';
    c = c << 6 | (byte(i + k) & 0x3F);
  }
  i += more;
  return c;
}

void append(std::string& out, char32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

/// À … ÿ without their marks; a blank for what is no letter there (×, ÷) or not one letter (ß).
constexpr std::string_view latin_1 = "aaaaaaaceeeeiiiidnooooo ouuuuy  aaaaaaaceeeeiiiidnooooo ouuuuy y";

/// Lower case without marks; 0 for what is neither letter nor digit. The alphabets of the house by arithmetic, others
/// by the library.
char32_t plain(char32_t c) {
  if (c < 0x80) {
    if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) return c;
    return c >= U'A' && c <= U'Z' ? c + 32 : 0;
  }
  if (c >= U'а' && c <= U'я') return c;
  if (c >= U'А' && c <= U'Я') return c + 32;
  if (c == U'ѝ' || c == U'Ѝ') return U'и';
  if (c >= 0xC0 && c <= 0xFF) {
    const char letter = latin_1[c - 0xC0];
    return letter == ' ' ? 0 : static_cast<char32_t>(letter);
  }
  // Dashes, quotation marks and the like fill our texts; they need no library.
  if (c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || c == U'\uFFFD') return 0;
  std::string one;
  append(one, c);
  one = text::lower(one);
  if (text::words(one).empty()) return 0;
  std::size_t i = 0;
  return next(one, i);
}

bool is_mark(char32_t c) { return c >= 0x300 && c <= 0x36F; }

}  // namespace

Letters letters_of(std::string_view utf8) {
  Letters out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) out += next(utf8, i);
  return out;
}

std::string utf8_of(const Letters& letters) {
  std::string out;
  out.reserve(letters.size() * 2);
  for (const char32_t c : letters) append(out, c);
  return out;
}

void each_word(std::string_view text, const std::function<void(std::string_view)>& f) {
  std::string word;
  std::size_t length = 0;
  const auto finish = [&] {
    if (length > 0) f(word);
    word.clear();
    length = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next(text, i);
    if (is_mark(c)) {
      if (c == 0x306 && word.ends_with("и")) word.replace(word.size() - 2, 2, "й");
      continue;
    }
    const char32_t letter = plain(c);
    if (letter == 0) {
      finish();
    } else if (length < letters_max) {
      append(word, letter);
      ++length;
    }
  }
  finish();
}

bool is_cyrillic(std::string_view word) {
  // U+0400 to U+04FF begin with the bytes D0 to D3.
  return !word.empty() && static_cast<unsigned char>(word[0]) >= 0xD0 && static_cast<unsigned char>(word[0]) <= 0xD3;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

Letters folded(const Letters& stem) {
  Letters out;
  out.reserve(stem.size() + 2);
  const auto add = [&](char32_t c) {
    const bool digit = c >= U'0' && c <= U'9';
    if (out.empty() || out.back() != c || digit) out += c;
  };
  for (const char32_t c : stem) {
    switch (c) {
      case U'я':
      case U'ъ':
        add(U'а');
        break;
      case U'ю':
        add(U'у');
        break;
      case U'й':
      case U'ь':
        add(U'и');
        break;
      case U'щ':
        add(U'ш');
        add(U'т');
        break;
      case U'ё':
        add(U'и');
        add(U'о');
        break;
      default:
        add(c);
    }
  }
  return out;
}

}  // namespace gishe::search
