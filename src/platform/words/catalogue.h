#pragma once
#include <cstdint>
#include <string_view>

#include "platform/words/words.h"

/// The embedded catalogues, read once. Boost.Locale stays behind this header.
namespace gishe::words::catalogue {

/// The text of a key; nullptr where there is none. The bytes live as long as the process.
const char* text(Language language, const char* key);
/// The plural form of a key for n; nullptr where there is none.
const char* plural(Language language, const char* key, std::int64_t n);

}  // namespace gishe::words::catalogue
