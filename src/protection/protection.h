#pragma once
#include "platform/office/office.h"
#include "platform/web/web.h"

/// The protected class: crisis contacts, places without identity, signals about children, cases before the commission.
/// Nothing here exists for an account that is not named for it.
namespace gishe::protection {

inline constexpr RefusalCode no_recipient{"protection.no_recipient", 422};
inline constexpr RefusalCode answer_all{"protection.answer_all", 422};
inline constexpr RefusalCode not_a_shelter{"protection.not_a_shelter", 422};
inline constexpr RefusalCode nobody_there{"protection.nobody_there", 422};  // no account of the shelter answers
inline constexpr RefusalCode rule_missing{"protection.rule_missing", 422};  // the rule for safe contact
inline constexpr RefusalCode open_tasks{"protection.open_tasks", 409};

inline constexpr RefusalCode day_passed{"protection.day_passed", 422};
inline constexpr RefusalCode day_to_come{"protection.day_to_come", 422};
inline constexpr RefusalCode not_a_minor{"protection.not_a_minor", 422};
inline constexpr RefusalCode inform_first{"protection.inform_first", 409};  // ОЗД before a decision
inline constexpr RefusalCode informed_already{"protection.informed_already", 409};
inline constexpr RefusalCode term_missing{"protection.term_missing", 422};  // of a measure that needs one
inline constexpr RefusalCode sealed_now{"protection.sealed_now", 409};
inline constexpr RefusalCode referred_already{"protection.referred_already", 409};
inline constexpr RefusalCode before_measure{"protection.before_measure", 422};  // a report on a day before it began

/// Measures of commissions that the actor's centre carries out; of them, those that wait for its report.
struct MeasuresHere {
  int all = 0, waiting = 0;
};
MeasuresHere count_measures(db::Session& session, const Actor& actor, Day today);

/// Cases before the commission whose day has come are sealed, and erased when their time is over; for the clock. Gives
/// back how many, at most 200 a turn.
int seal_ended_cases(Office& office);

/// The demo zone: who receives signals, a signal of the officer's, three contacts of the social worker's, of whom one
/// waits for the shelter and one lives there, and two cases before the commission: one's measure waits for the centre's
/// report. Invented.
struct DemoCast {
  Actor officer, worker, duty, secretary;
  Actor centre;  // the head of the house that carries out a measure
  ServiceId carries_out;
};
void load_demo(Office& office, const DemoCast& cast);

web::Routes routes();  // /protection …, /commission …

}  // namespace gishe::protection
