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

/// The demo zone: who receives signals, a signal of the officer's, a contact of the social worker's. Invented.
struct DemoCast {
  Actor officer, worker;
};
void load_demo(Office& office, const DemoCast& cast);

web::Routes routes();  // /protection …, /commission …

}  // namespace gishe::protection
