#include "platform/web/json.h"

#include "base/text.h"
#include "platform/web/target.h"

namespace gishe::web {
namespace json = boost::json;

Result<json::object> json_body(const Context& context) {
  json::parse_options options;
  options.max_depth = 32;
  boost::system::error_code broken;
  json::value value = json::parse(context.request.body, broken, {}, options);
  if (broken || !value.is_object()) return Refusal(not_json);
  return std::move(value.as_object());
}

std::optional<std::string> text_of(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains({member.data(), member.size()});
  if (!value || !value->is_string()) return std::nullopt;
  return std::string(value->as_string().data(), value->as_string().size());
}

std::optional<std::int64_t> number_of(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains({member.data(), member.size()});
  if (!value || !value->is_int64()) return std::nullopt;
  return value->as_int64();
}

Response json_answer(const json::value& value, int status) { return Response::json(json::serialize(value), status); }

std::string cursor_of(std::string_view plain) { return text::hex(plain); }

std::optional<std::string> plain_of_cursor(std::string_view cursor) {
  std::string plain = text::from_hex(cursor);
  if (plain.empty() || !valid_utf8(plain)) return std::nullopt;
  return plain;
}

/// RFC 9457. `type` is a name, not an address: there is nothing to fetch.
Response Context::problem(const Refusals& refusals) const {
  const Refusal& first = refusals.front();
  json::array errors;
  std::string detail;
  for (const Refusal& refusal : refusals) {
    const std::string said = words.refusal(refusal);
    if (detail.find(said) == std::string::npos) detail += (detail.empty() ? "" : " ") + said;
    json::object error{{"code", refusal.code->name}, {"detail", said}};
    if (!refusal.field.empty()) {
      error["field"] = refusal.field;
      error["pointer"] = "#/" + refusal.field;
    }
    errors.push_back(std::move(error));
  }
  const json::object problem{{"type", std::string("urn:gishe:refusal:") + first.code->name},
                             {"title", words.refusal(first)},
                             {"status", first.code->http_status},
                             {"detail", detail},
                             {"code", first.code->name},
                             {"errors", std::move(errors)}};
  Response r = Response::json(json::serialize(problem), first.code->http_status);
  r.content_type = "application/problem+json";
  return r;
}

}  // namespace gishe::web
