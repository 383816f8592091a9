#pragma once
#include <optional>
#include <string>

#include "platform/web/web.h"

namespace gishe::open_data {

/// The answer with ETag and, where `at` is known, Last-Modified; 304 without a body when the asker has the same.
web::Response with_validators(const web::Context& c, std::string content_type, std::string body,
                              std::optional<Instant> at);

}  // namespace gishe::open_data
