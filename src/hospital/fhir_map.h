#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "hospital/discharge.h"
#include "referrals/referrals.h"

/// Our states and codes in the words of FHIR R4, SDOH Clinical Care (facts.md §3.7). Pure.
namespace gishe::hospital::fhir {

inline constexpr std::string_view profile_task =
    "http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-TaskForReferralManagement";
inline constexpr std::string_view profile_request =
    "http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-ServiceRequest";
inline constexpr std::string_view temporary_codes =
    "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes";
inline constexpr std::string_view task_codes = "http://hl7.org/fhir/CodeSystem/task-code";
// Ours: needs, municipalities, grounds, personal numbers, outcomes, reasons.
inline constexpr std::string_view system_need = "urn:gishe:need";
inline constexpr std::string_view system_municipality = "urn:gishe:municipality";
inline constexpr std::string_view system_ground = "urn:gishe:legal-ground";
inline constexpr std::string_view system_number = "urn:gishe:personal-number";
inline constexpr std::string_view system_outcome = "urn:gishe:outcome";
inline constexpr std::string_view system_reason = "urn:gishe:decline-reason";
inline constexpr std::string_view system_referral = "urn:gishe:referral";

std::string_view task_status(State state);
std::string_view task_status(referrals::State state);
/// The receiver sets Task.status: which verb of a referral that is from this state; nullopt: none.
std::optional<std::string_view> verb_for(std::string_view status, referrals::State from);
/// The requester sets it on what it sent: withdraw, answer; nullopt: none.
std::optional<std::string_view> house_verb_for(std::string_view status);
/// rejected, cancelled, on-hold, failed: a reason in words belongs to it.
bool wants_reason(std::string_view status);

std::string_view priority_of(std::string_view urgency);  // routine, urgent, asap
std::optional<std::string_view> urgency_of(std::string_view priority);
/// HealthcareService: capacity, no-capacity, waitlist, additional-assessment-required; "" for unknown.
std::string_view capacity_code(std::string_view status);

}  // namespace gishe::hospital::fhir
