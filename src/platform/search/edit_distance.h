#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gishe::search {

/// A unit a letter; one unknown letter for all that lie beyond.
std::u16string narrow(std::string_view utf8);

/// Letters wrong, missing, too many or swapped with their neighbour (optimal string alignment); limit + 1 as soon as it
/// is more than `limit`.
int edit_distance(std::u16string_view a, std::u16string_view b, int limit);

/// How many wrong letters a word of this length may have and still be guessed: none below 4, 1 to 7, then 2.
int edits_allowed(std::size_t letters);

/// Which letters a word has, hashed into 64 bits: words whose signatures differ in more than 2 × limit bits are further
/// than `limit` apart (a swap changes none, a wrong letter two).
std::uint64_t letter_signature(std::u16string_view word);

}  // namespace gishe::search
