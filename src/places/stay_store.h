#pragma once
#include "places/stay.h"

/// Every statement on stays. Reads take a Scope; a shielded stay comes only to those named for it.
namespace gishe::places::store {

std::optional<Stay> find_stay(db::Session& session, const access::Scope& scope, const StayId& id);
/// Those that hold a place of the service now, as far as these eyes see; at most 500.
std::vector<Stay> list_running(db::Session& session, const access::Scope& scope, const MunicipalityCode& municipality,
                               const ServiceId& service);
/// Of the whole house, at most 2000.
std::vector<Stay> list_running_of(db::Session& session, const access::Scope& scope);
std::vector<Stay> list_of_referral(db::Session& session, const access::Scope& scope, const ReferralId& referral);
/// With a referral and a day inside [from, until]; at most 20 000.
std::vector<Stay> list_between(db::Session& session, const access::Scope& scope, Day from, Day until);

/// Places of a service that somebody holds, whoever it is: without anything else.
std::vector<PlaceId> list_held(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service);
/// When the running stays of a service are planned to end, earliest first; at most 500. Those without a day are left
/// out.
std::vector<Day> list_planned_ends(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service,
                                   Day today);
/// Not ended and of no referral, wherever the place is; whoever asks. At most 20.
std::vector<Stay> list_unsent_of_person(db::Session& session, const MunicipalityCode& home, const PersonId& person);
bool has_stay(db::Session& session, const MunicipalityCode& home, const PersonId& person);
bool ever_stayed(db::Session& session, const MunicipalityCode& home, const PersonId& person);
/// For the system alone, inside the step it takes: whoever's eyes.
std::optional<Stay> find_open_of_referral(db::Tx& tx, const MunicipalityCode& municipality, const ReferralId& referral);
std::optional<Stay> find_for_system(db::Tx& tx, const MunicipalityCode& municipality, const StayId& id);
/// Alerts whose day has come and nobody was told of; at most `limit`.
std::vector<Stay> list_alerts_due(db::Session& session, Day today, int limit);
void store_alerts_told(db::Tx& tx, const Stay& stay, int told);

/// What a room's rule asks, as far as the sender let the receiver know it: from the package, never from the file.
Guest guest_of(db::Session& session, const MunicipalityCode& sender, const ReferralId& referral, Day today);
bool is_named(db::Session& session, const Stay& stay, const AccountId& account);

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// False when the place, the referral or the person has a running stay already.
bool insert_stay(db::Tx& tx, const Stay& stay, const std::vector<AccountId>& named, Instant at);
enum class Stored { yes, changed_meanwhile, place_taken };
/// The row after a step; its version is one higher than the stored one.
Stored update_stay(db::Tx& tx, const Stay& stay, Instant at);

struct Event {
  std::int64_t seq = 0;
  Instant at;
  AccountId by;
  Verb verb = Verb::reserve;
  State from = State::reserved, to = State::reserved;
  PlaceId place;
  std::optional<Day> on;
  std::string reason, note;
};
void insert_event(db::Tx& tx, const Stay& stay, const Event& event);
std::vector<Event> list_events(db::Session& session, const Stay& stay);

const db::Query* find_stay_query(std::string_view name);

}  // namespace gishe::places::store
