#pragma once
#include <string>
#include <string_view>

namespace gishe {

/// What Latin letters typed by a person most likely stand for in Bulgarian (sht → щ, ya → я, q → я, w → в …).
std::string to_cyrillic(std::string_view typed_latin);

/// One spelling for names that sound alike, in lower-case Latin: Cyrillic and Latin meet, ъ/а/u/y/â fold together,
/// marks and double letters fall. Letters of other alphabets stay as they are. Always UTF-8. Two names with one
/// skeleton are near-duplicates; an empty result means no letters. "Христо", "Hristo", "Khristo" → one; "Въльо",
/// "Valyo", "Vylio" → one.
std::string name_skeleton(std::string_view name);

}  // namespace gishe
