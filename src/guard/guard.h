#pragma once
#include "platform/office/office.h"
#include "platform/web/web.h"

/// What guards the files of people: opening one in an emergency and its review, asking where a file is without opening
/// it, and the data protection officer's two questions.
namespace gishe::guard {

inline constexpr RefusalCode too_short{"guard.too_short", 422};                  // with {min}
inline constexpr RefusalCode not_a_number{"guard.not_a_number", 422};            // a whole ЕГН or ЛНЧ is asked for
inline constexpr RefusalCode no_such_file{"guard.no_such_file", 404};            // none, or none for this door
inline constexpr RefusalCode opens_anyway{"guard.opens_anyway", 409};            // no emergency is needed
inline constexpr RefusalCode too_many_today{"guard.too_many_today", 429};        // with {max}
inline constexpr RefusalCode opened_lately{"guard.opened_lately", 409};          // with {hours}: the same file
inline constexpr RefusalCode too_many_look_ups{"guard.too_many_look_ups", 429};  // with {max}
inline constexpr RefusalCode time_is_over{"guard.time_is_over", 410};
inline constexpr RefusalCode own_opening{"guard.own_opening", 409};  // somebody else reviews it
inline constexpr RefusalCode reviewed_already{"guard.reviewed_already", 409};
inline constexpr RefusalCode days_reversed{"guard.days_reversed", 422};
inline constexpr RefusalCode too_long_a_time{"guard.too_long_a_time", 422};  // with {days}
inline constexpr RefusalCode no_such_account{"guard.no_such_account", 422};

inline constexpr RefusalCode same_account{"guard.same_account", 422};

/// What goes to another colleague when one leaves; each capability brings its own (app/wiring). Shielded people's are
/// neither moved nor counted, and what the other one is barred from stays.
struct HandOverPort {
  std::string_view kind;  // files, cases, applications, referrals
  std::int64_t (*count)(db::Session& session, const MunicipalityCode& municipality, const AccountId& of);
  void (*move)(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from, const AccountId& to);
};
void hand_over_with(std::vector<HandOverPort> all);

/// Emergency openings that wait for this actor's review, for the rail.
std::int64_t count_unreviewed(db::Session& session, const Actor& actor);

/// For the job, once a minute: what is over ends with a line in the ledger, and so does everything running when the
/// clock has been put back. Gives back how many ended.
int end_what_is_over(Office& office);

web::Routes routes();  // /emergency, /emergencies, /look-up, /data-protection, /hand-over

}  // namespace gishe::guard
