#pragma once
#include <optional>
#include <string>
#include <vector>

#include "inquiries/contact_store.h"

/// Contacts by month as numbers that cannot be taken apart again.
namespace gishe::inquiries {

inline constexpr std::int64_t smallest_shown = 5;

struct CountTable {
  std::vector<std::string> months;                              // "2026-11", ascending
  std::vector<std::string> keys;                                // rows
  std::vector<std::vector<std::optional<std::int64_t>>> cells;  // [key][month]; nullopt: hidden
  std::vector<std::optional<std::int64_t>> totals;              // contacts of the month
};

/// Hides numbers under smallest_shown; and in each month further ones until those hidden are none, all nothing, or at
/// least two that together are at least smallest_shown: the month's total minus what is shown then tells nothing. No
/// sum over months is made, so nothing follows across. Pure; months without a contact are there with zeros.
CountTable suppress(const std::vector<ContactCount>& counts, std::vector<std::string> months,
                    std::vector<std::string> keys);

/// The twelve months that end with this day's, "2026-11" last.
std::vector<std::string> last_months(Day today, int count);

}  // namespace gishe::inquiries
