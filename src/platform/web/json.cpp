#include "platform/web/json.h"

#include "base/text.h"
#include "platform/web/gate.h"
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

namespace {

/// issue-type of FHIR R4 for a refusal.
std::string_view issue_of(const Refusal& refusal) {
  if (refusal.is(required)) return "required";
  switch (refusal.code->http_status) {
    case 400:
      return "structure";
    case 401:
      return "login";
    case 403:
      return "forbidden";
    case 404:
      return "not-found";
    case 405:
    case 415:
      return "not-supported";
    case 409:
    case 412:
      return "conflict";
    case 413:
      return "too-long";
    case 429:
      return "throttled";
    default:
      return refusal.code->http_status < 500 ? "value" : "exception";
  }
}

/// OperationOutcome: one issue a refusal, its field as the expression.
Response outcome(const words::Words& words, const Refusals& refusals) {
  json::array issues;
  for (const Refusal& refusal : refusals) {
    json::object issue{{"severity", "error"},
                       {"code", issue_of(refusal)},
                       {"details",
                        {{"coding", {{{"system", "urn:gishe:refusal"}, {"code", refusal.code->name}}}},
                         {"text", words.refusal(refusal)}}}};
    if (!refusal.field.empty()) issue["expression"] = json::array{refusal.field};
    issues.push_back(std::move(issue));
  }
  Response r = Response::json(json::serialize(json::object{{"resourceType", "OperationOutcome"}, {"issue", issues}}),
                              refusals.front().code->http_status);
  r.content_type = "application/fhir+json";
  return r;
}

}  // namespace

/// RFC 9457. `type` is a name, not an address: there is nothing to fetch.
Response Context::problem(const Refusals& refusals) const {
  if (is_fhir(request.path)) return outcome(words, refusals);
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
