#pragma once
// JSON for *_api.cpp files only: Boost.JSON with our few habits. Pages never include this.
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/refusal.h"
#include "platform/web/web.h"

namespace gishe::web {

inline constexpr RefusalCode not_json{"not_json", 400};

/// The request's body as an object; depth at most 32, size by the server's limit.
Result<boost::json::object> json_body(const Context& context);
/// Member as text / whole number; nullopt when absent or of another kind.
std::optional<std::string> text_of(const boost::json::object& object, std::string_view member);
std::optional<std::int64_t> number_of(const boost::json::object& object, std::string_view member);
Response json_answer(const boost::json::value& value, int status = 200);

/// One page of a list: {"items": […], "next": cursor or null}. Cursors are opaque to the caller.
std::string cursor_of(std::string_view plain);
std::optional<std::string> plain_of_cursor(std::string_view cursor);

}  // namespace gishe::web
