#include "planner/numbers_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gishe::planner {
namespace {

// Some published files are filled up with zero bytes.
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
std::string shown(std::string_view word) { return std::string(word.substr(0, 40)); }

}  // namespace

void NumbersIn::skip() {
  while (m_at < m_text.size() && is_space(m_text[m_at])) m_line += m_text[m_at++] == '\n';
}

bool NumbersIn::at_end() { return skip(), m_at == m_text.size(); }

std::string_view NumbersIn::peek() {
  skip();
  std::size_t end = m_at;
  while (end < m_text.size() && !is_space(m_text[end])) ++end;
  return m_text.substr(m_at, end - m_at);
}

std::string_view NumbersIn::word(const char* what) {
  const std::string_view found = peek();
  if (found.empty()) fail(fmt::format("the file ends where {} should be", what));
  m_at += found.size();
  return found;
}

std::int64_t NumbersIn::whole(const char* what, std::int64_t least, std::int64_t most) {
  std::string_view text = word(what);
  const std::string_view said = text;
  // "12." and "12.000" are whole numbers too.
  if (const auto point = text.find('.');
      point != text.npos && point > 0 && text.find_first_not_of('0', point + 1) == text.npos)
    text = text.substr(0, point);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    fail(fmt::format("{} should be a whole number and is \"{}\"", what, shown(said)));
  if (value < least || value > most)
    fail(fmt::format("{} is {}; it has to be from {} to {}", what, value, least, most));
  return value;
}

std::int64_t NumbersIn::amount(const char* what, int decimals, std::int64_t most) {
  std::string_view text = word(what);
  if (text.starts_with('-')) fail(fmt::format("{} is negative: {}", what, shown(text)));
  if (text.find_first_of("eE") != text.npos) fail(fmt::format("{} is written with an exponent: {}", what, shown(text)));
  const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
  if (text.find('.') != text.npos)
    while (text.ends_with('0')) text.remove_suffix(1);  // zeros at the end say nothing
  std::int64_t value = 0;
  int behind = -1;
  for (const char c : text) {
    if (c == '.' && behind < 0) {
      behind = 0;
      continue;
    }
    if (!is_digit(c) || (behind >= 0 && ++behind > decimals))
      fail(fmt::format("{} should be a number with at most {} decimals and is \"{}\"", what, decimals, shown(text)));
    value = value * 10 + (c - '0');
    if (value > most) fail(fmt::format("{} is too large: {}", what, shown(text)));
  }
  if (!has_digit) fail(fmt::format("{} should be a number and is \"{}\"", what, shown(text)));
  for (int k = std::max(0, behind); k < decimals; ++k) {
    value *= 10;
    if (value > most) fail(fmt::format("{} is too large: {}", what, shown(text)));
  }
  return value;
}

double NumbersIn::real(const char* what) {
  const std::string_view text = word(what);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    fail(fmt::format("{} should be a number and is \"{}\"", what, shown(text)));
  return value;
}

int decimals_of(std::string_view text) {
  int most = 0;
  for (std::size_t at = text.find('.'); at != text.npos; at = text.find('.', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    // Zeros at the end say nothing.
    std::size_t last = end;
    while (last > at + 1 && text[last - 1] == '0') --last;
    most = std::max(most, static_cast<int>(last - at - 1));
  }
  return most;
}

}  // namespace gishe::planner
