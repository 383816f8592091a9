#include "zones/supply_acts.h"

#include <algorithm>
#include <set>

#include "desk/desk.h"
#include "directory/directory.h"
#include "platform/access/access.h"
#include "platform/db/wall.h"

namespace gishe::zones {
namespace {

void add_services(db::Session& session, Supply& supply, const MunicipalityCode& municipality, Day today) {
  for (auto& of : supply.types) {
    std::string after;
    do {
      const auto page = directory::list_services(session, of.type, municipality, after, 200);
      after = page.next;
      for (const auto& found : page.services) {
        const auto service = directory::for_everybody(found);
        if (service.suspended()) continue;
        ++of.services;
        if (service.settlement.text.empty())
          ++of.without_way;
        else
          of.places_at[service.settlement];
        if (service.capacity.status_on(today) == "unknown" || service.capacity.state_only) {
          ++of.silent;
          continue;
        }
        of.places += service.capacity.places_total;
        of.free += service.capacity.places_free;
        of.waiting += service.capacity.waiting;
        if (!service.settlement.text.empty()) of.places_at[service.settlement] += service.capacity.places_total;
      }
    } while (!after.empty());
  }
}

void add_needs(db::Session& session, Supply& supply, const Actor& actor, const Plan& plan) {
  std::map<std::string, std::string, std::less<>> first_type;  // of a need: the kind that answers it best
  for (const auto& need : directory::list_needs(session))
    if (!need.service_types.empty()) first_type[need.code] = need.service_types.front();
  const Day from = Day::of(supply.year, 1, 1).value_or(Day{}), until = Day::of(supply.year + 1, 1, 1).value_or(Day{});
  const auto scope = access::scope(actor, access::Action::see_overview);
  for (const auto& count : desk::count_needs(session, scope, plan.members, from, until)) {
    // Shielded people are counted by district: the same district in two plans could be subtracted.
    if (std::find(plan.members.begin(), plan.members.end(), MunicipalityCode{count.place}) == plan.members.end())
      continue;
    const auto type = first_type.find(count.need);
    if (type == first_type.end()) continue;
    for (auto& of : supply.types) {
      if (of.type != type->second) continue;
      of.asked += count.asked.value_or(0);
      of.unmet += count.unmet.value_or(0);
      of.some_hidden = of.some_hidden || !count.asked || !count.unmet;
    }
  }
}

}  // namespace

bool OfType::may_be_hidden() const {
  directory::Service service;
  service.type = type;
  return directory::hides_by_kind(service);
}

const OfType* Supply::find(std::string_view type) const {
  const auto found = std::find_if(types.begin(), types.end(), [&](const OfType& of) { return of.type == type; });
  return found == types.end() ? nullptr : &*found;
}

Supply gather_supply(Office& office, const Actor& actor, const Plan& plan) {
  Supply supply;
  supply.year = office.today().year();
  for (const auto type : directory::service_types)
    if (type != "state_desk") supply.types.emplace_back().type = type;
  const db::BeyondTheWall the_same_for_all;
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

std::vector<std::vector<int>> minutes_between(db::Session& session, const Supply& supply, Towards towards) {
  std::vector<std::size_t> to;
  std::vector<Ekatte> codes;
  for (std::size_t i = 0; i < supply.settlements.size(); ++i) {
    const auto& code = supply.settlements[i].code;
    const bool any = std::any_of(supply.types.begin(), supply.types.end(),
                                 [&](const OfType& of) { return of.places_at.contains(code); });
    if (towards == Towards::sites && !any) continue;
    to.push_back(i);
    codes.push_back(code);
  }
  std::vector<std::vector<int>> minutes;
  for (const auto& from : supply.settlements) {
    auto& row = minutes.emplace_back(supply.settlements.size(), -1);
    const auto measured = territory::list_measured_travel(session, from.code, codes);
    for (const auto i : to) {
      const auto& there = supply.settlements[i];
      if (there.code == from.code) {
        row[i] = 0;
      } else if (const auto found = measured.find(there.code); found != measured.end()) {
        row[i] = found->second.minutes;
      } else if ((from.latitude != 0 || from.longitude != 0) && (there.latitude != 0 || there.longitude != 0)) {
        row[i] = territory::estimate_travel(from.latitude, from.longitude, there.latitude, there.longitude).minutes;
      }
    }
  }
  return minutes;
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
