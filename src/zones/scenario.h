#pragma once
#include "base/ids.h"
#include "base/instant.h"
#include "zones/supply.h"

/// A proposal kept under a name, as it was on that day. Plain data.
namespace gishe::zones {

inline constexpr std::size_t scenario_name_length_max = 120;
inline constexpr int scenarios_max = 50;  // of a plan

struct Scenario {
  ZoneScenarioId id;
  std::string name;
  std::string type;  // of directory::service_types
  int more = 1, minutes = near_minutes;
  std::vector<Ekatte> opened;
  std::int64_t people = 0;
  std::int64_t before = 0, reached = 0, ceiling = 0;  // as in Proposal
  AccountId kept_by;
  Instant kept_at;
};

}  // namespace gishe::zones
