#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "people/people.h"
#include "platform/visitors/receipt.h"

/// A discharge: one person whom a hospital sends home to a desk. Values, states, rules of what is typed; pure.
namespace gishe::hospital {

using DischargeId = Id<struct DischargeKind>;

enum class State { sent, info_requested, accepted, declined, withdrawn, in_service, not_started, completed };
inline constexpr int state_count = 8;
std::string_view state_name(State state);  // stored; locale "hospital.state.NAME"
std::optional<State> state_from(std::string_view name);

/// Who moves it: the hospital, the desk, the worker of the case.
enum class Side { house, desk, worker };
struct Transition {
  State from;
  std::string_view verb;  // stored in discharge_event; locale "hospital.event.NAME"
  State to;
  Side side;
};
/// Every step there is behind "send". What is not here is refused with not_from_this_state.
std::span<const Transition> transitions();
const Transition* find_transition(State from, std::string_view verb, Side side);

struct Discharge {
  DischargeId id;
  MunicipalityCode municipality;  // the desk's
  std::string number;             // PAZ14-H26-483920
  ApplicationId application;
  OrganisationId house;
  std::string house_name;
  std::optional<Uuid> link;  // nullopt: it came by FHIR
  std::vector<std::string> needs;
  std::string urgency = "normal";
  Day leaves_on;
  std::string legal_ground, consent_how;
  std::string sender;    // name and post as said
  std::string reply_to;  // e-mail or empty
  State state = State::sent;
  std::string outcome;  // referrals::outcomes(), when completed
  std::optional<CaseId> of_case;
  Instant sent_at;
  std::int64_t version = 1;
  // of the application, once taken
  std::string person_name;
  std::optional<PersonId> person;
};

/// What the hospital types. The smallest package: no diagnosis, no treatment.
struct Told {
  std::string given_name, middle_name, family_name, born_on, identifier;
  std::string settlement, address, phone, contact_rule;
  std::vector<std::string> needs;
  std::string words;  // what must be ready at home
  std::string leaves_on, urgency = "normal";
  std::string legal_ground, consent_how;
  std::string name, post, reply_to;  // who sends

  people::NewPerson person(Day today) const;
};
std::string digest_of(const Told& told);  // the same for the same form sent twice
inline constexpr std::size_t words_max = 1000;
inline constexpr std::size_t said_max = 120;
inline constexpr std::size_t needs_max = 10;
inline constexpr int days_ahead_max = 90, days_back_max = 30;  // of the day of discharge
inline constexpr std::string_view urgencies[] = {"normal", "soon", "emergency"};
inline constexpr std::string_view legal_grounds[] = {"consent", "legal_duty", "public_task", "vital_interest"};
inline constexpr std::string_view consent_ways[] = {"written", "oral_recorded", "representative"};
/// Why this cannot be taken; needs and settlement are compared with the registers by the act.
Refusals why_not_told(const Told& told, Day today);
/// What a case's outcome means for the hospital.
std::string_view outcome_of_case(std::string_view case_outcome);

/// Number and secret of a discharge: kind H.
extern const visitors::Kind receipt_kind;

}  // namespace gishe::hospital
