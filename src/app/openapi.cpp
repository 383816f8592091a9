#include "app/openapi.h"

#include <algorithm>
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

json::object parameter(std::string_view name) { return {{"$ref", "#/components/parameters/" + std::string(name)}}; }

/// The {names} of a pattern, the route's own filters, and the headers and cursors every operation of its kind takes.
json::array parameters(const web::Route& route) {
  json::array out;
  for (std::size_t at = route.pattern.find('{'); at != std::string_view::npos; at = route.pattern.find('{', at + 1)) {
    const std::string_view name = route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1);
    out.push_back(json::object{
        {"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}, {"format", "uuid"}}}});
  }
  for (std::string_view rest = route.api->query; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    out.push_back(parameter(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (route.method != web::Method::get && !route.api->reads) out.push_back(parameter("IdempotencyKey"));
  out.push_back(parameter("AcceptLanguage"));
  return out;
}

void take_all(json::object& all, const json::object& some) {
  for (const auto& one : some) all.insert_or_assign(one.key(), one.value());
}

/// What the folders say: component schemas and parameters by name.
struct Components {
  json::object schemas, parameters;
};
Components all_components() {
  Components all;
  for (const std::string_view file : openapi_schemas()) {
    const json::value whole = json::parse(json::string_view(file.data(), file.size()));
    const json::object& some = whole.at("components").as_object();
    if (const json::value* schemas = some.if_contains("schemas")) take_all(all.schemas, schemas->as_object());
    if (const json::value* named = some.if_contains("parameters")) take_all(all.parameters, named->as_object());
  }
  return all;
}

/// "post /api/v1/people/{id}/household" → "post_people_id_household".
std::string operation_id(std::string_view method, std::string_view pattern) {
  std::string id(method);
  for (const char c : pattern.substr(std::string_view("/api/v1").size())) {
    if (c == '/') {
      id += '_';
    } else if (c != '{' && c != '}') {
      id += c == '-' || c == '.' ? '_' : c;
    }
  }
  return id;
}

json::object good_answer(const web::Route::Api& api) {
  json::object good{{"description", api.status == 201 ? "Made." : "Done."}};
  if (api.response_schema.find('/') == std::string_view::npos) {
    good["content"] = content("application/json", api.response_schema);
  } else {
    good["content"] = json::object{
        {api.response_schema, {{"schema", {{"type", "string"}, {"contentMediaType", api.response_schema}}}}}};
  }
  return good;
}

json::object operation(const web::Route& route, std::string_view method) {
  const auto& api = *route.api;
  const json::object problem{{"description", "A refusal, with its words."},
                             {"content", content("application/problem+json", "Problem")}};
  json::object out{{"operationId", operation_id(method, route.pattern)},
                   {"summary", api.summary},
                   {"x-permission", access::action_name(route.permission)},
                   {"parameters", parameters(route)},
                   {"responses", {{std::to_string(api.status), good_answer(api)}, {"default", problem}}}};
  if (!api.request_schema.empty()) {
    out["requestBody"] = {{"required", true}, {"content", content("application/json", api.request_schema)}};
  }
  if (access::function_may(Actor{}, route.permission)) out["security"] = json::array{};
  return out;
}

}  // namespace

std::string describe_api(const web::Routes& routes) {
  static constexpr std::array<std::string_view, 5> methods = {"get", "post", "put", "patch", "delete"};
  Components components = all_components();
  json::object paths;
  for (const web::Route& route : routes) {
    if (!route.api) continue;
    json::value& path = paths[route.pattern];
    if (!path.is_object()) path.emplace_object();
    const std::string_view method = methods[static_cast<std::size_t>(route.method)];
    path.as_object()[method] = operation(route, method);
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
        {"parameters", std::move(components.parameters)},
        {"schemas", std::move(components.schemas)}}}};
  return json::serialize(whole);
}

web::Route openapi_route(const web::Routes& routes) {
  s_description = describe_api(routes);
  return {web::Method::get, "/api/v1/openapi.json", access::Action::see_api_description, &show};
}

}  // namespace gishe::app
