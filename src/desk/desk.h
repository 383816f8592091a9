#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "departures/departures.h"
#include "paper_forms/paper_forms.h"
#include "people/people.h"
#include "platform/office/office.h"
#include "platform/web/web.h"
#include "referrals/referrals.h"

/// The one-stop desk: applications with several lines, papers, letters, the officer's day.
namespace gishe::desk {

inline constexpr RefusalCode no_needs{"desk.no_needs", 422};
inline constexpr RefusalCode too_many_needs{"desk.too_many_needs", 422};  // with {max}
inline constexpr RefusalCode service_closed{"desk.service_closed", 409};
inline constexpr RefusalCode service_does_not_fit{"desk.service_does_not_fit", 422};
inline constexpr RefusalCode nothing_to_send{"desk.nothing_to_send", 409};
inline constexpr RefusalCode no_papers_yet{"desk.no_papers_yet", 409};
inline constexpr RefusalCode no_package{"desk.no_package", 422};
inline constexpr RefusalCode no_ground{"desk.no_ground", 422};
inline constexpr RefusalCode referral_still_open{"desk.referral_still_open", 409};
inline constexpr RefusalCode refusal_needs_reasons{"desk.refusal_needs_reasons", 422};
inline constexpr RefusalCode refusal_needs_remedy{"desk.refusal_needs_remedy", 422};
inline constexpr RefusalCode waiver_needs_reason{"desk.waiver_needs_reason", 422};
inline constexpr RefusalCode wrong_number_or_secret{"desk.wrong_number_or_secret", 404};
inline constexpr RefusalCode too_many_tries{"desk.too_many_tries", 429};  // with {minutes}

struct NewApplication {
  PersonId person;
  std::optional<RepresentativeId> representative;
  std::string channel = "desk";       // desk, phone, post, outreach
  std::string urgency = "normal";     // normal, soon, emergency
  std::string own_words;              // the need as the person says it
  std::vector<std::string> needs;     // need codes: one line each
  std::optional<Uuid> written;        // what was written before, through WrittenPort
  paper_forms::FromPaper paper = {};  // taken on paper on an earlier day: the time limit runs from that day
};
struct Taken {
  ApplicationId id;
  std::string number;  // PAZ14-26-483920
  std::string secret;  // shown once, printed on the slip: for the public page
};
Result<Taken> take_application(Office& office, const Actor& actor, const NewApplication& application,
                               std::string_view once_key);

/// Counts for the overview and later for the zone's plan. Numbers under 5 are nullopt. Never L4 by municipality.
struct NeedCount {
  std::string place;  // municipality code, or district code for shielded people
  std::string need;   // need code
  std::optional<std::int64_t> asked, met, waiting, unmet;
};
std::vector<NeedCount> count_needs(db::Session& session, const access::Scope& scope,
                                   const std::vector<MunicipalityCode>& municipalities, Day from, Day until);

/// A line that should have moved by now; for the supervisor. No names.
struct Overdue {
  std::optional<ApplicationId> application;  // nullopt: a referral that no application asked for
  ApplicationLineId line;
  std::string number, need;  // then both empty
  std::string state;         // of the line; locale "line.state.NAME"
  Day due_on;
  std::optional<ReferralId> referral;  // sent and not answered in time
  std::string referral_number, referral_state, organisation;
};
struct LateTask {
  TaskId id;
  ApplicationId application;
  std::string kind, number, need;  // locale "task.KIND"
  Day due_on;
};
/// Referrals without an answer past their day, longest overdue first.
std::vector<Overdue> list_unanswered(db::Session& session, const Actor& actor, Day today, int limit);
std::vector<Overdue> list_late_lines(db::Session& session, const access::Scope& scope, Day today, int limit);
std::vector<LateTask> list_late_tasks(db::Session& session, const access::Scope& scope, Day today, int limit);

/// Told by referrals when a referral of an application line changes state (wired in app/wiring).
void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome);

/// Told by people when a file's level changed: its applications and tasks take it over (wired in app/wiring).
void person_level_changed(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level);

/// A colleague leaves: who took an open application has a tie to it, and another one gets it. Shielded people's are
/// neither counted nor moved.
std::int64_t count_opened_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account);
void hand_over_in(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from, const AccountId& to);

/// departures::LeavingPort: open applications; their lines are withdrawn with that ground, their tasks done.
std::vector<departures::Running> list_running_of(db::Session& session, const Actor& actor,
                                                 const people::Person& person);
void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left);

/// Opens the on-line application that was begun on this device.
inline constexpr std::string_view apply_cookie = "gishe-apply";

/// Drafts of on-line applications older than a day, with their files; how many. For a job (app/wiring).
int forget_drafts(Office& office);

/// What people shows of this person's applications (wired in app/wiring). Newest first, within the actor's scope.
std::vector<people::Applied> list_applied(db::Session& session, const Actor& actor, const words::Words& words,
                                          const PersonId& person, Day today, int limit);

/// The same for the person's own eyes: own_file has asked see_own_file with the tie of the account. Never a shielded
/// one.
std::vector<people::Applied> list_applied_for_own_eyes(db::Session& session, const access::Scope& scope,
                                                       const words::Words& words, const MunicipalityCode& municipality,
                                                       const PersonId& person, int limit);

/// Services that began three months ago: somebody asks how it goes. For the jobs runner; how many.
int make_follow_up_tasks(Office& office);
/// What people answered, nobody shielded, nothing of fewer than five.
struct FollowUpCount {
  std::optional<std::int64_t> answered, need_met;
  std::int64_t satisfaction_tenths = 0;  // 42: 4.2 of 5; with `answered`
};
FollowUpCount count_follow_ups(db::Session& session, const access::Scope& scope,
                               const std::vector<MunicipalityCode>& municipalities, Day from, Day until);

/// The demo zone: half a year of several desks, ending at `until`, played in the order of time through the real acts.
struct DemoCast {
  Actor officer;
  std::vector<Actor> providers;  // heads who answer for their organisation
  std::vector<PersonId> people;
  int applications = 0;
};
void load_demo(Office& office, SetClock& clock, const std::vector<DemoCast>& casts, Instant until);

/// A line of the officer's day that another capability brings ("three questions wait").
struct DayLine {
  std::string href, words;
  std::optional<Day> due_on;
};
/// Nothing, where the actor has no business there.
using DayLineOf = std::optional<DayLine> (*)(db::Session& session, const Actor& actor, const words::Words& words);
/// Set once by app/wiring.
void show_on_the_day(std::vector<DayLineOf> lines);
std::vector<DayLine> list_day_lines(db::Session& session, const Actor& actor, const words::Words& words);

/// Words that somebody wrote to the desk before there was an application: they stand in the next intake form of the
/// officer who took them in hand.
struct WrittenBefore {
  Uuid source;
  std::string number, words;
};
struct WrittenPort {
  std::optional<WrittenBefore> (*find)(db::Session& session, const Actor& actor) = nullptr;
  /// The application has been taken, in the same transaction.
  void (*taken)(db::Tx& tx, Office& office, const Actor& actor, const Uuid& source) = nullptr;
};
void take_written_words_with(WrittenPort port);
const WrittenPort& written_port();

/// What a house outside (a hospital) sends through a higher floor: it waits in the inbox of on-line applications and is
/// taken, given back or declined like them. Nobody has its secret: the house follows it with a number of its own.
struct FromOutside {
  MunicipalityCode municipality;
  std::vector<std::string> needs;  // need codes
  std::string own_words;
  people::NewPerson person;  // as typed; held to why_not_described by the caller
  Day due_on;
};
ApplicationId receive_in(db::Tx& tx, const Office& office, const FromOutside& sent);
/// The house answers what the desk gave back: it waits again, with these words behind the others. False: not returned.
bool answer_returned_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const ApplicationId& id,
                        std::string_view words);
/// The house takes it back before anybody took it: closed, with this remark. False: not waiting.
bool withdraw_received_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                          const ApplicationId& id, std::string_view remark);
struct OutsidePort {
  /// What stands beside the person's data: who sent it, when she leaves. Empty: it came from a person.
  std::vector<std::pair<std::string, std::string>> (*facts)(db::Session& session, const words::Words& words,
                                                            const MunicipalityCode& municipality,
                                                            const ApplicationId& id) = nullptr;
  /// The desk took, returned or declined it, in the same transaction. `words`: for the house.
  void (*moved)(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                const ApplicationId& id, std::string_view state, std::string_view words) = nullptr;
};
void hear_from_outside_with(OutsidePort port);
const OutsidePort& outside_port();

web::Routes routes();  // /desk …, /api/v1/applications …; the public /follow

}  // namespace gishe::desk
