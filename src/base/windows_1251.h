#pragma once
#include <string>
#include <string_view>

namespace gishe {

/// Text of the code page that Bulgarian spreadsheets save as CSV, as UTF-8. Bytes that mean nothing there become
/// U+FFFD.
std::string from_windows_1251(std::string_view bytes);

}  // namespace gishe
