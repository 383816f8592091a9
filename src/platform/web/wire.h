#pragma once
#include <string>
#include <string_view>

#include "platform/web/web.h"

/// How an answer looks on the wire.
namespace gishe::web {

std::string_view reason_phrase(int status);
/// For what never reaches a handler, or has no page: a few words in three languages and the way home; for addresses of
/// the API a problem of RFC 9457 without more than title and status.
Response plain_answer(int status, std::string_view target = {});

/// Status line and fields, up to and including the empty line. A handler's field with a control character is left out.
std::string head_of(const Response& response, std::string_view http_date, bool close);
/// Sun, 22 Nov 2026 09:30:00 GMT
std::string http_date(Instant at);

}  // namespace gishe::web
