#pragma once
#include <map>

#include "platform/office/office.h"
#include "territory/territory.h"
#include "zones/plan.h"
#include "zones/scenario.h"

/// What a plan's municipalities ask for and have, gathered from the loop, the directory and the roads.
namespace gishe::zones {

/// Of one kind of service. What is asked for is the overview's figures, already suppressed: sums of shown numbers only.
struct OfType {
  std::string type;  // of directory::service_types
  std::int64_t asked = 0, unmet = 0;
  std::int64_t to_neighbours = 0, no_places = 0;  // referrals sent elsewhere, and declined for lack of places
  int services = 0, without_way = 0;  // of them without a settlement: they come to people, or their place is hidden
  int silent = 0;                     // of them without word of their places in the last 30 days
  std::int64_t places = 0, free = 0, waiting = 0;
  std::map<Ekatte, std::int64_t> places_at;  // settlements that have it

  /// Protected places of this kind are in no number: none seen is not none.
  bool may_be_hidden() const;
  bool unseen() const { return services == 0 && may_be_hidden(); }
};

struct Supply {
  int year = 0;  // of what was asked for
  std::vector<territory::Settlement> settlements;
  std::vector<OfType> types;  // the ten kinds, in their order

  OfType* find(std::string_view type);
};
/// Of a plan that see_plan gave to this actor.
Supply gather_supply(Office& office, const Actor& actor, const Plan& plan);

/// Minutes by car [from][to] by settlement, -1 where no way is known and to settlements that are not in `to`. One
/// statement, and an estimate for each way that nobody measured.
std::vector<std::vector<int>> minutes_between(db::Session& session, const Supply& supply,
                                              const std::vector<std::size_t>& to);
std::vector<std::size_t> all_settlements(const Supply& supply);
std::vector<std::size_t> settlements_with_services(const Supply& supply);
/// Two seconds at most: somebody waits for the page.
std::optional<Proposal> propose_while_waiting(const Ways& ways, int more, int minutes_max);
Ways ways_of(const Supply& supply, const OfType& type, std::vector<std::vector<int>> minutes);

/// Today beside what somebody would have. `places`: of the supply's settlements only.
struct Comparison {
  Outcome today, then;
  std::vector<Change> changes;  // by settlement
};
Comparison compare(db::Session& session, const Supply& supply, const OfType& type, const PlacesBySettlement& places,
                   int minutes, const Price& price);

}  // namespace gishe::zones
