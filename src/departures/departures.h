#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/people.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// Who leaves: somebody dies, or moves to another municipality. What ran ends with that ground; README.md of this
/// folder.
namespace gishe::departures {

inline constexpr RefusalCode day_to_come{"departures.day_to_come", 422};
inline constexpr RefusalCode before_birth{"departures.before_birth", 422};
inline constexpr RefusalCode who_says{"departures.who_says", 422};  // neither a document nor who told it
inline constexpr RefusalCode recorded_already{"departures.recorded_already", 409};
inline constexpr RefusalCode too_late_to_undo{"departures.too_late_to_undo", 409};  // with {day}
inline constexpr RefusalCode own_record{"departures.own_record", 409};              // somebody else undoes it

inline constexpr RefusalCode day_too_far{"departures.day_too_far", 422};  // with {days}
inline constexpr RefusalCode offered_already{"departures.offered_already", 409};
inline constexpr RefusalCode no_desk_there{"departures.no_desk_there", 422};
inline constexpr RefusalCode no_such_receiver{"departures.no_such_receiver", 422};  // may not take it over there
inline constexpr RefusalCode offer_over{"departures.offer_over", 409};

enum class Left { died, moved };

/// Something of the person's that is not over: a case, an application, a referral, a place, an appointment.
struct Running {
  Uuid subject;
  std::string number;
  std::string words = {};                 // what of it goes over with a move; empty: the number says all
  std::optional<ServiceId> service = {};  // referral, stay
};
/// What one capability does when somebody leaves; each brings its own (app/wiring), in the order of ending.
struct LeavingPort {
  std::string_view kind;  // applications, appointments, cases, referrals, stays
  std::vector<Running> (*list)(db::Session& session, const Actor& actor, const people::Person& person);
  void (*end)(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, Left left);
  /// It was a mistake; nullptr: what ended stays ended, the page lists it for a human.
  void (*back)(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person) = nullptr;
};
/// Has this municipality a right to a place of that service: its own, or free under an agreement of its own?
using MayGoOn = bool (*)(db::Session& session, const MunicipalityCode& there, const ServiceId& service, Day on);
void leaving_with(std::vector<LeavingPort> all, MayGoOn may_go_on = nullptr);

/// Households nobody has spoken to yet, of deaths this actor may know of; and until when the first one.
struct ToTell {
  std::int64_t count = 0;  // at most 100
  std::optional<Day> due_on;
};
ToTell count_to_tell(db::Session& session, const Actor& actor);

/// Offers nobody answered in time; for the clock. How many.
int expire_transfers(Office& office);

web::Routes routes();  // /people/{id}/death, /deaths, /people/{id}/move, /transfers

}  // namespace gishe::departures
