#pragma once
#include "places/waiting.h"

/// Every statement on waiting lists and offers. Reads take a Scope; who is shielded stands there only for those named.
namespace gishe::places::store {

inline constexpr int waiting_max = 1000;
/// The list in its order as far as these eyes see.
std::vector<WaitingEntry> list_waiting(db::Session& session, const access::Scope& scope,
                                       const MunicipalityCode& municipality, const ServiceId& service,
                                       int limit = waiting_max, int from = 0);
struct Length {
  int all = 0, with_a_turn = 0;  // who is suspended has none
};
/// How many stand among the first so many of that list.
Length length_of_waiting(db::Session& session, const access::Scope& scope, const MunicipalityCode& municipality,
                         const ServiceId& service, int first = waiting_max);
std::optional<WaitingEntry> find_entry(db::Session& session, const access::Scope& scope, const WaitingEntryId& id);
/// For the system alone, inside the step it takes.
std::optional<WaitingEntry> find_open_entry(db::Session& session, const MunicipalityCode& municipality,
                                            const ReferralId& referral);
std::optional<WaitingEntry> find_entry_for_system(db::Session& session, const MunicipalityCode& municipality,
                                                  const WaitingEntryId& id);
std::vector<WaitingEntry> list_open_for_system(db::Tx& tx, const MunicipalityCode& municipality,
                                               const ServiceId& service);
/// How many wait before it, shielded ones and those set aside not counted.
int count_before(db::Session& session, const WaitingEntry& entry);
/// Who waits for a service, shielded ones not counted.
int count_waiting(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service);
/// Services of a house for which somebody waits, as far as these eyes see.
std::vector<ServiceId> list_awaited(db::Session& session, const access::Scope& scope);

void insert_entry(db::Tx& tx, const WaitingEntry& entry, Instant at);
/// The row after a step; its version is one higher than the stored one. False: changed meanwhile.
bool update_entry(db::Tx& tx, const WaitingEntry& entry, Instant at);

struct WaitingEvent {
  std::int64_t seq = 0;
  Instant at;
  AccountId by;
  WaitingVerb verb = WaitingVerb::enter;
  WaitingState from = WaitingState::waiting, to = WaitingState::waiting;
  std::optional<int> points;  // order: those decided from now on
  std::string reason, note;
};
void insert_waiting_event(db::Tx& tx, const WaitingEntry& entry, const WaitingEvent& event);
std::vector<WaitingEvent> list_waiting_events(db::Session& session, const WaitingEntry& entry);

/// The rule in force; nullopt: none was ever published.
std::optional<WaitingRule> find_rule(db::Session& session, const MunicipalityCode& municipality,
                                     const ServiceId& service);
/// One version of it; what an entry's points were made with.
struct PublishedRule {
  WaitingRule rule;
  Instant at;
  AccountId by;
};
std::vector<PublishedRule> list_rules(db::Session& session, const MunicipalityCode& municipality,
                                      const ServiceId& service);
/// False: somebody published that version first.
bool insert_rule(db::Tx& tx, const MunicipalityCode& municipality, const ServiceId& service, const WaitingRule& rule,
                 const AccountId& by, Instant at);

enum class OfferState { open, accepted, declined, expired, taken_back };
std::string_view offer_state_name(OfferState state);
struct Offer {
  MunicipalityCode municipality;
  PlaceOfferId id;
  WaitingEntryId entry;
  StayId stay;
  MunicipalityCode from_municipality;
  OfferState state = OfferState::open;
  Day begins_on, answer_due_on;
  Instant offered_at;
  AccountId offered_by;
};
void insert_offer(db::Tx& tx, const Offer& offer);
/// False: it was answered meanwhile.
bool answer_offer(db::Tx& tx, const Offer& offer, OfferState answer, const AccountId& by, std::string_view reason,
                  std::string_view note, Instant at);
std::optional<Offer> find_offer(db::Session& session, const PlaceOfferId& id);
std::optional<Offer> find_open_offer(db::Session& session, const MunicipalityCode& municipality,
                                     const WaitingEntryId& entry);
bool is_offered(db::Session& session, const MunicipalityCode& municipality, const StayId& stay);
/// Open ones that this municipality has to answer, as far as these eyes see; due first, at most 200.
std::vector<Offer> list_offers_to_answer(db::Session& session, const access::Scope& scope);
/// Open and past their day, every municipality: for the system only.
std::vector<Offer> list_offers_past_due(db::Session& session, Day today, int limit);

const db::Query* find_waiting_query(std::string_view name);

}  // namespace gishe::places::store
