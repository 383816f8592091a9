#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "zones/plan.h"

/// What a plan says: objectives, measures with places, costs, who pays and indicators; its sums, and where they do not
/// add up. Pure. Money is in cents of EUR.
namespace gishe::zones {

inline constexpr std::size_t objectives_max = 30, measures_max = 100, indicators_of_measure_max = 5;
inline constexpr std::size_t long_text_max = 6000, short_text_max = 300;
inline constexpr int places_max = 10'000;

/// The seven points that a plan has to cover, L. 328/2000 art. 19.
inline constexpr std::string_view points[] = {"a", "b", "c", "d", "e", "f", "g"};
/// Who pays. "municipal" is divided among the members; "neighbour" is a municipality outside the zone.
inline constexpr std::string_view payers[] = {"state", "municipal", "project", "fee", "neighbour"};
/// How the municipal money of a measure is divided: by people, by places planned in that year, in equal parts.
inline constexpr std::string_view share_keys[] = {"population", "use", "equal"};

using ByYear = std::map<int, std::int64_t>;  // a year that is absent is nothing

struct Objective {
  ZoneObjectiveId id;
  std::string name;
  std::string need, need_of_community;  // one problem as services and as people see it, written side by side
  std::int64_t version = 0;             // 0: not kept yet
};
/// Words of the fields name, need, need_of_community.
Refusals why_not_objective(const Objective& objective);

struct MeasureIndicator {
  std::string name, source;
  std::int64_t baseline_thousandths = 0, target_thousandths = 0;
};

struct Measure {
  ZoneMeasureId id;
  ZoneObjectiveId objective;
  std::string name, service_type, target_group, owner, partners, legal_basis, share_key;
  MunicipalityCode lead;
  std::map<MunicipalityCode, ByYear> places;  // planned, by municipality
  ByYear cost;                                // what it takes, in cents
  std::map<std::string, ByYear> money;        // of `payers`, in cents
  std::vector<MeasureIndicator> indicators;
  std::int64_t version = 0;
};
/// Words of the fields objective, name, service_type, target_group, lead, owner, share_key, and "PAZ14_2027",
/// "cost_2027", "state_2027", "indicator_1" for a cell of a table.
Refusals why_not_measure(const Measure& measure, const Plan& plan);

/// What a council decided on the plan.
struct CouncilDecision {
  MunicipalityCode member;
  bool joins = false;
  std::string number;
  Day decided_on;
  ByYear gives;  // cents
};

struct Programme {
  std::map<std::string, std::string, std::less<>> text;  // by point; an absent one is not written
  std::vector<Objective> objectives;
  std::vector<Measure> measures;
  std::vector<CouncilDecision> decisions;
};
/// The members whose council did not say no.
std::vector<MunicipalityCode> who_takes_part(const Plan& plan, const Programme& programme);
/// The points without text; "a" is also written by objectives.
std::vector<std::string> points_missing(const Programme& programme);

/// Whole parts that make up the whole, by the largest remainder; earlier ones first where remainders are the same. All
/// weights nothing: in equal parts.
std::vector<std::int64_t> divide(std::int64_t whole, const std::vector<std::int64_t>& weights);

using PeopleOf = std::map<MunicipalityCode, std::int64_t>;
/// The municipal money of one measure, divided among who takes part.
std::map<MunicipalityCode, ByYear> shares_of(const Measure& measure, const std::vector<MunicipalityCode>& taking_part,
                                             const PeopleOf& people);

struct Sums {
  ByYear cost, paid, places;  // places: of who takes part
  std::map<std::string, ByYear> by_payer;
  std::map<MunicipalityCode, ByYear> by_member;  // the municipal money, divided; together it is by_payer["municipal"]
};
Sums sum_up(const Plan& plan, const Programme& programme, const PeopleOf& people);

/// One place where the plan does not add up.
struct Gap {
  enum class Kind : std::uint8_t {
    no_objective,
    no_measure,         // an objective without one
    money_missing,      // cents that nobody pays
    money_too_much,     // cents more than it costs
    nothing_to_use,     // divided by use, and no places that year
    places_of_absent,   // places in a municipality that does not take part
    lead_of_absent,     // led by a municipality that does not take part
    council_gives_less  // cents less than its part
  } kind;
  std::string what = {};  // name of the measure or objective
  MunicipalityCode member = {};
  int year = 0;
  std::int64_t amount = 0;  // cents or places
};
std::string_view name_of(Gap::Kind kind);
std::vector<Gap> gaps_of(const Plan& plan, const Programme& programme, const PeopleOf& people);

std::int64_t total(const ByYear& by_year);

}  // namespace gishe::zones
