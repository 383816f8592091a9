#include "hospital/fhir_resource.h"

#include "hospital/fhir_map.h"

namespace gishe::hospital::fhir {
namespace json = boost::json;
namespace {

json::string_view sv(std::string_view text) { return {text.data(), text.size()}; }

json::object coded(std::string_view system, std::string_view code, const std::string& words = {}) {
  json::object coding{{"system", sv(system)}, {"code", sv(code)}};
  if (!words.empty()) coding["display"] = words;
  json::object out{{"coding", json::array{std::move(coding)}}};
  if (!words.empty()) out["text"] = words;
  return out;
}

json::object known_by(std::string_view system, std::string_view value) {
  return {{"identifier", json::object{{"system", sv(system)}, {"value", sv(value)}}}};
}

json::object meta(std::string_view profile, std::int64_t version) {
  return {{"versionId", std::to_string(version)}, {"profile", json::array{json::value(sv(profile))}}};
}

json::object task_head(const std::string& id, const std::string& number, std::int64_t version,
                       std::string_view status) {
  json::object task{{"resourceType", "Task"}, {"id", id}};
  task["meta"] = meta(profile_task, version);
  task["identifier"] = json::array{json::object{{"system", sv(system_referral)}, {"value", number}}};
  task["status"] = sv(status);
  task["intent"] = "order";
  task["code"] = coded(task_codes, "fulfill");
  task["focus"] = json::object{{"reference", "ServiceRequest/" + id}};
  // The person stands in no Task: the number alone ties it to her.
  task["for"] = known_by(system_referral, number);
  return task;
}

void put_outcome(json::object& task, const words::Words& w, const std::string& outcome) {
  if (outcome.empty()) return;
  task["output"] = json::array{
      json::object{{"type", coded(temporary_codes, "resulting-activity")},
                   {"valueCodeableConcept", coded(system_outcome, outcome, w("referral.outcome." + outcome))}}};
}

json::object request_head(const std::string& id, const std::string& number, std::int64_t version,
                          std::string_view status, const std::vector<std::string>& needs, const words::Words& w) {
  json::object request{{"resourceType", "ServiceRequest"}, {"id", id}};
  request["meta"] = meta(profile_request, version);
  request["identifier"] = json::array{json::object{{"system", sv(system_referral)}, {"value", number}}};
  request["status"] = sv(status);
  request["intent"] = "order";
  json::array codings;
  for (const auto& need : needs)
    codings.push_back(json::object{{"system", sv(system_need)}, {"code", need}, {"display", w("need." + need)}});
  if (!codings.empty()) request["code"] = json::object{{"coding", std::move(codings)}};
  return request;
}

/// active while somebody may still act on it.
std::string_view request_status(std::string_view task_state) {
  if (task_state == "completed") return "completed";
  return task_state == "rejected" || task_state == "cancelled" || task_state == "failed" ? "revoked" : "active";
}

/// The fields the sender chose, and no other.
json::object patient_of(const words::Words& w, const referrals::ForLink& opened) {
  json::object patient{{"resourceType", "Patient"}, {"id", "person"}};
  for (const auto& [field, value] : opened.package) {
    const std::string words = referrals::package_words(w, field, value);
    if (field == "name") patient["name"] = json::array{json::object{{"text", words}}};
    if (field == "born_on" && Day::from_iso(value)) patient["birthDate"] = value;
    if (field == "phone") patient["telecom"] = json::array{json::object{{"system", "phone"}, {"value", words}}};
    if (field == "address") patient["address"] = json::array{json::object{{"text", words}}};
    if (field == "sex" && (value == "f" || value == "m")) patient["gender"] = value == "f" ? "female" : "male";
  }
  return patient;
}

}  // namespace

json::object task_of(const words::Words& w, const Discharge& d, const std::string& question) {
  const auto status = task_status(d.state);
  json::object task = task_head(d.id.text(), d.number, d.version, status);
  if (wants_reason(status)) {
    task["statusReason"] =
        json::object{{"text", question.empty() ? w("hospital.meaning." + std::string(state_name(d.state))) : question}};
  }
  task["priority"] = sv(priority_of(d.urgency));
  task["authoredOn"] = d.sent_at.iso();
  task["requester"] = json::object{{"reference", "Organization/" + d.house.text()}, {"display", d.house_name}};
  task["owner"] = known_by(system_municipality, d.municipality.text);
  put_outcome(task, w, d.outcome);
  return task;
}

json::object task_of(const words::Words& w, const referrals::Referral& r) {
  const auto status = task_status(r.state);
  json::object task = task_head(r.id.text(), r.number, r.version, status);
  if (wants_reason(status)) {
    const std::string state = w("referral.state." + std::string(referrals::state_name(r.state)));
    task["statusReason"] = r.decline_reason.empty()
                               ? json::object{{"text", state}}
                               : coded(system_reason, r.decline_reason, w("decline_reason." + r.decline_reason));
  }
  task["priority"] = sv(priority_of(r.urgency));
  task["authoredOn"] = r.sent_at.value_or(Instant{}).iso();
  task["requester"] = known_by(system_municipality, r.municipality.text);
  task["owner"] =
      json::object{{"reference", "Organization/" + r.to_organisation.text()}, {"display", r.to_organisation_name}};
  if (r.answer_due_on) task["restriction"] = json::object{{"period", json::object{{"end", r.answer_due_on->iso()}}}};
  return task;
}

json::object request_of(const words::Words& w, const Discharge& d) {
  json::object request =
      request_head(d.id.text(), d.number, d.version, request_status(task_status(d.state)), d.needs, w);
  request["subject"] = known_by(system_referral, d.number);
  request["priority"] = sv(priority_of(d.urgency));
  request["occurrencePeriod"] = json::object{{"start", d.leaves_on.iso()}};
  request["authoredOn"] = d.sent_at.iso();
  request["requester"] = json::object{{"reference", "Organization/" + d.house.text()}};
  request["performer"] = json::array{known_by(system_municipality, d.municipality.text)};
  return request;
}

json::object request_of(const words::Words& w, const referrals::Referral& r,
                        const std::optional<referrals::ForLink>& opened) {
  json::object request = request_head(r.id.text(), r.number, r.version, request_status(task_status(r.state)),
                                      opened ? opened->needs : std::vector<std::string>{}, w);
  request["subject"] = known_by(system_referral, r.number);
  if (opened) {
    request["contained"] = json::array{patient_of(w, *opened)};
    request["subject"] = json::object{{"reference", "#person"}};
    json::array notes{json::object{{"text", opened->reason}}};
    for (const auto& [field, value] : opened->package) {
      if (field == "contact_rule" || field == "representative" || field == "settlement")
        notes.push_back(json::object{{"text", referrals::package_words(w, field, value)}});
    }
    request["note"] = std::move(notes);
  }
  request["priority"] = sv(priority_of(r.urgency));
  request["authoredOn"] = r.sent_at.value_or(Instant{}).iso();
  request["requester"] = known_by(system_municipality, r.municipality.text);
  request["performer"] = json::array{
      json::object{{"reference", "HealthcareService/" + r.to_service.text()}, {"display", r.to_service_name}}};
  return request;
}

json::object healthcare_service_of(const words::Words& w, const directory::Service& s, Day today) {
  json::object out{{"resourceType", "HealthcareService"}, {"id", s.id.text()}};
  out["active"] = !s.suspended();
  out["name"] = s.name;
  out["providedBy"] =
      json::object{{"reference", "Organization/" + s.organisation.text()}, {"display", s.organisation_name}};
  json::array types;
  for (const auto& need : s.needs) types.push_back(coded(system_need, need, w("need." + need)));
  out["type"] = std::move(types);
  if (!s.phone.empty()) out["telecom"] = json::array{json::object{{"system", "phone"}, {"value", s.phone}}};
  const auto code = capacity_code(s.capacity.status_on(today));
  json::object value = code.empty() ? json::object{{"text", w("capacity.unknown")}} : coded(temporary_codes, code);
  out["extension"] = json::array{json::object{
      {"url",
       "http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-ExtensionHealthcareServiceCapacityStatus"},
      {"valueCodeableConcept", std::move(value)}}};
  return out;
}

json::object bundle_of(std::string_view type, json::array entries) {
  json::object bundle{{"resourceType", "Bundle"}, {"type", sv(type)}};
  if (type == "searchset") bundle["total"] = entries.size();
  bundle["entry"] = std::move(entries);
  return bundle;
}

json::object capability_statement(std::string_view address, Day today) {
  const auto interactions = [](std::initializer_list<const char*> codes) {
    json::array list;
    for (const char* code : codes) list.push_back(json::object{{"code", code}});
    return list;
  };
  const auto resource = [&](const char* type, std::initializer_list<const char*> codes) {
    return json::object{{"type", type}, {"interaction", interactions(codes)}, {"versioning", "versioned"}};
  };
  json::object task = resource("Task", {"read", "search-type", "update", "patch"});
  task["supportedProfile"] = json::array{json::value(sv(profile_task))};
  json::object request = resource("ServiceRequest", {"read"});
  request["supportedProfile"] = json::array{json::value(sv(profile_request))};
  json::object service = resource("HealthcareService", {"search-type"});
  service["searchParam"] = json::array{json::object{{"name", "service-type"}, {"type", "token"}},
                                       json::object{{"name", "coverage-area"}, {"type", "token"}}};
  json::object rest{{"mode", "server"}};
  rest["security"] = json::object{{"description", "Authorization: Bearer, a token of `gishe token`"}};
  rest["resource"] =
      json::array{std::move(task), std::move(request), std::move(service), resource("Encounter", {"create"})};
  rest["interaction"] = interactions({"transaction"});
  return {{"resourceType", "CapabilityStatement"},
          {"status", "active"},
          {"date", today.iso()},
          {"kind", "instance"},
          {"fhirVersion", "4.0.1"},
          {"format", json::array{"json"}},
          {"patchFormat", json::array{"application/json-patch+json"}},
          {"implementationGuide", json::array{"http://hl7.org/fhir/us/sdoh-clinicalcare"}},
          {"implementation", json::object{{"description", "Gishe"}, {"url", std::string(address) + "/fhir"}}},
          {"rest", json::array{std::move(rest)}}};
}

}  // namespace gishe::hospital::fhir
