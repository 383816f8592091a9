#pragma once
#include "platform/office/office.h"
#include "platform/web/web.h"

/// Municipalities that plan together. README.md of this folder.
namespace gishe::zones {

inline constexpr RefusalCode years_wrong{"zones.years_wrong", 422};  // with {max}
inline constexpr RefusalCode too_few_members{"zones.too_few_members", 422};
inline constexpr RefusalCode same_years{"zones.same_years", 409};  // with {name}

inline constexpr RefusalCode column_missing{"zones.column_missing", 422};  // with {column}
inline constexpr RefusalCode column_twice{"zones.column_twice", 422};      // with {column}
inline constexpr RefusalCode row_broken{"zones.row_broken", 422};          // more or fewer cells than headings
inline constexpr RefusalCode unknown_area{"zones.unknown_area", 422};
inline constexpr RefusalCode twice_in_table{"zones.twice_in_table", 422};  // with {row}: the earlier one

/// The demo: the five municipalities of the zone open their plan for 2027–2029.
void load_demo(Office& office, const Actor& planner);

web::Routes routes();  // /zones/plans …

}  // namespace gishe::zones
