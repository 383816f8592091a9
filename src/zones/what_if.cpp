#include "zones/what_if.h"

#include <utility>

namespace gishe::zones {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
bool is_near(const Nearness& near, std::size_t i, int minutes) {
  return near.nearest[i] && *near.nearest[i] <= minutes;
}

void divide_cost(Outcome& outcome, const std::string& share_key) {
  std::vector<std::int64_t> weights;
  for (const auto& [member, of] : outcome.members)
    weights.push_back(share_key == "use" ? of.places : share_key == "population" ? of.people : 1);
  const auto parts = divide(outcome.cents, weights);
  std::size_t i = 0;
  for (auto& [member, of] : outcome.members) of.cents = parts[i++];
}

}  // namespace

PlacesAt places_of(const Ways& ways) {
  PlacesAt places;
  for (std::size_t i = 0; i < ways.sites.size(); ++i) places[ways.sites[i]] = ways.places[i];
  return places;
}

Ways with_places(Ways ways, const PlacesAt& places) {
  ways.sites.clear();
  ways.places.clear();
  for (const auto& [site, n] : places) {
    ways.sites.push_back(site);
    ways.places.push_back(n);
  }
  return ways;
}

Outcome outcome_of(const Ways& ways, const std::vector<MunicipalityCode>& member_of, int minutes, const Price& price) {
  Outcome o;
  o.near = nearness(ways);
  o.sites = static_cast<int>(ways.sites.size());
  std::int64_t on_the_way = 0, people_minutes = 0;
  for (std::size_t i = 0; i < ways.people.size(); ++i) {
    OfMember& member = o.members[member_of[i]];
    member.people += ways.people[i];
    if (is_near(o.near, i, minutes)) {
      o.reached += ways.people[i];
      member.reached += ways.people[i];
    }
    if (!o.near.nearest[i]) continue;
    on_the_way += ways.people[i];
    people_minutes += ways.people[i] * *o.near.nearest[i];
    if (!o.farthest || *o.near.nearest[at(*o.farthest)] < *o.near.nearest[i]) o.farthest = static_cast<int>(i);
  }
  if (on_the_way > 0) o.mean_minutes = (people_minutes * 1000 + on_the_way / 2) / on_the_way;
  for (std::size_t k = 0; k < ways.sites.size(); ++k) {
    o.places += ways.places[k];
    o.members[member_of[at(ways.sites[k])]].places += ways.places[k];
  }
  o.cents = o.places * price.cents;
  divide_cost(o, price.share_key);
  return o;
}

std::string_view name_of(Change change) {
  switch (change) {
    case Change::near:
      return "near";
    case Change::newly_near:
      return "newly";
    case Change::no_longer_near:
      return "lost";
    case Change::far:
      break;
  }
  return "far";
}

std::vector<Change> changes(const Nearness& today, const Nearness& then, int minutes) {
  std::vector<Change> all;
  for (std::size_t i = 0; i < today.nearest.size(); ++i) {
    const bool before = is_near(today, i, minutes), after = is_near(then, i, minutes);
    all.push_back(after ? (before ? Change::near : Change::newly_near)
                        : (before ? Change::no_longer_near : Change::far));
  }
  return all;
}

}  // namespace gishe::zones
