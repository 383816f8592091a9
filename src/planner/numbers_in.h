#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace gishe::planner {

/// What cannot be read, where: the line counts from 1.
class Unreadable : public std::runtime_error {
 public:
  Unreadable(int line, const std::string& reason) : std::runtime_error(reason), m_line(line) {}
  int line() const { return m_line; }

 private:
  int m_line;
};

/// Words and numbers of a text, one after the other, with the line they stand in. Every taking throws Unreadable where
/// there is none, or where it is not what was asked for.
class NumbersIn {
 public:
  explicit NumbersIn(std::string_view text) : m_text(text) {}

  bool at_end();
  std::string_view word(const char* what);
  /// Like word(), but looks only.
  std::string_view peek();
  /// A whole number within limits.
  std::int64_t whole(const char* what, std::int64_t least, std::int64_t most);
  /// A number with a point, as so many of its last `decimals`: "12.5" with 3 is 12500. More digits are refused, and
  /// exponents.
  std::int64_t amount(const char* what, int decimals, std::int64_t most);
  double real(const char* what);
  int line() const { return m_line; }
  [[noreturn]] void fail(const std::string& reason) const { throw Unreadable(m_line, reason); }

 private:
  void skip();
  std::string_view m_text;
  std::size_t m_at = 0;
  int m_line = 1;
};

/// The most digits that stand behind the point of any number of the text, zeros at the end apart.
int decimals_of(std::string_view text);

}  // namespace gishe::planner
