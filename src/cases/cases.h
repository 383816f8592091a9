#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "departures/departures.h"
#include "platform/office/office.h"
#include "platform/web/web.h"
#include "referrals/referrals.h"

/// The individual case: opening, assessment of needs, support plan, partners, notes, log, conferences, closing.
namespace gishe::cases {

inline constexpr RefusalCode already_open{"cases.already_open", 409};  // with {number}
inline constexpr RefusalCode loose_ends{"cases.loose_ends", 409};      // with {n}

struct NewCase {
  PersonId person;
  std::string type;    // support, child_and_family, violence, disability, older_person, housing, integration
  std::string reason;  // why, in words
};
/// The one who starts it leads it. Refuses already_open: one open case of a type a person.
Result<CaseId> start_case(Office& office, const Actor& actor, const NewCase& request, std::string_view once_key);

/// The same inside somebody else's transaction, without a key; a db::Conflict is the caller's to turn into
/// already_open.
Result<CaseId> start_case_in(db::Tx& tx, Office& office, const Actor& actor, const NewCase& request);

/// A hospital says that the person of this case was admitted again: a task "look at the plan" for the lead worker and a
/// message without names to team and partners. The review day stays. False: there is no such case or it is closed.
bool readmitted_in(db::Tx& tx, Office& office, const MunicipalityCode& municipality, const CaseId& id);
bool is_open(db::Session& session, const MunicipalityCode& municipality, const CaseId& id);

/// What a higher floor hears of, in the same transaction, when a case is closed; and what it shows beside one, to the
/// team that has just opened it. Set once by app/wiring.
struct Beside {
  std::string title;
  std::vector<std::string> lines;
  std::string href, link;  // empty: none
};
struct OutsidePort {
  void (*closed)(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality, const CaseId& id,
                 std::string_view outcome) = nullptr;
  std::optional<Beside> (*beside)(db::Session& session, const words::Words& words, const MunicipalityCode& municipality,
                                  const CaseId& id) = nullptr;
};
void tell_outside_with(OutsidePort port);
const OutsidePort& outside_port();

/// How many cases this account leads that are not closed, whoever asks: for a hand-over, which opens nothing. Shielded
/// people's are not counted.
std::int64_t count_led_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account);

/// What a hand-over moved. Cases of shielded people whose file the colleague is not named for stay where they are.
struct HandedOver {
  int cases = 0;
  std::int64_t tasks = 0;
  int left = 0;
};
/// Lead, team and tasks of all open cases of one account go to a colleague, inside the hand-over act of people, which
/// asked access. At most 1000 cases.
HandedOver hand_over_in(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from, const AccountId& to);

/// departures::LeavingPort: open cases with what partners read of them; plans end, cases close with outcome deceased or
/// moved, open tasks are dropped. A mistake: those that closed so open again, and their leads find a task.
std::vector<departures::Running> list_running_of(db::Session& session, const Actor& actor,
                                                 const people::Person& person);
void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left);
void person_is_back(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person);

/// Told by referrals (app/wiring) when a referral that belongs to an action of a plan has an answer or an outcome: the
/// lead worker finds a task.
void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome);

/// The demo: cases of one worker with assessments, an active plan and a partner. People are the worker's from then on.
struct DemoCast {
  Actor worker, supervisor;
  std::optional<Actor> partner;
  std::string partner_email;
  std::vector<PersonId> people;  // the first gets everything, the others less
};
/// Plays at `clock`, in the order of time, until `until`.
void load_demo(Office& office, SetClock& clock, const DemoCast& cast, Instant until);

web::Routes routes();  // /cases …

}  // namespace gishe::cases
