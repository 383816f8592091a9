#include "platform/search/edit_distance.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "platform/search/letters.h"

namespace gishe::search {

std::u16string narrow(std::string_view utf8) {
  std::u16string out;
  for (const char32_t c : letters_of(utf8)) out += c > 0xFFFF ? u'\uFFFD' : static_cast<char16_t>(c);
  return out;
}

int edit_distance(std::u16string_view a, std::u16string_view b, int limit) {
  constexpr std::size_t longest = 48;
  if (a.size() > longest || b.size() > longest) return limit + 1;
  const auto difference = static_cast<int>(a.size()) - static_cast<int>(b.size());
  if (std::abs(difference) > limit) return limit + 1;
  std::array<std::array<int, longest + 1>, 3> rows{};
  auto *before = &rows[0], *last = &rows[1], *now = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) (*last)[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*now)[0] = static_cast<int>(i);
    int least = (*now)[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int d = std::min({(*last)[j] + 1, (*now)[j - 1] + 1, (*last)[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d = std::min(d, (*before)[j - 2] + 1);
      (*now)[j] = d;
      least = std::min(least, d);
    }
    if (least > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min((*last)[b.size()], limit + 1);
}

int edits_allowed(std::size_t letters) { return letters < 4 ? 0 : letters < 8 ? 1 : 2; }

std::uint64_t letter_signature(std::u16string_view word) {
  std::uint64_t bits = 0;
  for (const char16_t c : word) bits |= std::uint64_t{1} << (c & 63);
  return bits;
}

}  // namespace gishe::search
