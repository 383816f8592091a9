#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// A request to another provider that must come back with an answer. Life cycle: facts.md §3.7; README.md of this
/// folder.
namespace gishe::referrals {

inline constexpr RefusalCode receiver_closed{"referrals.receiver_closed", 422};
inline constexpr RefusalCode receiver_not_named{"referrals.receiver_not_named", 422};  // for a shielded person
inline constexpr RefusalCode package_empty{"referrals.package_empty", 422};
inline constexpr RefusalCode quota_used{"referrals.quota_used", 409};
inline constexpr RefusalCode no_question_left{"referrals.no_question_left", 409};
inline constexpr RefusalCode day_passed{"referrals.day_passed", 422};
inline constexpr RefusalCode day_too_far{"referrals.day_too_far", 422};
inline constexpr RefusalCode no_deadline_rule{"referrals.no_deadline_rule", 409};
inline constexpr RefusalCode contract_needed{"referrals.contract_needed", 422};

enum class State {
  draft,
  sent,
  delivered,
  info_requested,
  accepted,
  waitlisted,
  declined,
  expired,
  withdrawn,
  revoked,
  in_service,
  no_show,
  not_started,
  completed
};
std::string_view state_name(State state);  // stored; locale "referral.state.NAME"
std::optional<State> state_from(std::string_view name);
bool is_open(State state);          // still waits for somebody
bool package_is_open(State state);  // the receiver may read the package

/// Why a receiver says no; locale "decline_reason.NAME".
inline constexpr std::string_view decline_reasons[] = {"no_capacity",       "not_eligible",   "out_of_area",
                                                       "insufficient_info", "person_refused", "other"};

/// What other floors may know of a referral of their own municipality.
struct Referral {
  ReferralId id;
  std::string number;             // PAZ14-R-26-483920
  MunicipalityCode municipality;  // sender's
  MunicipalityCode to_municipality;
  OrganisationId to_organisation;
  ServiceId to_service;
  std::string to_service_name, to_organisation_name;
  PersonId person;
  Uuid source;  // the desk's application line, opaque here
  State state = State::draft;
  std::optional<Instant> sent_at;
  std::optional<Day> answer_due_on;
  std::string decline_reason, decline_suggestion;
  std::optional<Day> appointment_on;
  std::string appointment_note;
  std::string urgency;  // normal, soon, emergency
  AccountId sent_by;
  std::int64_t version = 0;
};

struct NewReferral {
  PersonId person;
  Uuid source;
  ServiceId to_service;
  std::string reason;  // in words, what is asked
  std::string urgency = "normal";
  std::vector<std::string> package_fields;  // which fields go along; the smallest set that serves
  std::vector<std::string> needs;           // need codes
  std::string legal_ground;                 // consent, or a ground code (locale "legal_ground.CODE")
  bool by_link = false;                     // the receiver has no account: a link or a letter brings the answer
  std::string consent_how;                  // written, oral_recorded, representative; for legal_ground == consent
};

/// Draft and send in one transaction. Refuses: receiver closed, package empty, no ground, quota used up.
Result<ReferralId> send_referral(Office& office, const Actor& actor, const NewReferral& referral,
                                 std::string_view once_key);
/// Inside somebody else's transaction (the desk sends the lines of an application together).
Result<ReferralId> send_referral_in(db::Tx& tx, Office& office, const Actor& actor, const NewReferral& referral);

std::optional<Referral> find_referral(db::Session& session, const access::Scope& scope, const ReferralId& id);
std::vector<Referral> list_for_sources(db::Session& session, const access::Scope& scope,
                                       const std::vector<Uuid>& sources);

/// Of one person, sent by the scope's municipality and still waiting for somebody; at most 50.
std::vector<Referral> list_open_of_person(db::Session& session, const access::Scope& scope, const PersonId& person);

/// Sent by this actor's municipality, past the day its answer was due and not waiting for the sender's own answer;
/// longest overdue first.
std::vector<Referral> list_overdue(db::Session& session, const Actor& actor, Day today, int limit);

/// Why a service begins without a signed contract; locale "referral.no_contract_reason.CODE".
inline constexpr std::string_view no_contract_reasons[] = {"emergency", "ordered", "refuses", "signed_elsewhere",
                                                           "other"};
/// Is a signed contract asked for before this service begins? nullopt: it may begin. Declared here, done by a higher
/// floor, set by app/wiring. Not asked of who answers by link and cannot keep contracts here.
using WhyNotBegin = std::optional<Refusal> (*)(db::Session& session, const Referral& referral, Day today);
void ask_contract_with(WhyNotBegin why_not_begin);

/// What the desk is told, in the same transaction, when a referral of its own changes state. Implemented by desk, set
/// by app/wiring (folders on lower floors never include higher ones).
struct Outcome {
  Referral referral;
  State from, to;
  AccountId by;
};
using Listener = void (*)(db::Tx& tx, Office& office, const Outcome& outcome);
void set_listener(Listener listener);

/// What keeps a service's places one by one does with each step of a referral, in the step's transaction. Declared
/// here, done by a higher floor, set by app/wiring; without it a service has its figure of free places and nothing
/// more.
struct Asked {
  Referral referral;  // as it was before the step
  Sensitivity sensitivity;
  std::vector<std::string> needs;
  State to;
  std::optional<Day> on;  // accepted: the appointment; waitlisted: the day the receiver expects
};
/// What places say of a referral to the side that reads its page, who was allowed to: facts, and at most one next
/// thing.
struct Standing {
  std::vector<std::pair<std::string, std::string>> facts;  // label, value
  std::string href, label;                                 // empty: nothing to do
  std::string also_href, also_label;
};
struct PlacesPort {
  /// A refusal refuses the step ("no place is free"). True: the places keep this service's figures.
  Result<bool> (*step)(db::Tx& tx, Office& office, const Actor& actor, const Asked& asked) = nullptr;
  Standing (*standing)(db::Session& session, const Actor& actor, const words::Words& words, const Referral& referral,
                       Day today) = nullptr;
};
void set_places(PlacesPort port);

/// Told by people when a file's level or its named accounts changed: its referrals take the level over, and those named
/// for a shielded person are named for her referrals (wired in app/wiring).
void person_level_changed(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level);

/// Somebody died or moved away: what waits is withdrawn, what is in service ends, with that ground; the receivers are
/// told as of any other end. In the transaction of the departure, which asked access.
enum class Left { died, moved };
void person_left(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                 const PersonId& person, Left left);
/// All of one person's not closed, whoever asks; at most 50. For that act and its record.
std::vector<Referral> list_open_unseen(db::Session& session, const MunicipalityCode& municipality,
                                       const PersonId& person);

/// A colleague leaves: the open referrals of one account tell another from now on. Shielded people's are neither
/// counted nor moved.
std::int64_t count_sent_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account);
void hand_over_in(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from, const AccountId& to);

/// What became of a municipality's referrals to one service. True counts: only for sums that are rounded before anybody
/// sees them. Shielded people are in none.
struct AnswerCount {
  ServiceId service;
  std::int64_t to_neighbours = 0;  // sent to another municipality
  std::int64_t no_places = 0;      // declined for lack of places
};
/// Of referrals sent from `from` until before `until`.
std::vector<AnswerCount> count_answers(db::Session& session, const MunicipalityCode& municipality, Instant from,
                                       Instant until);

/// Quota agreement between a municipality and a provider elsewhere.
struct Quota {
  QuotaAgreementId id;
  std::string number;
  int places = 0, used = 0;
  std::int64_t unit_cost_cents_per_day = 0;
  Day from, until;
};
/// The agreement in force for (sender municipality, provider's municipality, service type); nullopt: none.
std::optional<Quota> find_quota(db::Session& session, const MunicipalityCode& from, const MunicipalityCode& to,
                                std::string_view service_type, Day on);
struct NewQuota {
  MunicipalityCode from, to;
  std::string service_type, number;
  int places = 0;
  std::int64_t unit_cost_cents_per_day = 0;
  Day valid_from, valid_until;
};
QuotaAgreementId add_quota(db::Tx& tx, const NewQuota& quota);  // inside the transaction that signs the agreement
/// Its last day, which may have been later: nothing new is sent under it afterwards; what is open finishes.
void end_quota(db::Tx& tx, const MunicipalityCode& from, const QuotaAgreementId& id, Day last);
/// Referrals that hold a place under it now.
int count_quota_used(db::Session& session, const MunicipalityCode& from, const QuotaAgreementId& id);

/// A referral that is or was in service: for monthly reports and bills. No name and nothing of the package.
struct Served {
  ReferralId id;
  std::string number, service_name;
  MunicipalityCode municipality;  // sender's
  QuotaAgreementId agreement;     // nil: none
  PersonId person;                // for counting people, never shown
  bool shielded = false;
  std::optional<Day> started_on, ended_on;  // the first day of service; the day it was completed or broken off
};
/// For an act that hangs something on a referral: the actor may do `action` to it, and its service, if it has begun.
/// Else not_found or not_your_function. `rule`: which row allowed it.
Result<Served> ask_about_service(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id,
                                 const char** rule);
std::optional<Served> find_served(db::Session& session, const MunicipalityCode& municipality, const ReferralId& id);
/// All that ever began under an agreement, shielded ones too: for sums, never for a list.
std::vector<Served> list_served_under(db::Session& session, const MunicipalityCode& municipality,
                                      const QuotaAgreementId& agreement);
/// By the scope's organisation, with a day in service from `first` to `last`; by number.
std::vector<Served> list_served_by(db::Session& session, const access::Scope& scope, Day first, Day last);

std::span<const std::string_view> outcomes();  // codes of a completed service; locale "referral.outcome.CODE"
/// A field of a package as people read it.
std::string package_words(const words::Words& w, std::string_view field, const std::string& value);
/// The referral when the actor may do `action` to it: for acts of higher floors. `shielded`, if wanted: is it L4.
Result<Referral> ask_referral(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id,
                              bool* shielded = nullptr);

/// What other capabilities show on the page of a referral, to whom has just opened it. Set once by wiring.
struct Beside {
  std::string title;
  std::vector<std::string> lines;
  std::string href, link;  // empty: none
};
using BesideOf = std::vector<Beside> (*)(db::Session& session, const words::Words& words, const Referral& referral,
                                         bool as_receiver);
void show_beside_with(std::vector<BesideOf> all);

/// One step of a referral's life, taken by one side. README.md draws them; referral.cpp holds the table.
struct Step {
  ReferralId id = {};
  std::string verb = {};     // open, ask, answer, accept, waitlist, decline, start_service, complete, no_show,
                             // not_started, withdraw, revoke, escalate; inside a transaction also take_offer
  std::int64_t version = 0;  // as read by the one who acts; a stale one is refused with changed_meanwhile
  std::string reason = {};   // code, where the step needs one (decline_reasons …; complete: the outcome;
                             // start_service without a signed contract: one of no_contract_reasons)
  std::string note = {};     // question, answer, suggestion, appointment note, short result
  std::string on = {};       // accept: day of the appointment; waitlist: expected day; as typed
};
/// Event, ledger line, message to the other side, free places and the listener, in one transaction.
/// Refuses: not_found, not_from_this_state, changed_meanwhile, no_question_left, quota_used, and words of the fields
/// reason, note, on. Gives back the state reached.
Result<State> take_step(Office& office, const Actor& actor, const Step& step, std::string_view once_key);

/// Inside somebody else's transaction. take_offer is the sender's yes to a place offered to who waits.
Result<State> take_step_in(db::Tx& tx, Office& office, const Actor& actor, const Step& step);
/// The package for those who may open the referral now, else empty; whoever reads it leaves a ledger line of her own.
std::vector<std::pair<std::string, std::string>> package_of(db::Session& session, const Actor& actor,
                                                            const ReferralId& id);

/// Emergencies sent to this actor's house that wait for an answer or for her coming; soonest due first.
std::vector<Referral> list_emergencies(db::Session& session, const Actor& actor, int limit);

/// What still runs and was sent to the scope's house, soonest due first: for the machine of a receiver. At most `limit`
/// of those that wait and of those that are answered.
std::vector<Referral> list_addressed(db::Session& session, const access::Scope& scope, int limit);

/// What the holder of a link may see of a referral; nullopt for shielded people and where the package has closed.
struct ForLink {
  Referral referral;
  std::string first_name;  // from the package; empty when no name was sent
  std::vector<std::string> needs;
  std::string reason;
  std::vector<std::pair<std::string, std::string>> package;
  bool may_ask = false;
};
std::optional<ForLink> find_for_link(db::Session& session, const MunicipalityCode& municipality, const ReferralId& id);
/// The holder has said who she is and reads the package: a ledger line; the first time, the step sent → delivered.
Result<State> open_by_link(db::Tx& tx, Office& office, const MunicipalityCode& municipality, const ReferralId& id);
/// accept, ask, decline, start_service, complete, no_show, not_started by link: the same table as for accounts, side
/// receiver. `who`: name, post and organisation as said; kept with the event.
Result<State> take_step_by_link(db::Tx& tx, Office& office, const MunicipalityCode& municipality, const Step& step,
                                std::string_view who);
/// Expires what is past due + grace; called by the jobs runner. Returns how many (at most 500 a call).
int expire_overdue(Office& office);

web::Routes routes();  // /referrals …, /api/v1/referrals …

}  // namespace gishe::referrals
