#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/refusal.h"

/// What was typed into a field → a value, or the refusal beside it. Shared by everything of this folder.
namespace gishe::cases {

inline constexpr RefusalCode day_passed{"cases.day_passed", 422};
inline constexpr RefusalCode day_to_come{"cases.day_to_come", 422};    // what was done cannot lie ahead
inline constexpr RefusalCode day_too_late{"cases.day_too_late", 422};  // with {day}

enum class Needed { yes, no };
/// Plain, not too long, not empty where it is needed.
void check_words(std::string_view words, const char* field, Needed needed, Refusals& no, std::size_t max = 2000);
/// A day as people write it; refuses what is none. Empty: nullopt, refused where it is needed.
std::optional<Day> check_day(std::string_view typed, const char* field, Needed needed, Refusals& no);

}  // namespace gishe::cases
