#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gishe::text {

/// What text::join put together, taken apart again: "a,b" → a, b; none for "".
std::vector<std::string> split(std::string_view joined, char between);

}  // namespace gishe::text
