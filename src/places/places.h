#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sensitivity.h"
#include "departures/departures.h"
#include "platform/office/office.h"
#include "platform/web/web.h"
#include "referrals/referrals.h"

/// Who has which place of a service, for how long, and who waits for one. README.md draws the lives.
namespace gishe::places {

inline constexpr RefusalCode place_taken{"places.place_taken", 409};      // somebody was faster
inline constexpr RefusalCode no_place_free{"places.no_place_free", 409};  // with {service}, {total}, {waiting}
inline constexpr RefusalCode no_places_kept{"places.no_places_kept", 409};
inline constexpr RefusalCode place_does_not_fit{"places.place_does_not_fit", 422};
inline constexpr RefusalCode place_not_in_use{"places.place_not_in_use", 409};
inline constexpr RefusalCode has_a_place{"places.has_a_place", 409};
inline constexpr RefusalCode longer_than_allowed{"places.longer_than_allowed", 422};  // with {day}
inline constexpr RefusalCode not_later{"places.not_later", 422};  // an extension that extends nothing
inline constexpr RefusalCode day_passed{"places.day_passed", 422};
inline constexpr RefusalCode begins_too_late{"places.begins_too_late", 422};  // an offer; with {day}
inline constexpr RefusalCode decision_needed{"places.decision_needed", 422};  // in words, by the head
inline constexpr RefusalCode head_decides{"places.head_decides", 403};
inline constexpr RefusalCode offer_waits{"places.offer_waits", 409};        // held for an offer nobody has answered yet
inline constexpr RefusalCode out_of_turn{"places.out_of_turn", 422};        // others wait before: say why
inline constexpr RefusalCode no_such_points{"places.no_such_points", 422};  // with {max}
inline constexpr RefusalCode offer_over{"places.offer_over", 409};
inline constexpr RefusalCode place_in_use{"places.place_in_use", 409};
inline constexpr RefusalCode referral_not_accepted{"places.referral_not_accepted", 409};

/// facts.md §3.8. Stored by name; locale "stay.state.NAME".
enum class State { reserved, emergency_admitted, admitted, extended, ended };
std::string_view state_name(State state);
std::optional<State> state_from(std::string_view name);

/// Why a stay ended; locale "stay.end_reason.NAME". Beside these, said by the house itself: did_not_come, offer_over,
/// referral_closed.
inline constexpr std::string_view end_reasons[] = {"goals_met",  "own_wish", "moved_on", "time_over",
                                                   "other_help", "rules",    "deceased", "other"};
/// Where the person went; locale "stay.destination.NAME".
inline constexpr std::string_view destinations[] = {"own_home", "relatives", "other_service",
                                                    "hospital", "other",     "unknown"};

struct Stay {
  MunicipalityCode municipality;  // of the provider
  StayId id;
  std::string number;  // PAZ21-S-26-483920: says nothing about the person
  std::int64_t version = 0;
  PlaceId place;
  ServiceId service;
  OrganisationId organisation;
  State state = State::reserved;
  Sensitivity sensitivity = Sensitivity::personal;  // the higher of the stay's own and the person's
  MunicipalityCode from_municipality;               // the sender's; the provider's own where nobody sent
  std::optional<ReferralId> referral;
  MunicipalityCode person_municipality;
  std::optional<PersonId> person;
  Day reserved_on;
  std::optional<Day> admitted_on, planned_end_on, longest_until_on, first_alert_on, second_alert_on;
  bool in_emergency = false;
  std::optional<Day> papers_due_on;  // set while the papers of an emergency are still to come
  int alerts_told = 0;
  std::optional<Day> ended_on;
  std::string end_reason, destination;

  bool is_running() const { return state != State::reserved && state != State::ended; }
};

/// Who comes. A referral brings its person and sender along; who has no file yet is nobody here but a taken place.
struct NewStay {
  ServiceId service;
  std::optional<PlaceId> place = std::nullopt;  // none: the first free one that suits
  std::optional<ReferralId> referral = std::nullopt;
  MunicipalityCode person_municipality = {};  // where the file of `person` lies
  std::optional<PersonId> person = std::nullopt;
  std::string sex = {};                   // f, m, where no file says it
  std::optional<int> age = std::nullopt;  // likewise
  std::string planned_end = {};           // as typed or ISO; empty: the longest the rule allows, or open
  /// At least; a shielded person's file counts anyway. shielded: those named (the actor is always) alone know of it.
  Sensitivity sensitivity = Sensitivity::personal;
  std::vector<AccountId> named = {};
  /// The head's decision in words to take somebody although every place is taken: an extra place is made.
  std::string decision = {};
  std::string no_contract = {};  // why the service begins without a signed one: of referrals::no_contract_reasons
};

/// Access: keep_placements; the extra place: update_capacity (the head's). Refuses: not_found, place_taken,
/// no_place_free, no_places_kept, place_does_not_fit, place_not_in_use, has_a_place, longer_than_allowed, head_decides,
/// referral_not_accepted.
Result<StayId> admit(Office& office, const Actor& actor, const NewStay& stay, std::string_view once_key);
/// At night, without papers: they are due by the rule places.papers, and the board says so.
Result<StayId> admit_in_emergency(Office& office, const Actor& actor, const NewStay& stay, std::string_view once_key);
/// Inside somebody else's transaction: nothing here throws db::Conflict, the service's places are locked first.
Result<StayId> admit_in(db::Tx& tx, Office& office, const Actor& actor, const NewStay& stay);
Result<StayId> admit_in_emergency_in(db::Tx& tx, Office& office, const Actor& actor, const NewStay& stay);

/// One later step of a stay, as read by the one who acts.
struct Change {
  StayId id;
  std::int64_t version = 0;
  std::string until = {};                       // extend: new planned end, as typed; admit: planned end
  std::string reason = {};                      // end: one of end_reasons
  std::string destination = {};                 // end: one of destinations
  std::string note = {};                        // extend: the decision in words; move: why; end: what was agreed
  std::optional<PlaceId> place = std::nullopt;  // move
  std::string no_contract = {};                 // admit: as in NewStay
};
Result<Done> extend(Office& office, const Actor& actor, const Change& change, std::string_view once_key);
Result<Done> extend_in(db::Tx& tx, Office& office, const Actor& actor, const Change& change);
Result<Done> end_stay(Office& office, const Actor& actor, const Change& change, std::string_view once_key);
Result<Done> end_stay_in(db::Tx& tx, Office& office, const Actor& actor, const Change& change);

/// Places as they are, without anybody's name: for capacity asked before anybody is named. kept: one by one, here.
struct Free {
  bool kept = false;
  int total = 0, free = 0;
};
Free free_places(db::Session& session, const ServiceId& service, Day today);

/// Nullopt when absent or not for these eyes.
std::optional<Stay> find_stay(db::Session& session, const access::Scope& scope, const StayId& id);
/// Of one referral, earliest first; as its sender's municipality or its receiver sees them.
std::vector<Stay> list_stays(db::Session& session, const access::Scope& scope, const ReferralId& referral);
/// Somebody whose file this is has a place now, reserved or taken: a case with it is not closed without a word.
bool has_stay(db::Session& session, const MunicipalityCode& home, const PersonId& person);
/// Has or had one, ended ones too: such a file is not taken out of the register.
bool ever_stayed(db::Session& session, const MunicipalityCode& home, const PersonId& person);

/// Days in a place per referral and month, for settlements: the day of coming counts, the day of leaving does not
/// (unless it is the same). A scope of a municipality: what it sent; of an organisation: what it took in. Whatever the
/// scope's level, a number of days tells L3 nothing; shielded ones come only to those named.
struct PersonDays {
  ReferralId referral;
  MunicipalityCode from_municipality;
  OrganisationId organisation;
  ServiceId service;
  int days = 0;
};
/// Who is still there counts to the end of the month: ask when it is over.
std::vector<PersonDays> days_in_month(db::Session& session, const access::Scope& scope, int year, int month);

/// referrals::PlacesPort, set by app/wiring: a referral put on the list waits here, one accepted reserves a place, one
/// that ends gives back what it had.
Result<bool> referral_step(db::Tx& tx, Office& office, const Actor& actor, const referrals::Asked& asked);
referrals::Standing standing_of(db::Session& session, const Actor& actor, const words::Words& words,
                                const referrals::Referral& referral, Day today);

/// Offers past their day: declined once, the place free again, both sides told. For the jobs runner; how many.
int expire_offers(Office& office);
/// Places offered to this actor's people and not answered yet, and when the first answer is due.
struct ToAnswer {
  int count = 0;
  std::optional<Day> due_on;
};
ToAnswer count_to_answer(db::Session& session, const Actor& actor);
/// Stays of this actor's house that the board marks: papers, alerts, days that passed.
int count_alerts(db::Session& session, const Actor& actor, Day today);

/// departures::LeavingPort: places somebody has without a referral; those of referrals end with them.
std::vector<departures::Running> list_running_of(db::Session& session, const Actor& actor,
                                                 const people::Person& person);
void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left);

/// The demo zone: whose places, and who waits.
struct DemoHouse {
  ServiceId service;
  Actor head, worker;
};
struct DemoPlaces {
  DemoHouse crisis_centre, seats, awaited;
  Actor officer;  // sends those who wait
  std::vector<PersonId> people;
};
void load_demo(Office& office, SetClock& clock, const DemoPlaces& demo);

web::Routes routes();  // /provider/places, /provider/stays, /provider/waiting, /places/offers

}  // namespace gishe::places
