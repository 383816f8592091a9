#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/uuid.h"

namespace gishe {

/// An id that the compiler tells apart from every other kind of id.
template <class Kind>
struct Id {
  Uuid value;

  static Id make() { return {Uuid::make()}; }
  static std::optional<Id> parse(std::string_view text) {
    if (auto uuid = Uuid::parse(text)) return Id{*uuid};
    return std::nullopt;
  }
  std::string text() const { return value.text(); }
  bool is_nil() const { return value.is_nil(); }
  auto operator<=>(const Id&) const = default;
};

// Every record kind of the house, so that folders on one floor can name each other's records without including them.
using AccountId = Id<struct AccountKind>;
using PostId = Id<struct PostKind>;
using OrganisationId = Id<struct OrganisationKind>;
using ServiceId = Id<struct ServiceKind>;
using LocationId = Id<struct LocationKind>;
using ZoneId = Id<struct ZoneKind>;
using PersonId = Id<struct PersonKind>;
using HouseholdId = Id<struct HouseholdKind>;
using RepresentativeId = Id<struct RepresentativeKind>;
using ReferralId = Id<struct ReferralKind>;
using QuotaAgreementId = Id<struct QuotaAgreementKind>;
using ApplicationId = Id<struct ApplicationKind>;
using ApplicationLineId = Id<struct ApplicationLineKind>;
using TaskId = Id<struct TaskKind>;
using CaseId = Id<struct CaseKind>;
using AssessmentId = Id<struct AssessmentKind>;
using SupportPlanId = Id<struct SupportPlanKind>;
using GoalId = Id<struct GoalKind>;
using GoalActionId = Id<struct GoalActionKind>;
using CaseNoteId = Id<struct CaseNoteKind>;
using ConferenceId = Id<struct ConferenceKind>;
using CaseTaskId = Id<struct CaseTaskKind>;
using WaitingEntryId = Id<struct WaitingEntryKind>;
using PlaceOfferId = Id<struct PlaceOfferKind>;
using PlaceId = Id<struct PlaceKind>;
using StayId = Id<struct StayKind>;
using CrisisContactId = Id<struct CrisisContactKind>;
using ChildSignalId = Id<struct ChildSignalKind>;
using CommissionCaseId = Id<struct CommissionCaseKind>;
using MeasureId = Id<struct MeasureKind>;
using SettlementId = Id<struct SettlementKind>;
using IndicatorImportId = Id<struct IndicatorImportKind>;
using ZonePlanId = Id<struct ZonePlanKind>;
using ZoneScenarioId = Id<struct ZoneScenarioKind>;
using ZoneObjectiveId = Id<struct ZoneObjectiveKind>;
using ZoneMeasureId = Id<struct ZoneMeasureKind>;
using ZoneCommentId = Id<struct ZoneCommentKind>;
using AgreementRequestId = Id<struct AgreementRequestKind>;
using EmergencyOpeningId = Id<struct EmergencyOpeningKind>;
using AlarmId = Id<struct AlarmKind>;
using MoveId = Id<struct MoveKind>;
using ComplaintId = Id<struct ComplaintKind>;
using SubjectRequestId = Id<struct SubjectRequestKind>;

/// NSI code of a municipality, for example PAZ14. Three capital letters and two digits; empty means none.
struct MunicipalityCode {
  std::string text;

  /// Refuses anything not of the form AAA00.
  static std::optional<MunicipalityCode> parse(std::string_view text);
  bool empty() const { return text.empty(); }
  auto operator<=>(const MunicipalityCode&) const = default;
};

/// EKATTE code of a settlement: five digits, leading zeros kept.
struct Ekatte {
  std::string text;

  static std::optional<Ekatte> parse(std::string_view text);
  bool empty() const { return text.empty(); }
  auto operator<=>(const Ekatte&) const = default;
};

}  // namespace gishe
