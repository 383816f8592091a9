#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "departures/departures.h"

/// A death: what is known of it, and whether the household has been spoken to.
namespace gishe::departures {

using DeathId = Id<struct DeathKind>;

/// locale "departures.source.CODE" and "departures.told.CODE".
inline constexpr std::string_view sources[] = {"death_act", "register", "hospital", "relatives", "provider", "other"};
inline constexpr std::string_view told_ways[] = {"told", "knew", "nobody"};
inline constexpr std::size_t words_max = 200;

struct Death {
  DeathId id;
  MunicipalityCode municipality;
  PersonId person;
  Day died_on;
  std::string source, document, told_by;
  AccountId recorded_by;
  Instant recorded_at;
  Day tell_by;
  std::optional<Instant> told_at;
  AccountId told_by_account;
  std::string told_how;
  std::optional<Instant> undone_at;
  std::string undone_reason;
};

struct NewDeath {
  std::string died_on;  // as typed
  std::string source, document, told_by;
};
/// What is wrong with it, each at its field. Pure.
Refusals why_not_death(const NewDeath& typed, const std::optional<Day>& born_on, Day today);

}  // namespace gishe::departures
