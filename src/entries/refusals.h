#pragma once
#include "base/refusal.h"

namespace gishe::entries {

inline constexpr RefusalCode nothing_changed{"entries.nothing_changed", 422};
/// One open change an entry: it must be decided or withdrawn first.
inline constexpr RefusalCode change_waits{"entries.change_waits", 409};
/// Who wrote it may not publish it.
inline constexpr RefusalCode second_person{"entries.second_person", 403};
/// What the entry says now is not what it said when the change was written.
inline constexpr RefusalCode entry_moved_on{"entries.entry_moved_on", 409};
/// Suspended until tomorrow at the earliest, two years at most.
inline constexpr RefusalCode not_until_then{"entries.not_until_then", 422};
/// An entry without a municipality has nobody who could publish its changes.
inline constexpr RefusalCode no_editor{"entries.no_editor", 422};
inline constexpr RefusalCode not_your_change{"entries.not_your_change", 403};
inline constexpr RefusalCode age_out_of_range{"entries.age_out_of_range", 422};
/// A change is read by others and kept: an address that shall be hidden is not written into one.
inline constexpr RefusalCode hide_only{"entries.hide_only", 422};
inline constexpr RefusalCode ages_crossed{"entries.ages_crossed", 422};

/// So many reports or suggestions came today that more would bury the editor.
inline constexpr RefusalCode too_many_today{"entries.too_many_today", 429};

/// What was kept has changed since the merge: taking the merge back would lose that. Change the entries by hand.
inline constexpr RefusalCode merge_moved_on{"entries.merge_moved_on", 409};
inline constexpr RefusalCode merge_too_old{"entries.merge_too_old", 409};
/// Somebody acts for the organisation that would go: give that person a post at the other one first.
inline constexpr RefusalCode organisation_has_people{"entries.organisation_has_people", 409};

}  // namespace gishe::entries
