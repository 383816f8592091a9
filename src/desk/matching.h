#pragma once
#include <boost/container/static_vector.hpp>
#include <optional>
#include <string>
#include <string_view>
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

/// One thing said about a candidate; locale "match.CODE" with the values of values_of.
enum class Verdict { yes, maybe, no };
struct Reason {
  Verdict verdict;
  std::string_view code;  // "age_fits", "places_free", "quota_left" …
};
/// Never empty, and never more: who may use it, places, travel, agreement, price, papers, confirmed; in this order.
using Reasons = boost::container::static_vector<Reason, 10>;

struct Proposal {
  Candidate candidate;
  Reasons reasons;
  bool fits = false;  // no reason says no
};

/// Everything true of one candidate.
Proposal weigh(const Seeker& seeker, Candidate candidate);
/// Numbers and codes that belong into the words of a reason; the page turns codes into words.
std::vector<std::pair<std::string, std::string>> values_of(const Reason& reason, const Seeker& seeker,
                                                           const Candidate& candidate);

/// Fitting ones first: places free, public before commercial, travel (in steps of a quarter of an hour), agreement,
/// freshness, exact minutes, then the id. Below them those that do not fit, in the same order. Needs no texts of the
/// services: neither names nor price nor papers decide.
std::vector<Proposal> rank(std::vector<Proposal> proposals);

inline constexpr int fresh_days = 183;  // confirmed within half a year (facts.md §3.1)
inline constexpr int travel_step_minutes = 15;

}  // namespace gishe::desk
