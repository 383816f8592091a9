#pragma once
#include <utility>

#include "places/stay.h"

/// Who waits for a place, and the published rule that orders them. Pure.
namespace gishe::places {

/// Stored by name; locale "waiting.state.NAME".
enum class WaitingState { waiting, offered, suspended, placed, removed };
std::string_view waiting_state_name(WaitingState state);
std::optional<WaitingState> waiting_state_from(std::string_view name);

/// Stored in waiting_event; locale "waiting.verb.NAME".
enum class WaitingVerb {
  enter,
  offer,
  decline_offer,
  expire_offer,
  take_back,
  order,
  suspend,
  resume,
  rule,
  place,
  remove
};
inline constexpr int waiting_verb_count = 11;
inline constexpr int waiting_state_count = 5;
std::string_view waiting_verb_name(WaitingVerb verb);
std::optional<WaitingVerb> waiting_verb_from(std::string_view name);
/// The state after it; nullopt: not from this state. enter is how an entry comes to be.
std::optional<WaitingState> waiting_after(WaitingState from, WaitingVerb verb);

/// The points of a service's published order. What is not in it counts nothing.
struct WaitingRule {
  int version = 0;
  int soon = 20, emergency = 60;                   // for the urgency the sender gave
  int each_week = 5;                               // for every whole week of waiting
  int refused_offer = 0;                           // taken off for every offer declined or left unanswered
  std::vector<std::pair<std::string, int>> needs;  // need code, points; the highest of a person's needs counts
  std::string words;                               // what the provider adds, in words
};
inline constexpr int points_max = 1000, each_week_max = 100;
inline constexpr std::size_t rule_needs_max = 10;

struct WaitingEntry {
  MunicipalityCode municipality;  // of the provider
  WaitingEntryId id;
  std::int64_t version = 0;
  ServiceId service;
  OrganisationId organisation;
  WaitingState state = WaitingState::waiting;
  Sensitivity sensitivity = Sensitivity::personal;
  MunicipalityCode from_municipality;
  ReferralId referral;
  std::string referral_number;
  PersonId person;
  AccountId sent_by;  // who hears of offers
  std::string urgency;
  std::vector<std::string> needs;
  Day since;
  int rule_version = 0;
  int urgency_points = 0, need_points = 0, decided_points = 0, refused_offers = 0;
  std::int64_t turn = 0;
  std::optional<Day> expected_on;
  std::string closing_reason;
};

int urgency_points(const WaitingRule& rule, std::string_view urgency);
int need_points(const WaitingRule& rule, const std::vector<std::string>& needs);
/// Points on a day, all together, as the list explains them.
int points_on(const WaitingRule& rule, const WaitingEntry& entry, Day today);
/// The order in the list: smaller is earlier. Two entries keep their order from day to day, since both gain alike.
std::int64_t turn_of(const WaitingRule& rule, const WaitingEntry& entry);
/// The entry under this rule: points and turn.
WaitingEntry under(const WaitingRule& rule, WaitingEntry entry);

/// Why the order was changed by hand; locale "waiting.reason.NAME".
inline constexpr std::string_view order_reasons[] = {"danger", "court", "carer_lost", "mistake", "other"};
/// Why somebody is taken off the list or set aside by the provider.
inline constexpr std::string_view suspend_reasons[] = {"in_hospital", "away", "asks_to_wait", "papers", "other"};
/// Why an offer was not taken; locale "waiting.refusal.NAME".
inline constexpr std::string_view refusal_reasons[] = {"not_now", "other_place", "too_far", "need_met", "other"};

/// The day a place may come up for the one at this position (from 1): today while places are free, else when the stays
/// that are planned to end have ended; nullopt: nobody can say.
std::optional<Day> expected_day(int position, int free, const std::vector<Day>& planned_ends, Day today);

}  // namespace gishe::places
