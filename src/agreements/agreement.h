#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "agreements/agreements.h"

/// The life of an agreement between two municipalities as one table: who may say what when. Pure.
namespace gishe::agreements {

enum class State { asked, countered, in_force, ending, declined, withdrawn };
inline constexpr int state_count = 6;
std::string_view state_name(State state);  // stored; locale "agreement.state.NAME"
std::optional<State> state_from(std::string_view name);
bool is_negotiated(State state);  // somebody still has to answer
bool is_binding(State state);     // holds until its last day

enum class Verb { ask, counter, accept, decline, withdraw, give_notice, leave_zone };
inline constexpr int verb_count = 7;
std::string_view verb_name(Verb verb);  // stored; locale "agreement.verb.NAME", "agreement.event.NAME"
std::optional<Verb> verb_from(std::string_view name);

/// The one that asked for places, the one that was asked, or the house itself.
enum class Side { asker, asked, system };
std::string_view side_name(Side side);

struct Transition {
  State from;
  Verb verb;
  State to;
  Side who;
  bool needs_reason;  // a code of reasons_for(verb)
  bool needs_terms;   // numbers and dates are proposed anew
};
/// Every step that exists. What is not here is refused with not_from_this_state.
std::span<const Transition> transitions();
const Transition* find_transition(State from, Verb verb, Side who);

inline constexpr std::string_view decline_reasons[] = {"no_places", "price", "own_people_first", "not_this_kind",
                                                       "other"};
inline constexpr std::string_view notice_reasons[] = {"not_needed", "not_paid", "quality", "service_closed", "other"};
std::span<const std::string_view> reasons_for(Verb verb);

inline constexpr int places_max = 500;
inline constexpr std::int64_t unit_cost_cents_max = 1'000'000;  // 10,000 euro a day
inline constexpr std::size_t terms_length_max = 4000;
inline constexpr std::size_t note_length_max = 1000;
inline constexpr int years_max = 6;

/// What two municipalities agree on.
struct Terms {
  int places = 0;
  std::int64_t unit_cost_cents_per_day = 0;
  Day from, until;
  std::string words;
  bool operator==(const Terms&) const = default;
};
Refusals why_not_terms(const Terms& terms, Day today);

struct Record {
  AgreementRequestId id;
  MunicipalityCode municipality;     // asks and pays
  MunicipalityCode to_municipality;  // was asked, has the service
  std::string service_type, number;
  State state = State::asked;
  Terms terms;
  std::string reason, note;    // why declined or ended
  bool rests_on_zone = false;  // both shared a zone when it was agreed: it ends when one of them leaves
  std::optional<QuotaAgreementId> quota;
  AccountId asked_by;
  std::optional<Day> answer_due;
  Instant changed_at;
  std::int64_t version = 1;

  bool over(Day today) const { return is_binding(state) && terms.until < today; }
};
/// Whose answer is waited for; nullopt when nobody's.
std::optional<Side> turn_of(State state);

/// A step as typed: terms for a counter-proposal, a day for a notice.
struct Step {
  AgreementRequestId id = {};
  Verb verb = Verb::accept;
  std::int64_t version = 0;
  std::string reason = {}, note = {};
  std::optional<Terms> terms = {};
  std::optional<Day> on = {};  // notice: the last day
};
/// What is wrong with it in words of its fields. `first_end`: the earliest last day a notice may name.
Refusals why_not_step(const Record& record, const Step& step, Day today, Day first_end);
/// The record after it; version + 1. The step must exist and be without refusals.
Record after_step(const Record& record, const Transition& transition, const Step& step, Instant now);

/// Two periods with a day in common.
bool overlap(const Terms& a, const Terms& b);

}  // namespace gishe::agreements
