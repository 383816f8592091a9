#pragma once
#include <string>
#include <string_view>

#include "platform/words/words.h"

namespace gishe::words {

/// A text with {name} replaced. One pass from left to right, so that braces inside a value are never taken for a place.
std::string filled(std::string_view text, const Values& values);

}  // namespace gishe::words
