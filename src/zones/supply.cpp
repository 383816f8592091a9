#include "zones/supply.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

#include "planner/planner.h"

namespace gishe::zones {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
bool in_reach(int minutes, int minutes_max) { return minutes >= 0 && minutes <= minutes_max; }

/// Whoever is within the minutes is served at no cost; who is left out costs its people.
class Reached : public planner::Costs {
 public:
  Reached(const Ways& ways, int minutes_max) : m_ways(ways), m_minutes_max(minutes_max) {}
  void row(int client, std::vector<planner::Reach>& out) const override {
    const auto& minutes = m_ways.minutes[at(client)];
    for (int site = 0; site < static_cast<int>(minutes.size()); ++site)
      if (in_reach(minutes[at(site)], m_minutes_max)) out.emplace_back(0, site);
  }

 private:
  const Ways& m_ways;
  const int m_minutes_max;
};

}  // namespace

Nearness nearness(const Ways& ways) {
  Nearness n;
  const std::size_t settlements = ways.people.size();
  n.within.assign(std::size(minutes_shown), 0);
  n.nearest.resize(settlements);
  n.nearest_site.assign(settlements, -1);
  planner::AccessCase shared;
  for (const auto places : ways.places) shared.places_offered.push_back(static_cast<double>(places));
  for (std::size_t i = 0; i < settlements; ++i) {
    n.people += ways.people[i];
    shared.people.push_back(static_cast<double>(ways.people[i]));
    auto& row = shared.minutes.emplace_back();
    for (const int site : ways.sites) {
      const int minutes = ways.minutes[i][at(site)];
      row.push_back(minutes < 0 ? std::numeric_limits<double>::infinity() : minutes);
      if (minutes < 0 || (n.nearest[i] && *n.nearest[i] <= minutes)) continue;
      n.nearest[i] = minutes;
      n.nearest_site[i] = site;
    }
    for (std::size_t k = 0; k < std::size(minutes_shown); ++k)
      if (n.nearest[i] && *n.nearest[i] <= minutes_shown[k]) n.within[k] += ways.people[i];
  }
  const auto access = planner::two_step(shared, planner::within(near_minutes));
  for (const double places : access.by_place) n.places_per_1000.push_back(std::llround(places * 1'000'000));
  return n;
}

std::optional<Proposal> propose(const Ways& ways, int more, int minutes_max, const std::function<bool()>& stop) {
  const int settlements = static_cast<int>(ways.people.size());
  planner::SitingProblem problem;
  problem.clients = problem.sites = settlements;
  problem.costs = std::make_shared<Reached>(ways, minutes_max);
  problem.unserved_cost = ways.people;
  problem.rule.assign(at(settlements), planner::SiteRule::free);
  for (const int site : ways.sites) problem.rule[at(site)] = planner::SiteRule::kept;
  problem.open_exactly =
      static_cast<int>(std::min(ways.sites.size() + static_cast<std::size_t>(more), at(settlements)));

  planner::Limits limits;
  limits.stop = stop;
  const auto plan = planner::solve(problem, limits);
  if (!plan.has_plan()) return std::nullopt;
  if (const auto wrong = planner::check(problem, plan); !wrong.empty()) throw std::logic_error("proposal: " + wrong);

  Proposal proposal;
  std::int64_t people = 0;
  for (int i = 0; i < settlements; ++i) {
    people += ways.people[at(i)];
    const bool today = std::any_of(ways.sites.begin(), ways.sites.end(),
                                   [&](int site) { return in_reach(ways.minutes[at(i)][at(site)], minutes_max); });
    if (today) proposal.before += ways.people[at(i)];
  }
  for (const int site : plan.open)
    if (problem.rule[at(site)] == planner::SiteRule::free) proposal.opened.push_back(site);
  proposal.reached = people - plan.objective;
  proposal.ceiling = people - plan.bound;
  return proposal;
}

}  // namespace gishe::zones
