#pragma once
#include <cstdint>
#include <string_view>

#include "platform/office/office.h"

/// How many bookings came without an account today.
namespace gishe::appointments {

/// One more under this key ("address:…", "phone:…", "desk"); how many that makes. Kept as a keyed hash. The row stays
/// locked until the transaction ends, so that two at once are counted one after the other.
std::int64_t count_booking(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                           std::string_view key);
/// Drops counts of earlier days; at most 500 at a time.
void forget_bookings(db::Tx& tx, Day before);

}  // namespace gishe::appointments
