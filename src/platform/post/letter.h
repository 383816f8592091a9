#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace gishe::post {

/// RFC 2047: as it is when it is plain ASCII, else base 64 words of at most 75 characters, never cutting a letter in
/// two.
std::string encode_subject(std::string_view subject);

/// RFC 5322, in UTC: "Sun, 22 Nov 2026 09:30:00 +0000".
std::string mail_date(Instant at);

}  // namespace gishe::post
