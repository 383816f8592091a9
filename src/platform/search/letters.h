#pragma once
#include <functional>
#include <string>
#include <string_view>

/// Words as a search sees them.
namespace gishe::search {

using Letters = std::u32string;
Letters letters_of(std::string_view utf8);
std::string utf8_of(const Letters& letters);

/// Each run of letters and digits in lower case, at most 40 letters of it; marks of Latin letters fall (città → citta),
/// й written in two parts becomes one letter.
void each_word(std::string_view text, const std::function<void(std::string_view word)>& f);

bool is_cyrillic(std::string_view word);  // its first letter is
bool is_number(std::string_view word);    // digits only

/// One spelling for letters that people mix or that Latin letters cannot tell apart: я, ъ → а; ю → у; й, ь → и;
/// щ → шт; ё → йо; double letters once. For stems, on both sides of the search.
Letters folded(const Letters& stem);

}  // namespace gishe::search
