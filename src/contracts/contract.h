#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/contracts.h"

/// A contract as values, its states as one table, and what may be wrong with terms, signature and end. Pure.
namespace gishe::contracts {

inline constexpr RefusalCode fee_wrong{"contracts.fee_wrong", 422};
inline constexpr RefusalCode start_too_far{"contracts.start_too_far", 422};  // a year from today
inline constexpr RefusalCode end_before_start{"contracts.end_before_start", 422};
inline constexpr RefusalCode day_ahead{"contracts.day_ahead", 422};              // a signature or an end of tomorrow
inline constexpr RefusalCode before_the_last{"contracts.before_the_last", 422};  // signed before the version before it
inline constexpr RefusalCode mandate_not_valid{"contracts.mandate_not_valid", 422};
inline constexpr RefusalCode nothing_changed{"contracts.nothing_changed", 422};
inline constexpr RefusalCode not_needed{"contracts.not_needed", 409};
inline constexpr RefusalCode has_one{"contracts.has_one", 409};  // one running per person and service

/// facts.md §3.5. Stored by name; locale "contract.state.NAME".
enum class State { draft, offered, signed_, amended, ended };
std::string_view state_name(State state);
std::optional<State> state_from(std::string_view name);
bool is_running(State state);

/// Stored in service_contract_event by name; locale "contract.verb.NAME" and "contract.event.NAME".
enum class Verb { make, change, offer, take_back, sign, propose, drop, end, close };
std::string_view verb_name(Verb verb);

/// What was agreed. Stored "day", "hour", "month"; locale "contract.fee_per.NAME".
inline constexpr std::string_view fee_periods[] = {"month", "day", "hour"};
struct Terms {
  int seq = 0;
  std::int64_t fee_cents = 0;  // 0: free
  std::string fee_per;         // one of fee_periods; empty when free
  Day start_on;
  std::optional<Day> end_on;   // none: open-ended
  std::string content;         // what is done, how often
  std::string rights, duties;  // one a line
  std::string reason;          // of an amendment
  AccountId made_by;
  Instant made_at;
  std::optional<Day> signed_on;
  std::string signed_by;  // person, representative; empty: not signed
  std::optional<RepresentativeId> representative;
  std::string for_provider;  // who signed for the house
};

struct Contract {
  MunicipalityCode municipality;  // of the referral's sender
  ReferralId referral;
  std::string number;
  PersonId person;
  OrganisationId organisation;
  ServiceId service;
  State state = State::draft;
  std::string party_name;  // as it stands on the paper; may be empty: filled in by hand
  std::optional<Day> sign_due_on, ended_on;
  std::string end_ground, end_note;
  Instant changed_at;
  std::int64_t version = 0;
  std::vector<Terms> terms;  // first to last

  const Terms* in_force() const;  // the last signed one; nullptr: none
  const Terms* pending() const;   // the last one, while it is not signed
  const Terms* shown() const;     // what holds, else what waits for a signature
  bool was_offered() const;       // put before the person: what the other side and she herself may see of it
};

struct Transition {
  State from;
  Verb verb;
  State to;
};
/// Every step that exists; make has no state before it.
const std::vector<Transition>& transitions();
/// The state reached, when this step exists for this contract now.
std::optional<State> after(const Contract& contract, Verb verb);

/// Why a contract ended; locale "contract.ground.NAME". Beside these, said by the house itself: not_signed,
/// service_over.
inline constexpr std::string_view end_grounds[] = {"by_agreement", "person_ends", "provider_ends", "term_over",
                                                   "moved",        "deceased",    "other"};

inline constexpr std::size_t content_length_max = 1000, clauses_length_max = 6000, note_length_max = 1000,
                             name_length_max = 120;
inline constexpr std::int64_t fee_cents_max = 10'000'000;

/// `amends`: the terms that hold, when these are to replace them.
Refusals why_not_terms(const Terms& terms, const Terms* amends, Day today);

struct Signature {
  std::optional<Day> on;
  std::string by;  // person, representative
  std::optional<RepresentativeId> representative;
  std::string for_provider;
};
/// `mandates`: representatives whose mandate covers that day.
Refusals why_not_signed(const Signature& signature, const Contract& contract,
                        const std::vector<RepresentativeId>& mandates, Day today);

struct Ending {
  std::optional<Day> on;
  std::string ground, note;
};
Refusals why_not_ended(const Ending& ending, const Contract& contract, Day today);

/// What of a text is no longer there, and what is new: whole lines, in order.
struct Difference {
  std::string label;
  std::vector<std::string> was, now;
};
using Fields = std::vector<std::pair<std::string, std::string>>;  // label, text
/// Field by field, those that changed only; both lists have the same labels.
std::vector<Difference> differences(const Fields& before, const Fields& after);
std::vector<std::string> lines_of(std::string_view text);

}  // namespace gishe::contracts
