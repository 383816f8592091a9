#include "app/openapi.h"

#include <array>
#include <boost/json.hpp>

namespace gishe::app {
namespace json = boost::json;
namespace {

// A handler is a plain function; what it shows is made once, before the server starts.
std::string s_description;

web::Response show(web::Context&) {
  web::Response r = web::Response::json(s_description);
  r.cacheable = true;
  return r;
}

json::object reference(std::string_view schema) { return {{"$ref", "#/components/schemas/" + std::string(schema)}}; }

json::object content(std::string_view kind, std::string_view schema) {
  return {{kind, json::object{{"schema", reference(schema)}}}};
}

/// The {names} of a pattern, and the headers and cursors every operation of its kind takes.
json::array parameters(const web::Route& route) {
  json::array out;
  for (std::size_t at = route.pattern.find('{'); at != std::string_view::npos; at = route.pattern.find('{', at + 1)) {
    const std::string_view name = route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1);
    out.push_back(json::object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
  if (route.method == web::Method::get) {
    if (route.api->response_schema.ends_with("Page") || route.api->response_schema.ends_with("List")) {
      out.push_back(json::object{{"$ref", "#/components/parameters/After"}});
    }
  } else {
    out.push_back(json::object{{"$ref", "#/components/parameters/IdempotencyKey"}});
  }
  return out;
}

/// A folder may give its schemas bare or as a whole {"components": {"schemas": …}}.
json::object all_schemas() {
  json::object all;
  for (const std::string_view file : openapi_schemas()) {
    json::object some = json::parse(json::string_view(file.data(), file.size())).as_object();
    if (const json::value* components = some.if_contains("components")) {
      some = json::object(components->as_object().at("schemas").as_object());
    } else if (const json::value* schemas = some.if_contains("schemas")) {
      some = json::object(schemas->as_object());
    }
    for (const auto& schema : some) all.insert_or_assign(schema.key(), schema.value());
  }
  return all;
}

json::object operation(const web::Route& route, json::object& schemas) {
  const auto& api = *route.api;
  json::object responses;
  json::object good{{"description", "Done."}};
  if (!api.response_schema.empty()) {
    good["content"] = content("application/json", api.response_schema);
    if (!schemas.contains(api.response_schema)) schemas[api.response_schema] = {{"type", "object"}};
  }
  responses["200"] = std::move(good);
  responses["default"] = {{"description", "A refusal, with its words."},
                          {"content", content("application/problem+json", "Problem")}};
  json::object out{{"summary", api.summary},
                   {"x-permission", access::action_name(route.permission)},
                   {"parameters", parameters(route)},
                   {"responses", std::move(responses)}};
  if (!api.request_schema.empty()) {
    if (!schemas.contains(api.request_schema)) schemas[api.request_schema] = {{"type", "object"}};
    out["requestBody"] = {{"required", true}, {"content", content("application/json", api.request_schema)}};
  }
  if (access::function_may(Actor{}, route.permission)) out["security"] = json::array{};
  return out;
}

json::object reusable_parameters() {
  return {{"IdempotencyKey",
           {{"name", "Idempotency-Key"},
            {"in", "header"},
            {"required", false},
            {"description", "The same key gives the first answer again and changes nothing. Kept 30 days."},
            {"schema", {{"type", "string"}, {"maxLength", 100}}}}},
          {"After",
           {{"name", "after"},
            {"in", "query"},
            {"required", false},
            {"description", "`next` of the page before; absent: the first page."},
            {"schema", {{"type", "string"}}}}}};
}

}  // namespace

std::string describe_api(const web::Routes& routes) {
  static constexpr std::array<std::string_view, 5> methods = {"get", "post", "put", "patch", "delete"};
  json::object schemas = all_schemas();
  json::object paths;
  for (const web::Route& route : routes) {
    if (!route.api) continue;
    json::value& path = paths[route.pattern];
    if (!path.is_object()) path.emplace_object();
    path.as_object()[methods[static_cast<std::size_t>(route.method)]] = operation(route, schemas);
  }
  const json::object whole{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Gishe"},
        {"version", "1"},
        {"description", "One desk, several services. Every act of the pages, as JSON, under the same permissions."},
        {"license", {{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
      {"servers", json::array{{{"url", "/"}}}},
      {"security", json::array{{{"token", json::array{}}}}},
      {"paths", std::move(paths)},
      {"components",
       {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
        {"parameters", reusable_parameters()},
        {"schemas", std::move(schemas)}}}};
  return json::serialize(whole);
}

web::Route openapi_route(const web::Routes& routes) {
  s_description = describe_api(routes);
  return {web::Method::get, "/api/v1/openapi.json", access::Action::see_api_description, &show};
}

}  // namespace gishe::app
