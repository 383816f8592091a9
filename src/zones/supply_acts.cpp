#include "zones/supply_acts.h"

#include <algorithm>
#include <numeric>

#include "base/clock.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "platform/access/access.h"
#include "platform/db/wall.h"
#include "referrals/referrals.h"

namespace gishe::zones {
namespace {

void add_service(OfType& of, const directory::Service& service, Day today) {
  ++of.services;
  const bool silent = service.capacity.status_on(today) == "unknown" || service.capacity.state_only;
  const std::int64_t places = silent ? 0 : service.capacity.places_total;
  if (service.settlement.text.empty())
    ++of.without_way;
  else
    of.places_at[service.settlement] += places;
  of.places += places;
  if (silent) {
    ++of.silent;
    return;
  }
  of.free += service.capacity.places_free;
  of.waiting += service.capacity.waiting;
}

void add_services(db::Session& session, Supply& supply, const MunicipalityCode& municipality, Day today) {
  std::string after;
  do {
    const auto page = directory::list_services(session, "", municipality, after, 200);
    after = page.next;
    for (const auto& found : page.services) {
      const auto service = directory::for_everybody(found);
      OfType* of = supply.find(service.type);
      if (of && !service.suspended()) add_service(*of, service, today);
    }
  } while (!after.empty());
}

/// When that day begins where the municipality is.
Instant first_moment_of(Day day) {
  const Instant utc{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()};
  const LocalTime local = local_time(utc);
  return utc.plus_seconds(std::int64_t{local.day.days_until(day)} * 86'400 - local.hour * 3600 - local.minute * 60);
}

void add_answers(db::Session& session, Supply& supply, const Plan& plan, Day from, Day until) {
  std::map<ServiceId, std::string> type_of;
  for (const auto& municipality : plan.members)
    for (const auto& count :
         referrals::count_answers(session, municipality, first_moment_of(from), first_moment_of(until))) {
      auto known = type_of.find(count.service);
      if (known == type_of.end()) {
        const auto service = directory::find_service(session, count.service);
        known = type_of.emplace(count.service, service ? service->type : "").first;
      }
      OfType* of = supply.find(known->second);
      // Referrals to a kind whose places may be protected are in no count.
      if (!of || of->may_be_hidden()) continue;
      of->to_neighbours += count.to_neighbours;
      of->no_places += count.no_places;
    }
}

void add_needs(db::Session& session, Supply& supply, const Actor& actor, const Plan& plan) {
  std::map<std::string, std::string, std::less<>> first_type;  // of a need: the kind that answers it best
  for (const auto& need : directory::list_needs(session))
    if (!need.service_types.empty()) first_type[need.code] = need.service_types.front();
  const Day from = Day::of(supply.year, 1, 1).value_or(Day{}), until = Day::of(supply.year + 1, 1, 1).value_or(Day{});
  const auto scope = access::scope(actor, access::Action::see_overview);
  const db::BeyondTheWall the_same_for_all;
  add_answers(session, supply, plan, from, until);
  for (const auto& count : desk::count_needs(session, scope, plan.members, from, until)) {
    // Shielded people are counted by district: the same district in two plans could be subtracted.
    if (std::find(plan.members.begin(), plan.members.end(), MunicipalityCode{count.place}) == plan.members.end())
      continue;
    const auto type = first_type.find(count.need);
    if (type == first_type.end()) continue;
    OfType* of = supply.find(type->second);
    if (!of) continue;
    of->asked += count.asked.value_or(0);
    of->unmet += count.unmet.value_or(0);
  }
}

}  // namespace

bool OfType::may_be_hidden() const {
  directory::Service service;
  service.type = type;
  return directory::hides_by_kind(service);
}

OfType* Supply::find(std::string_view type) {
  const auto found = std::find_if(types.begin(), types.end(), [&](const OfType& of) { return of.type == type; });
  return found == types.end() ? nullptr : &*found;
}

Supply gather_supply(Office& office, const Actor& actor, const Plan& plan) {
  Supply supply;
  supply.year = office.today().year();
  for (const auto type : directory::service_types)
    if (type != "state_desk") supply.types.emplace_back().type = type;
  office.db.read([&](db::Session& session) {
    for (const auto& municipality : plan.members) {
      const auto own = territory::list_settlements(session, municipality);
      supply.settlements.insert(supply.settlements.end(), own.begin(), own.end());
      add_services(session, supply, municipality, office.today());
    }
    add_needs(session, supply, actor, plan);
  });
  return supply;
}

std::vector<std::size_t> all_settlements(const Supply& supply) {
  std::vector<std::size_t> all(supply.settlements.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

std::vector<std::size_t> settlements_with_services(const Supply& supply) {
  std::vector<std::size_t> with = all_settlements(supply);
  std::erase_if(with, [&](std::size_t i) {
    return std::none_of(supply.types.begin(), supply.types.end(),
                        [&](const OfType& of) { return of.places_at.contains(supply.settlements[i].code); });
  });
  return with;
}

std::vector<std::vector<int>> minutes_between(db::Session& session, const Supply& supply,
                                              const std::vector<std::size_t>& to) {
  const auto& places = supply.settlements;
  std::map<Ekatte, std::size_t> index;
  std::vector<Ekatte> from, towards;
  for (std::size_t i = 0; i < places.size(); ++i) {
    index[places[i].code] = i;
    from.push_back(places[i].code);
  }
  for (const auto i : to) towards.push_back(places[i].code);
  std::vector<std::vector<int>> minutes(places.size(), std::vector<int>(places.size(), -1));
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const auto j : to) {
      if (i == j)
        minutes[i][j] = 0;
      else if (const auto estimate = territory::estimate_travel(places[i], places[j]))
        minutes[i][j] = estimate->minutes;
    }
  }
  territory::each_measured_minutes(session, from, towards, [&](const Ekatte& a, const Ekatte& b, int measured) {
    if (a != b) minutes[index.at(a)][index.at(b)] = measured;
  });
  return minutes;
}

Comparison compare(db::Session& session, const Supply& supply, const OfType& type, const PlacesBySettlement& places,
                   int minutes, const Price& price) {
  PlacesAt then;
  std::vector<std::size_t> sites;
  std::vector<MunicipalityCode> member_of;
  for (std::size_t i = 0; i < supply.settlements.size(); ++i) {
    const auto& settlement = supply.settlements[i];
    member_of.push_back(settlement.municipality);
    const auto found = places.find(settlement.code);
    if (found != places.end()) then[static_cast<int>(i)] = found->second;
    if (found != places.end() || type.places_at.contains(settlement.code)) sites.push_back(i);
  }
  const Ways ways = ways_of(supply, type, minutes_between(session, supply, sites));
  Comparison c{
      outcome_of(ways, member_of, minutes, price), outcome_of(with_places(ways, then), member_of, minutes, price), {}};
  c.changes = changes(c.today.near, c.then.near, minutes);
  return c;
}

std::optional<Proposal> propose_while_waiting(const Ways& ways, int more, int minutes_max) {
  constexpr std::int64_t micros_max = 2'000'000;
  const std::int64_t until = steady_micros() + micros_max;
  return propose(ways, more, minutes_max, [&] { return steady_micros() > until; });
}

Ways ways_of(const Supply& supply, const OfType& type, std::vector<std::vector<int>> minutes) {
  Ways ways;
  for (std::size_t i = 0; i < supply.settlements.size(); ++i) {
    ways.people.push_back(supply.settlements[i].population);
    const auto here = type.places_at.find(supply.settlements[i].code);
    if (here == type.places_at.end()) continue;
    ways.sites.push_back(static_cast<int>(i));
    ways.places.push_back(here->second);
  }
  ways.minutes = std::move(minutes);
  return ways;
}

}  // namespace gishe::zones
