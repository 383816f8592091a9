#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Who reaches a kind of service, and where one more would reach the most. Pure; the proof is the planner's.
namespace gishe::zones {

inline constexpr int minutes_shown[] = {15, 30, 60};
inline constexpr int minutes_offered[] = {15, 20, 30, 45, 60};
inline constexpr int near_minutes = 30;  // of "places per 1,000 people"
inline constexpr int new_sites_max = 5;

/// People at settlements, services at some of these, and the minutes by car between all of them.
struct Ways {
  std::vector<std::int64_t> people;       // by settlement
  std::vector<int> sites;                 // settlements that have the service, each once
  std::vector<std::int64_t> places;       // by site: places in the service there; 0 where nobody has said
  std::vector<std::vector<int>> minutes;  // [settlement][settlement]; -1: no way is known
};

/// How near the service is.
struct Nearness {
  std::int64_t people = 0;                  // of all settlements
  std::vector<std::int64_t> within;         // people with a site within minutes_shown
  std::vector<std::optional<int>> nearest;  // by settlement: minutes to the nearest site
  std::vector<int> nearest_site;            // by settlement: that site's settlement, or -1
  /// By settlement: places for 1,000 people within near_minutes, shared with all who reach them, in thousandths (the
  /// two-step floating catchment area: Luo and Wang 2003).
  std::vector<std::int64_t> places_per_1000;
};
Nearness nearness(const Ways& ways);

/// Where to open so many more that the most people have one within the minutes; what is there stays.
struct Proposal {
  std::vector<int> opened;   // settlements, ascending
  std::int64_t reached = 0;  // people, with what is there
  std::int64_t ceiling = 0;  // proven: no other choice reaches more
  std::int64_t before = 0;   // people reached today

  bool best() const { return reached == ceiling; }
};
/// 1 to new_sites_max more, at least one settlement is without. `stop` is asked often; true ends with the best so far.
/// Nothing where it ended without a plan. Throws std::logic_error where the planner's own check does not pass.
std::optional<Proposal> propose(const Ways& ways, int more, int minutes_max, const std::function<bool()>& stop);

}  // namespace gishe::zones
