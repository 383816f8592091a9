#pragma once
#include <string>
#include <string_view>

#include "platform/web/web.h"

/// How an answer looks on the wire.
namespace gishe::web {

std::string_view reason_phrase(int status);
/// A short answer without a page, for what never reaches a handler: "431 Request Header Fields Too Large".
Response plain_answer(int status);

/// Status line and fields, up to and including the empty line. A handler's field with a control character is left out.
std::string head_of(const Response& response, std::string_view http_date, bool close);
/// Sun, 22 Nov 2026 09:30:00 GMT
std::string http_date(Instant at);

}  // namespace gishe::web
