#pragma once
#include <boost/json.hpp>

#include "hospital/discharge.h"
#include "hospital/hospital.h"

/// Reading what a hospital's machine sends. Refusals name the place in the resource ("Task.focus") as their field.
namespace gishe::hospital::fhir {

inline constexpr RefusalCode wrong_content{"hospital.fhir_wrong", 422};       // with {path}
inline constexpr RefusalCode not_taken_here{"hospital.fhir_not_taken", 422};  // with {what}
inline constexpr std::size_t entries_max = 20;

/// A Bundle of type transaction or collection with one Task (status requested, intent order, code fulfill), its
/// ServiceRequest and its Patient; a Consent, Organization or PractitionerRole may lie beside them. Anything else is
/// not taken: a diagnosis has no place here.
struct Incoming {
  MunicipalityCode municipality;  // Task.owner
  std::string settlement_name;    // Patient.address.city, for the act to look up
  Told told;
  std::string identifier;  // Bundle.identifier.value: the hospital's own key of this sending
};
Result<Incoming> read_bundle(const boost::json::object& bundle);

/// An Encounter that has begun, basedOn one of the hospital's ServiceRequests: admitted again.
struct Admission {
  DischargeId id;
  std::string day;
};
Result<Admission> read_encounter(const boost::json::object& encounter);

/// What a PUT or a JSON Patch says of a Task's status.
struct StatusChange {
  std::string status, reason_code, reason_text, note, day, outcome;
};
Result<StatusChange> read_task(const boost::json::object& task);
Result<StatusChange> read_patch(const boost::json::array& patch);

/// Where in the resources a field of Told comes from.
std::string path_of(std::string_view field);

}  // namespace gishe::hospital::fhir
