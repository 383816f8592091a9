#include "hospital/fhir_bundle.h"

#include <algorithm>

#include "base/text.h"
#include "hospital/fhir_map.h"

namespace gishe::hospital::fhir {
namespace json = boost::json;
namespace {

const json::value* at(const json::object& object, std::string_view name) {
  return object.if_contains({name.data(), name.size()});
}
std::string text_at(const json::object& object, std::string_view name) {
  const auto* value = at(object, name);
  return value && value->is_string() ? std::string(value->as_string()) : "";
}
const json::object& object_at(const json::object& object, std::string_view name) {
  static const json::object nothing;
  const auto* value = at(object, name);
  return value && value->is_object() ? value->as_object() : nothing;
}
const json::array& array_at(const json::object& object, std::string_view name) {
  static const json::array nothing;
  const auto* value = at(object, name);
  return value && value->is_array() ? value->as_array() : nothing;
}
/// The objects of a list, or none.
template <class F>
void each_object(const json::array& list, F&& f) {
  for (const auto& value : list) {
    if (value.is_object()) f(value.as_object());
  }
}
const json::object& first_object(const json::array& list) {
  static const json::object nothing;
  return !list.empty() && list.front().is_object() ? list.front().as_object() : nothing;
}
/// The code of this system in a CodeableConcept.
std::string code_of(const json::object& concept_, std::string_view system) {
  std::string code;
  each_object(array_at(concept_, "coding"), [&](const json::object& coding) {
    if (code.empty() && text_at(coding, "system") == system) code = text_at(coding, "code");
  });
  return code;
}

Refusal wrong(const char* path) { return Refusal(wrong_content, path, {{"path", path}}); }

/// "2026-11-24T10:00:00+02:00" → "2026-11-24"
std::string day_of(std::string_view moment) { return std::string(moment.substr(0, 10)); }

struct Found {
  const json::object *task = nullptr, *request = nullptr, *patient = nullptr, *consent = nullptr;
  std::string request_url, patient_url;
};

bool refers_to(std::string_view reference, std::string_view full_url, std::string_view type, const json::object& it) {
  if (reference.empty()) return false;
  return reference == full_url || reference == std::string(type) + "/" + text_at(it, "id");
}

Result<Found> find_resources(const json::object& bundle) {
  Found found;
  const json::array& entries = array_at(bundle, "entry");
  if (entries.empty() || entries.size() > entries_max) return wrong("Bundle.entry");
  for (const auto& value : entries) {
    if (!value.is_object()) return wrong("Bundle.entry");
    const json::object& resource = object_at(value.as_object(), "resource");
    const std::string type = text_at(resource, "resourceType"), url = text_at(value.as_object(), "fullUrl");
    const json::object** place = type == "Task"             ? &found.task
                                 : type == "ServiceRequest" ? &found.request
                                 : type == "Patient"        ? &found.patient
                                 : type == "Consent"        ? &found.consent
                                                            : nullptr;
    if (type == "ServiceRequest") found.request_url = url;
    if (type == "Patient") found.patient_url = url;
    if (!place && type != "Organization" && type != "PractitionerRole" && type != "Practitioner") {
      return Refusal(not_taken_here, "Bundle.entry", {{"what", type.substr(0, 40)}});
    }
    if (place && *place) return wrong("Bundle.entry");
    if (place) *place = &resource;
  }
  if (!found.task) return wrong("Task");
  if (!found.request) return wrong("ServiceRequest");
  if (!found.patient) return wrong("Patient");
  return found;
}

/// SDOHCC-TaskForReferralManagement: what it asks for.
Refusals why_not_task(const Found& f) {
  Refusals no;
  const json::object& task = *f.task;
  if (text_at(task, "status") != "requested") no.push_back(wrong("Task.status"));
  if (text_at(task, "intent") != "order") no.push_back(wrong("Task.intent"));
  if (code_of(object_at(task, "code"), task_codes) != "fulfill") no.push_back(wrong("Task.code"));
  const auto reference = [](const json::object& from, std::string_view name) {
    return text_at(object_at(from, name), "reference");
  };
  if (!refers_to(reference(task, "focus"), f.request_url, "ServiceRequest", *f.request))
    no.push_back(wrong("Task.focus"));
  if (!refers_to(reference(task, "for"), f.patient_url, "Patient", *f.patient)) no.push_back(wrong("Task.for"));
  if (!Day::from_iso(day_of(text_at(task, "authoredOn")))) no.push_back(wrong("Task.authoredOn"));
  if (object_at(task, "requester").empty()) no.push_back(wrong("Task.requester"));
  if (!refers_to(reference(*f.request, "subject"), f.patient_url, "Patient", *f.patient))
    no.push_back(wrong("ServiceRequest.subject"));
  if (text_at(*f.request, "status") != "active") no.push_back(wrong("ServiceRequest.status"));
  if (text_at(*f.request, "intent") != "order") no.push_back(wrong("ServiceRequest.intent"));
  return no;
}

std::optional<MunicipalityCode> owner_of(const json::object& task) {
  const json::object& owner = object_at(task, "owner");
  const json::object& identifier = object_at(owner, "identifier");
  if (text_at(identifier, "system") == system_municipality)
    return MunicipalityCode::parse(text_at(identifier, "value"));
  const std::string reference = text_at(owner, "reference");
  constexpr std::string_view before = "Organization/";
  return reference.starts_with(before) ? MunicipalityCode::parse(reference.substr(before.size())) : std::nullopt;
}

void read_patient(const json::object& patient, Incoming& in) {
  const json::object& name = first_object(array_at(patient, "name"));
  const json::array& given = array_at(name, "given");
  const auto part = [&](std::size_t n) {
    return n < given.size() && given[n].is_string() ? std::string(given[n].as_string()) : "";
  };
  in.told.given_name = part(0);
  in.told.middle_name = part(1);
  in.told.family_name = text_at(name, "family");
  in.told.born_on = text_at(patient, "birthDate");
  each_object(array_at(patient, "identifier"), [&](const json::object& id) {
    if (text_at(id, "system") == system_number) in.told.identifier = text_at(id, "value");
  });
  each_object(array_at(patient, "telecom"), [&](const json::object& way) {
    if (in.told.phone.empty() && text_at(way, "system") == "phone") in.told.phone = text_at(way, "value");
  });
  const json::object& address = first_object(array_at(patient, "address"));
  const json::array& lines = array_at(address, "line");
  in.told.address = lines.empty() ? text_at(address, "text")
                                  : (lines.front().is_string() ? std::string(lines.front().as_string()) : "");
  in.settlement_name = text_at(address, "city");
}

void read_request(const json::object& request, Incoming& in) {
  const auto needs_in = [&](const json::object& said) {
    each_object(array_at(said, "coding"), [&](const json::object& coding) {
      if (text_at(coding, "system") == system_need) in.told.needs.push_back(text_at(coding, "code"));
      if (text_at(coding, "code") == "contacting-subject-prohibited")
        in.told.contact_rule = "contacting-subject-prohibited";
    });
  };
  needs_in(object_at(request, "code"));
  each_object(array_at(request, "orderDetail"), needs_in);
  in.told.urgency = urgency_of(text_at(request, "priority")).value_or("");
  const std::string start = text_at(object_at(request, "occurrencePeriod"), "start");
  in.told.leaves_on = day_of(start.empty() ? text_at(request, "occurrenceDateTime") : start);
  in.told.words = text_at(first_object(array_at(request, "note")), "text");
}

/// A Consent that holds, or Task.input with another ground.
void read_ground(const Found& f, Incoming& in) {
  if (f.consent && text_at(*f.consent, "status") == "active") {
    in.told.legal_ground = "consent";
    const bool spoken = array_at(*f.consent, "sourceAttachment").empty() &&
                        object_at(*f.consent, "sourceAttachment").empty() &&
                        object_at(*f.consent, "sourceReference").empty();
    const std::string by = text_at(first_object(array_at(*f.consent, "performer")), "reference");
    in.told.consent_how = by.starts_with("RelatedPerson/") ? "representative" : spoken ? "oral_recorded" : "written";
    return;
  }
  each_object(array_at(*f.task, "input"), [&](const json::object& input) {
    const std::string said = code_of(object_at(input, "valueCodeableConcept"), system_ground);
    if (!said.empty() && said != "consent") in.told.legal_ground = said;
  });
}

StatusChange change_in(const json::object& task) {
  StatusChange change;
  change.status = text_at(task, "status");
  const json::object& reason = object_at(task, "statusReason");
  change.reason_text = text_at(reason, "text");
  change.reason_code = code_of(reason, system_reason);
  const json::array& notes = array_at(task, "note");
  if (!notes.empty() && notes.back().is_object()) change.note = text_at(notes.back().as_object(), "text");
  change.day = day_of(text_at(object_at(task, "executionPeriod"), "start"));
  each_object(array_at(task, "output"), [&](const json::object& output) {
    const std::string code = code_of(object_at(output, "valueCodeableConcept"), system_outcome);
    if (!code.empty()) change.outcome = code;
  });
  return change;
}

Result<StatusChange> whole(StatusChange change) {
  if (change.status.empty()) return wrong("Task.status");
  if (wants_reason(change.status) && change.status != "cancelled" && change.reason_text.empty())
    return wrong("Task.statusReason.text");
  return change;
}

}  // namespace

Result<Incoming> read_bundle(const json::object& bundle) {
  if (text_at(bundle, "resourceType") != "Bundle") return wrong("Bundle");
  const std::string type = text_at(bundle, "type");
  if (type != "transaction" && type != "collection") return wrong("Bundle.type");
  const auto found = find_resources(bundle);
  if (!found) return found.refusals();
  Refusals no = why_not_task(*found);
  const auto owner = owner_of(*found->task);
  if (!owner) no.push_back(wrong("Task.owner"));
  if (!no.empty()) return no;
  Incoming in;
  in.municipality = *owner;
  in.identifier = text_at(object_at(bundle, "identifier"), "value");
  read_patient(*found->patient, in);
  read_request(*found->request, in);
  read_ground(*found, in);
  in.told.name = text_at(object_at(*found->task, "requester"), "display");
  in.told.post = "FHIR";
  return in;
}

Result<Admission> read_encounter(const json::object& encounter) {
  if (text_at(encounter, "resourceType") != "Encounter") return wrong("Encounter");
  const std::string status = text_at(encounter, "status");
  if (status != "in-progress" && status != "arrived" && status != "finished") return wrong("Encounter.status");
  const std::string based_on = text_at(first_object(array_at(encounter, "basedOn")), "reference");
  const auto slash = based_on.rfind("ServiceRequest/");
  const auto id =
      slash == std::string::npos
          ? std::nullopt
          : DischargeId::parse(std::string_view(based_on).substr(slash + std::string_view("ServiceRequest/").size()));
  if (!id) return wrong("Encounter.basedOn");
  const std::string day = day_of(text_at(object_at(encounter, "period"), "start"));
  if (!Day::from_iso(day)) return wrong("Encounter.period.start");
  return Admission{*id, day};
}

Result<StatusChange> read_task(const json::object& task) {
  if (text_at(task, "resourceType") != "Task") return wrong("Task");
  return whole(change_in(task));
}

Result<StatusChange> read_patch(const json::array& patch) {
  constexpr std::size_t steps_max = 10;
  if (patch.empty() || patch.size() > steps_max) return wrong("Parameters");
  static constexpr std::string_view places[] = {"/status", "/statusReason", "/note", "/executionPeriod", "/output"};
  json::object task;
  for (const auto& value : patch) {
    if (!value.is_object()) return wrong("Parameters");
    const json::object& step = value.as_object();
    const std::string path = text_at(step, "path"), op = text_at(step, "op");
    if ((op != "replace" && op != "add") || !text::one_of(places, path) || !step.contains("value"))
      return wrong("Parameters");
    task[path.substr(1)] = *at(step, "value");
  }
  return whole(change_in(task));
}

std::string path_of(std::string_view field) {
  static constexpr std::pair<std::string_view, std::string_view> paths[] = {{"given_name", "Patient.name.given"},
                                                                            {"middle_name", "Patient.name.given"},
                                                                            {"family_name", "Patient.name.family"},
                                                                            {"born_on", "Patient.birthDate"},
                                                                            {"identifier", "Patient.identifier"},
                                                                            {"settlement", "Patient.address.city"},
                                                                            {"address", "Patient.address"},
                                                                            {"phone", "Patient.telecom"},
                                                                            {"needs", "ServiceRequest.code"},
                                                                            {"words", "ServiceRequest.note.text"},
                                                                            {"leaves_on", "ServiceRequest.occurrence"},
                                                                            {"urgency", "ServiceRequest.priority"},
                                                                            {"legal_ground", "Consent"},
                                                                            {"consent_how", "Consent"},
                                                                            {"name", "Task.requester.display"},
                                                                            {"verb", "Task.status"},
                                                                            {"reason", "Task.statusReason"},
                                                                            {"note", "Task.statusReason.text"},
                                                                            {"on", "Task.executionPeriod.start"},
                                                                            {"day", "Encounter.period.start"}};
  for (const auto& [name, path] : paths) {
    if (name == field) return std::string(path);
  }
  return std::string(field);
}

}  // namespace gishe::hospital::fhir
