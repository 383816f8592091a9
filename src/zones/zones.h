#pragma once
#include "base/clock.h"
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
inline constexpr RefusalCode negative{"zones.negative", 422};
inline constexpr RefusalCode over_100{"zones.over_100", 422};
inline constexpr RefusalCode currency_not_said{"zones.currency_not_said", 422};
inline constexpr RefusalCode currency_over{"zones.currency_over", 422};
inline constexpr RefusalCode sources_differ{"zones.sources_differ", 409};  // of a row that is taken all the same
inline constexpr RefusalCode twice_in_table{"zones.twice_in_table", 422};  // with {row}: the earlier one

inline constexpr RefusalCode too_many_places{"zones.too_many_places", 422};          // with {max}
inline constexpr RefusalCode too_many_objectives{"zones.too_many_objectives", 409};  // with {max}
inline constexpr RefusalCode too_many_measures{"zones.too_many_measures", 409};      // with {max}
inline constexpr RefusalCode objective_has_measures{"zones.objective_has_measures", 409};
inline constexpr RefusalCode not_a_draft{"zones.not_a_draft", 409};

inline constexpr RefusalCode too_short_for_comments{"zones.too_short_for_comments", 422};  // with {day}
inline constexpr RefusalCode day_to_come{"zones.day_to_come", 422};
inline constexpr RefusalCode nothing_to_comment_on{"zones.nothing_to_comment_on", 409};
inline constexpr RefusalCode comments_open{"zones.comments_open", 409};              // with {day}
inline constexpr RefusalCode comments_unanswered{"zones.comments_unanswered", 409};  // with {n}
inline constexpr RefusalCode does_not_add_up{"zones.does_not_add_up", 409};          // with {n}
inline constexpr RefusalCode points_not_written{"zones.points_not_written", 409};    // with {points}
inline constexpr RefusalCode councils_missing{"zones.councils_missing", 409};        // with {n}
inline constexpr RefusalCode not_before_councils{"zones.not_before_councils", 409};
inline constexpr RefusalCode not_in_force{"zones.not_in_force", 409};
inline constexpr RefusalCode behind_without_action{"zones.behind_without_action", 422};
inline constexpr RefusalCode not_open_to_comments{"zones.not_open_to_comments", 409};
inline constexpr RefusalCode too_many_comments{"zones.too_many_comments", 409};
inline constexpr RefusalCode too_many_from_here{"zones.too_many_from_here", 429};
inline constexpr RefusalCode answered_already{"zones.answered_already", 409};

inline constexpr RefusalCode too_many_tables{"zones.too_many_tables", 409};  // with {max}
inline constexpr RefusalCode no_proposal{"zones.no_proposal", 409};
inline constexpr RefusalCode too_many_scenarios{"zones.too_many_scenarios", 409};  // with {max}

/// The demo: the zone's municipalities open their plan, write it, hear comments, decide and sign; it came into force
/// some days before `now`. `mayors`: one of each member. Moves the clock.
void load_demo(Office& office, SetClock& clock, Instant now, const Actor& planner, const std::vector<Actor>& mayors);

web::Routes routes();  // /zones/plans …

}  // namespace gishe::zones
