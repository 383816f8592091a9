#include "hospital/fhir_map.h"

#include "base/text.h"

namespace gishe::hospital::fhir {

std::string_view task_status(State state) {
  switch (state) {
    case State::sent:
      return "requested";
    case State::info_requested:
      return "on-hold";
    case State::accepted:
      return "accepted";
    case State::declined:
      return "rejected";
    case State::withdrawn:
      return "cancelled";
    case State::in_service:
      return "in-progress";
    case State::not_started:
      return "failed";
    case State::completed:
      return "completed";
  }
  return "draft";
}

std::string_view task_status(referrals::State state) {
  using R = referrals::State;
  switch (state) {
    case R::draft:
      return "draft";
    case R::sent:
    case R::delivered:
      return "requested";
    case R::info_requested:
    case R::waitlisted:
      return "on-hold";
    case R::accepted:
      return "accepted";
    case R::declined:
      return "rejected";
    case R::in_service:
      return "in-progress";
    case R::completed:
      return "completed";
    case R::withdrawn:
    case R::revoked:
      return "cancelled";
    case R::expired:
    case R::no_show:
    case R::not_started:
      return "failed";
  }
  return "draft";
}

std::optional<std::string_view> verb_for(std::string_view status, referrals::State from) {
  using R = referrals::State;
  const bool waits = from == R::sent || from == R::delivered || from == R::waitlisted;
  if (status == "accepted" && waits) return "accept";
  if (status == "rejected" && waits) return "decline";
  if (status == "on-hold" && waits && from != R::waitlisted) return "ask";
  if (status == "in-progress" && from == R::accepted) return "start_service";
  if (status == "completed" && (from == R::accepted || from == R::in_service)) return "complete";
  if (status == "failed" && from == R::accepted) return "not_started";
  if (status == "failed" && from == R::in_service) return "no_show";
  return std::nullopt;
}

std::optional<std::string_view> house_verb_for(std::string_view status) {
  if (status == "cancelled") return "withdraw";
  if (status == "requested") return "answer";
  return std::nullopt;
}

bool wants_reason(std::string_view status) {
  static constexpr std::string_view wanting[] = {"rejected", "cancelled", "on-hold", "failed"};
  return text::one_of(wanting, status);
}

std::string_view priority_of(std::string_view urgency) {
  return urgency == "emergency" ? "asap" : urgency == "soon" ? "urgent" : "routine";
}

std::optional<std::string_view> urgency_of(std::string_view priority) {
  if (priority.empty() || priority == "routine") return "normal";
  if (priority == "urgent") return "soon";
  if (priority == "asap" || priority == "stat") return "emergency";
  return std::nullopt;
}

std::string_view capacity_code(std::string_view status) {
  if (status == "capacity") return "capacity";
  if (status == "no_capacity") return "no-capacity";
  if (status == "waitlist") return "waitlist";
  if (status == "assessment_required") return "additional-assessment-required";
  return "";
}

}  // namespace gishe::hospital::fhir
