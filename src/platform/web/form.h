#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "platform/web/target.h"
#include "platform/web/web.h"

/// Bodies of forms. Pure functions, fuzzed in tests/fuzz.
namespace gishe::web {

struct Multipart {
  Pairs fields;
  std::vector<Upload> uploads;
};
/// The boundary in a Content-Type of multipart/form-data; empty when there is none or it is not allowed (RFC 2046).
std::string_view boundary_of(std::string_view content_type);
/// RFC 7578. Text fields are held to the same rules as parse_fields; a file keeps its bytes, its name loses any folder.
/// Refuses a missing last boundary, a part without a name, heads of more than 4 KiB, more than fields_max parts.
std::optional<Multipart> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace gishe::web
