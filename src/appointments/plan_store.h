#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appointments/desk_hours.h"
#include "platform/db/db.h"

/// The desks' hours, as kept. Public: no scope.
namespace gishe::appointments {

std::optional<Plan> find_plan(db::Session& session, const MunicipalityCode& municipality);
/// Codes of the desks that take appointments; at most 300.
std::vector<MunicipalityCode> list_desks(db::Session& session);

/// Writes everything but the special days; false when the version is stale. version 0: the first plan of this desk.
bool store_plan(db::Tx& tx, const Plan& plan);
void store_special_day(db::Tx& tx, const MunicipalityCode& municipality, Day day, const SpecialDay& special);
void remove_special_day(db::Tx& tx, const MunicipalityCode& municipality, Day day);

/// The tablet that gives numbers shows a key; here lies its keyed hash. Empty: none.
std::string find_kiosk_hash(db::Session& session, const MunicipalityCode& municipality);
void store_kiosk_hash(db::Tx& tx, const MunicipalityCode& municipality, std::string_view hash);

}  // namespace gishe::appointments
