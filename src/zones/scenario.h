#pragma once
#include <map>

#include "base/ids.h"
#include "base/instant.h"
#include "zones/what_if.h"

/// A proposal or places put by hand, kept under a name as it was on that day. Plain data.
namespace gishe::zones {

inline constexpr std::size_t scenario_name_length_max = 120;
inline constexpr int scenarios_max = 50;  // of a plan

/// What it has, by settlement; one that is absent has none of it.
using PlacesBySettlement = std::map<Ekatte, std::int64_t>;
/// "35571:10,43369:0" and back; what does not read as such is left out.
std::string text_of(const PlacesBySettlement& places);
PlacesBySettlement places_from(std::string_view text);

struct Scenario {
  ZoneScenarioId id;
  std::string name;
  std::string type;  // of directory::service_types
  int more = 1;      // 0: by hand
  int minutes = near_minutes;
  std::vector<Ekatte> opened;  // of a proposal
  PlacesBySettlement places;   // by hand
  Price price;                 // by hand
  std::int64_t people = 0;
  std::int64_t before = 0, reached = 0;
  std::optional<std::int64_t> ceiling;  // of a proposal
  AccountId kept_by;
  Instant kept_at;

  bool by_hand() const { return more == 0; }
};

}  // namespace gishe::zones
