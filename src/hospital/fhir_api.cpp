#include "base/text.h"
#include "directory/directory.h"
#include "hospital/fhir_acts.h"
#include "hospital/fhir_map.h"
#include "hospital/fhir_resource.h"
#include "hospital/handlers.h"
#include "platform/web/json.h"

// FHIR R4 over HTTP. Every refusal leaves as an OperationOutcome (platform/web), its expression in FHIR's words.
namespace gishe::hospital::fhir {
namespace json = boost::json;
namespace {

web::Response answer(const json::object& resource, int status = 200, std::int64_t version = 0) {
  web::Response r = web::Response::json(json::serialize(resource), status);
  r.content_type = "application/fhir+json";
  if (version > 0) r.headers.emplace_back("ETag", "W/\"" + std::to_string(version) + "\"");
  return r;
}

web::Response refuse(web::Context& c, const Refusals& refusals) {
  Refusals said;
  for (const Refusal& r : refusals) said.push_back(Refusal(*r.code, path_of(r.field), r.with));
  return c.problem(said);
}

json::object task_of(const words::Words& w, const Exchange& e) {
  return e.sent ? fhir::task_of(w, *e.sent, e.question) : fhir::task_of(w, *e.received);
}
std::int64_t version_of(const Exchange& e) { return e.sent ? e.sent->version : e.received->version; }

json::object entry_of(json::object resource) {
  const std::string url =
      std::string(resource.at("resourceType").as_string()) + "/" + std::string(resource.at("id").as_string());
  return {{"fullUrl", url}, {"resource", std::move(resource)}};
}

/// W/"3" → 3; -1 where nothing is asked; 0, which no row has, for what is no version of ours.
std::int64_t asked_version(const web::Request& request) {
  std::string_view tag = request.header("if-match");
  if (tag.empty()) return -1;
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return 0;
  return text::whole_number(tag.substr(1, tag.size() - 2)).value_or(0);
}

web::Response set_status(web::Context& c, const Result<StatusChange>& change) {
  const auto id = Uuid::parse(c.request.in_path("id"));
  if (!id) return c.problem({Refusal(not_found)});
  if (!change) return c.problem(change.refusals());
  const auto done = change_status(c.office, c.actor, *id, *change, asked_version(c.request), c.once_key());
  return done ? answer(task_of(c.words, *done), 200, version_of(*done)) : refuse(c, done.refusals());
}

/// Each entry its answer; the patient is kept as no resource of its own and has no address.
json::object response_to(const words::Words& w, const json::array& entries, const Exchange& made) {
  const Discharge& d = *made.sent;
  json::array answers;
  for (const auto& entry : entries) {
    const auto& resource = entry.at("resource").as_object();
    const std::string type(resource.at("resourceType").as_string());
    const bool kept = type == "Task" || type == "ServiceRequest";
    json::object response{{"status", kept ? "201 Created" : "204 No Content"}};
    if (kept) response["location"] = type + "/" + d.id.text() + "/_history/" + std::to_string(d.version);
    json::object one{{"response", std::move(response)}};
    if (type == "Task") one["resource"] = task_of(w, made);
    answers.push_back(std::move(one));
  }
  return bundle_of("transaction-response", std::move(answers));
}

/// "system|code" or "code".
std::string_view code_in(std::string_view token) {
  const auto bar = token.find('|');
  return bar == std::string_view::npos ? token : token.substr(bar + 1);
}

}  // namespace

web::Response metadata(web::Context& c) {
  return answer(capability_statement(c.office.public_address, c.office.today()));
}

web::Response capacity(web::Context& c) {
  constexpr int services_max = 100;
  const auto town = MunicipalityCode::parse(code_in(c.request.query("coverage-area")));
  const auto code = code_in(c.request.query("service-type"));
  json::array entries;
  const auto asked = c.office.db.read([&](db::Session& session) -> Result<Done> {
    const auto need = directory::find_need(session, code);
    if (!need) return Refusal(wrong_content, "service-type", {{"path", "service-type"}});
    if (!town) return Refusal(wrong_content, "coverage-area", {{"path", "coverage-area"}});
    for (const auto& service : directory::list_services_for_need(session, *need, {*town}, services_max)) {
      if (!service.listed() || service.restricted) continue;
      entries.push_back(entry_of(healthcare_service_of(c.words, directory::for_everybody(service), c.office.today())));
    }
    return Done{};
  });
  return asked ? answer(bundle_of("searchset", std::move(entries))) : c.problem(asked.refusals());
}

web::Response receive(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto incoming = read_bundle(*body);
  if (!incoming) return c.problem(incoming.refusals());
  const auto made = fhir::receive(c.office, c.actor, *incoming, c.once_key());
  if (!made) return refuse(c, made.refusals());
  return answer(response_to(c.words, body->at("entry").as_array(), *made));
}

web::Response admit_again(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto admission = read_encounter(*body);
  if (!admission) return c.problem(admission.refusals());
  const auto told = admit(c.office, c.actor, *admission, c.once_key());
  return told ? answer(task_of(c.words, *told), 201, version_of(*told)) : refuse(c, told.refusals());
}

web::Response list_tasks(web::Context& c) {
  const auto list = list_exchanges(c.office, c.actor);
  if (!list) return c.problem(list.refusals());
  const auto status = c.request.query("status");
  json::array entries;
  for (const Exchange& e : *list) {
    json::object task = task_of(c.words, e);
    if (!status.empty() && task.at("status").as_string() != json::string_view(status.data(), status.size())) continue;
    entries.push_back(entry_of(std::move(task)));
  }
  return answer(bundle_of("searchset", std::move(entries)));
}

web::Response show_task(web::Context& c) {
  const auto id = Uuid::parse(c.request.in_path("id"));
  if (!id) return c.problem({Refusal(not_found)});
  const auto found = open_exchange(c.office, c.actor, *id);
  return found ? answer(task_of(c.words, *found), 200, version_of(*found)) : c.problem(found.refusals());
}

web::Response put_task(web::Context& c) {
  const auto body = web::json_body(c);
  return body ? set_status(c, read_task(*body)) : c.problem(body.refusals());
}

web::Response patch_task(web::Context& c) {
  json::parse_options options;
  options.max_depth = 16;
  boost::system::error_code broken;
  const json::value value = json::parse(c.request.body, broken, {}, options);
  if (broken || !value.is_array()) return c.problem({Refusal(web::not_json)});
  return set_status(c, read_patch(value.as_array()));
}

web::Response show_service_request(web::Context& c) {
  const auto id = Uuid::parse(c.request.in_path("id"));
  if (!id) return c.problem({Refusal(not_found)});
  const auto found = open_exchange(c.office, c.actor, *id);
  if (!found) return c.problem(found.refusals());
  if (found->sent) return answer(request_of(c.words, *found->sent), 200, version_of(*found));
  std::optional<referrals::ForLink> opened;
  if (referrals::package_is_open(found->received->state)) {
    auto package = open_package(c.office, c.actor, *id);
    if (!package) return c.problem(package.refusals());
    opened = std::move(*package);
  }
  return answer(request_of(c.words, opened ? opened->referral : *found->received, opened), 200,
                opened ? opened->referral.version : version_of(*found));
}

}  // namespace gishe::hospital::fhir
