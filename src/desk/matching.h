#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "directory/directory.h"

/// Which services answer a need of a person, best first, each with its reasons. Pure: the same facts in any order give
/// the same list. proposals.h brings the facts.
namespace gishe::desk {

/// The one who needs something, as far as matching may know.
struct Seeker {
  MunicipalityCode home;
  std::optional<int> age;                  // unknown: age limits become a question, not a wall
  std::vector<std::string> target_groups;  // unknown (empty): the same
  Day today;
};

struct Agreement {
  std::string number;
  int places_left = 0;
  std::int64_t unit_cost_cents_per_day = 0;
};

struct Candidate {
  directory::Service service;
  bool in_zone = false;
  std::optional<int> travel_minutes;   // nullopt: no coordinates, or a place that is not shown
  std::optional<Agreement> agreement;  // between the home municipality and the service's
  bool declined_before = false;        // this very line was declined there
};

/// One thing said about a candidate; locale "match.CODE" with {values}.
enum class Verdict { yes, maybe, no };
struct Reason {
  Verdict verdict;
  std::string code;                                         // "age", "places_free", "quota_left" …
  std::vector<std::pair<std::string, std::string>> values;  // numbers and codes; the page turns codes into words
};

struct Proposal {
  Candidate candidate;
  bool fits = false;            // no reason says no
  std::vector<Reason> reasons;  // who may use it, places, travel, agreement, price, papers, confirmed; in this order
};

/// Everything true of one candidate. Never empty.
std::vector<Reason> reasons_of(const Seeker& seeker, const Candidate& candidate);

/// Fitting ones first: places free, public before commercial, travel (in steps of a quarter of an hour), agreement,
/// freshness, exact minutes, then the id. Below them those that do not fit, in the same order.
std::vector<Proposal> rank(const Seeker& seeker, std::vector<Candidate> candidates);

inline constexpr int fresh_days = 183;  // confirmed within half a year (facts.md §3.1)
inline constexpr int travel_step_minutes = 15;

}  // namespace gishe::desk
