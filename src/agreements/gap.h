#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/directory.h"
#include "territory/territory.h"

/// "We lack this service: who has it?" What is said of each candidate, and in which order. Pure; gap_finder.cpp brings
/// the facts. A person is never among them: only what kind of service is looked for.
namespace gishe::agreements {

struct Wanted {
  MunicipalityCode home;
  std::string type, need, group;  // codes; empty: not asked
  std::optional<int> age;
  Day today;
};

/// How far: rings are asked one after the other. A place that is not shown is in none.
enum class Ring { own, zone, district, further, not_shown };
inline constexpr int ring_count = 5;
std::string_view ring_name(Ring ring);  // locale "gaps.ring.NAME"

enum class Fit { yes, maybe, no };
/// Free places as said lately; older word counts as unknown.
enum class Places { free, assessment, waiting, unknown, none };

struct Candidate {
  directory::Service service;
  Ring ring = Ring::further;
  std::optional<territory::Travel> travel;
  std::optional<std::string> agreement_number;
  std::string agreement_id;  // of the page, when there is one
  int quota_left = 0;
  std::int64_t unit_cost_cents_per_day = 0;
};

Fit fit_of(const Wanted& wanted, const directory::Service& service);
/// Codes under "gaps.fit.": why, always at least one.
std::vector<std::string_view> fit_reasons(const Wanted& wanted, const directory::Service& service);
Places places_of(const directory::Service& service, Day today);
/// Says it serves that municipality, or the whole country.
bool serves(const directory::Service& service, const MunicipalityCode& municipality);
/// Open to be asked now: listed and not stopped.
bool works(const directory::Service& service);

/// Nearer rings first; within one by eligibility, places free, agreement with places left, travel; then by id.
std::vector<Candidate> rank(const Wanted& wanted, std::vector<Candidate> candidates);

/// Is it missing at home at all?
enum class Gap { none_here, all_full, not_known, no_gap };
std::string_view gap_name(Gap gap);  // locale "gaps.gap.NAME"
Gap gap_of(const Wanted& wanted, const std::vector<Candidate>& own);

}  // namespace gishe::agreements
