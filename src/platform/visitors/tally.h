#pragma once
#include <cstdint>
#include <string_view>

#include "platform/office/office.h"

/// How often something came today, for limits against burying those who read it.
namespace gishe::visitors {

/// One more under this key, which begins with the act's own word ("ask|all"); how many that makes today. Kept as a
/// keyed hash until forget_tallies. The row stays locked until the transaction ends, so that two at once are counted
/// one after the other.
std::int64_t count_today(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, std::string_view key);
/// Those of earlier days, of every kind, at most 500 at a time. The job inquiries.over calls it.
void forget_tallies(db::Tx& tx, Day before);

}  // namespace gishe::visitors
