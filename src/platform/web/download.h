#pragma once
#include <string>
#include <string_view>

#include "platform/web/web.h"

namespace gishe::web {

/// Bytes that somebody sent us, given out again: always as an attachment, never opened in our place (CSP sandbox beside
/// the page's own policy), never read as another kind (nosniff), never kept by a cache. The name travels as RFC 8187
/// wants it, with a plain one for those who do not read that.
Response download(std::string bytes, std::string_view media_type, std::string_view file_name);

}  // namespace gishe::web
