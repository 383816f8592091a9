#pragma once
#include "directory/directory.h"
#include "places/waiting_store.h"
#include "referrals/referrals.h"

/// What is done with those who wait: the verbs behind pages, ports and jobs.
namespace gishe::places {

/// One act of the house on an entry, as read by the one who acts.
struct EntryChange {
  WaitingEntryId id;
  std::int64_t version = 0;
  std::string reason = {}, note = {};
  std::string points = {};                      // order: as typed, -1000 to 1000
  std::optional<PlaceId> place = std::nullopt;  // offer; none: the first that suits
  std::string begins_on = {};                   // offer: as typed
};
/// Points by decision, with reason and words: access order_waiting_list.
Result<Done> order_entry(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key);
/// Set aside for a while, and back. Access: order_waiting_list.
Result<Done> suspend_entry(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key);
Result<Done> resume_entry(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key);
/// A place is not held empty for longer than this.
inline constexpr int begins_days_max = 60;
/// Holds a free place until the sender answers (places.offer). Out of turn only with words. Access: offer_place.
Result<Done> offer_place(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key);
Result<Done> take_back_offer(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key);

/// The sender's answer for the person; a yes accepts the referral in the same transaction. Access: answer_offer.
struct OfferAnswer {
  PlaceOfferId id;
  bool takes = false;
  std::string reason = {}, note = {};
};
Result<Done> answer_offer(Office& office, const Actor& actor, const OfferAnswer& answer, std::string_view once_key);
/// What was offered, for the one who answers; leaves a ledger line.
struct OpenedOffer {
  store::Offer offer;
  WaitingEntry entry;
  std::string service_name, organisation_name;
};
Result<OpenedOffer> open_offer(Office& office, const Actor& actor, const PlaceOfferId& id);

/// The page of one who waits; leaves a ledger line.
struct OpenedEntry {
  WaitingEntry entry;
  WaitingRule rule;
  std::vector<store::WaitingEvent> events;
  std::optional<store::Offer> offer;
  int before = 0;
  std::vector<Place> free;  // places that could be offered
};
Result<OpenedEntry> open_entry(Office& office, const Actor& actor, const WaitingEntryId& id);

/// A new order for a service, from now on and for everybody who waits. Access: order_waiting_list.
struct NewRule {
  ServiceId service;
  int version = 0;                                         // the one it follows, as read
  std::string soon, emergency, each_week, refused_offer;   // as typed
  std::vector<std::pair<std::string, std::string>> needs;  // need code, points as typed; empty lines fall out
  std::string words;
};
Result<Done> publish_rule(Office& office, const Actor& actor, const NewRule& rule, std::string_view once_key);
/// The rule in force; where nobody published one, what counts until then (version 0).
WaitingRule rule_of(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service);

/// A step of an entry that access was asked for: row, event, ledger line. False: changed meanwhile.
struct EntryStep {
  WaitingVerb verb;
  const char* rule;
  std::string reason = {}, note = {};
  std::optional<int> points = std::nullopt;
};
bool move_entry(db::Tx& tx, const Office& office, const Actor& actor, const WaitingEntry& before, WaitingEntry after,
                const EntryStep& step);
/// An open offer is over: the place is free again, the entry back in the list. `answer` says how.
Result<Done> close_offer(db::Tx& tx, Office& office, const Actor& actor, const store::Offer& offer,
                         store::OfferState answer, const EntryStep& step);

}  // namespace gishe::places
