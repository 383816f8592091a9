#pragma once
#include <span>
#include <string>
#include <string_view>

#include "platform/web/web.h"

namespace gishe::app {

/// Every FOLDER/openapi.json: {"components": {"schemas": …, "parameters": …}}.
std::span<const std::string_view> openapi_schemas();
/// OpenAPI 3.1 of every route that has `.api`, made from the route table so that it cannot say anything else.
/// tests/stories/api_description.test.mjs finds a name that no openapi.json has.
std::string describe_api(const web::Routes& routes);
/// GET /api/v1/openapi.json; describes `routes` as they are now, so it is added last.
web::Route openapi_route(const web::Routes& routes);

}  // namespace gishe::app
