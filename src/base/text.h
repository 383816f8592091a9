#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gishe::text {

/// Well-formed UTF-8 without control characters (line feed and tab allowed when many_lines).
enum class Lines { one, many };
bool is_plain(std::string_view text, Lines lines = Lines::one);

/// Code points, not bytes.
std::size_t length(std::string_view utf8);

/// As many code points from its beginning, or all there are.
std::string_view first(std::string_view utf8, std::size_t code_points);

/// Without blanks at both ends; inner runs of blanks become one space (Lines::one only).
std::string tidy(std::string_view utf8, Lines lines = Lines::one);

/// Unicode simple lower case.
std::string lower(std::string_view utf8);
/// First letter of the text in capitals.
std::string capitalised(std::string_view utf8);

std::vector<std::string> words(std::string_view utf8);  // split on everything that is neither letter nor digit
std::string join(const std::vector<std::string>& parts, std::string_view between);

/// Does this list of words or codes hold `value`?
bool one_of(const auto& list, std::string_view value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

/// A whole number and nothing else, as the machine writes it: no blanks, no plus sign; nullopt otherwise.
std::optional<std::int64_t> whole_number(std::string_view typed);

/// Letters as hex, for tests, hashes and logs.
std::string hex(std::string_view bytes);
std::string from_hex(std::string_view hex);  // empty when it is not hex

}  // namespace gishe::text
