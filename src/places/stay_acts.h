#pragma once
#include "directory/directory.h"
#include "places/place_store.h"
#include "places/stay_store.h"

/// The verbs behind the door, pages and ports.
namespace gishe::places {

/// Who takes a place, after access was asked.
struct Guided {
  std::optional<ReferralId> referral;
  MunicipalityCode from_municipality, person_municipality;
  std::optional<PersonId> person;
  Sensitivity sensitivity = Sensitivity::personal;  // the stay's own; a higher file counts while it is higher
  Guest guest;
};
/// Locks the service, finds or makes the place, writes stay, event, ledger line and the service's figures. No access.
Result<Stay> take_place(db::Tx& tx, Office& office, const Actor& actor, const directory::Service& service,
                        const Guided& who, const NewStay& asked, Verb verb, const char* rule);

/// Any later step of a stay by somebody who may. Access: keep_placements.
Result<Done> take_step(Office& office, const Actor& actor, const Change& change, Verb verb, std::string_view once_key);
Result<Stay> take_step_in(db::Tx& tx, Office& office, const Actor& actor, const Change& change, Verb verb);
/// The same where access was asked of something else: a referral's step, an offer that ran out.
Result<Stay> step_by_house(db::Tx& tx, Office& office, const Actor& actor, const Stay& stay, const Change& change,
                           Verb verb, const char* rule);

/// Who comes to a place for a referral is in the service: both say so, or neither.
Result<Done> tell_referral(db::Tx& tx, Office& office, const Actor& actor, const Stay& stay,
                           std::string_view no_contract);

/// The page of one stay; leaves a ledger line.
struct OpenedStay {
  Stay stay;
  std::vector<store::Event> events;
};
Result<OpenedStay> open_stay(Office& office, const Actor& actor, const StayId& id);

/// Counts places and who waits anew into the directory's figures; after every change, in its transaction.
void keep_figures(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const ServiceId& service);

/// The rule of the longest stay of a service: "places.stay_crisis"; empty: none.
std::string_view longest_stay_rule(const directory::Service& service);
/// A day in a refusal's words, where nobody's language is known: 22.11.2026.
std::string written(Day day);
/// Planned end as typed (empty: the longest allowed, or open) and, once somebody came, the days of the longest stay.
Refusals set_days(db::Session& session, const directory::Service& service, const std::string& typed, Day today,
                  Stay& stay);
/// Where a service's places are kept: its municipality, else its organisation's.
MunicipalityCode home_of(db::Session& session, const directory::Service& service);

inline constexpr std::size_t decision_length_min = 10, note_length_max = 1000;

}  // namespace gishe::places
