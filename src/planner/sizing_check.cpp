#include "planner/sizing_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gishe::planner {
namespace {

using Wide = __int128;

/// Sums parts of whole amounts, amount x people / all, to 2^-40 of a unit each.
class Parts {
 public:
  void add(std::int64_t amount, std::int64_t people, std::int64_t all) {
    const Wide of = static_cast<Wide>(amount) * people;
    m_whole += of / all;
    m_rest += (of % all << 40) / all;
  }
  std::int64_t up() const { return static_cast<std::int64_t>(m_whole + ((m_rest + (Wide{1} << 40) - 1) >> 40)); }

 private:
  Wide m_whole = 0, m_rest = 0;
};

}  // namespace

std::string check(const SizingProblem& p, const SizingPlan& plan) {
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  if (!plan.has_plan())
    return plan.size.empty() && plan.served.empty() ? "" : "says that there is no plan, and has one";
  if (std::ssize(plan.size) != p.sites) return "not every site is named";
  Parts cost;
  std::int64_t budget = 0;
  std::vector<std::int64_t> places(at(p.sites)), people(p.demand.size());
  for (int j = 0; j < p.sites; ++j) {
    const int size = plan.size[at(j)];
    if (size < -1 || size >= std::ssize(p.sizes[at(j)])) return fmt::format("site {} has no size {}", j + 1, size);
    if (size < 0) {
      if (!p.kept.empty() && p.kept[at(j)]) return fmt::format("site {} has to stay open", j + 1);
      continue;
    }
    const Size& s = p.sizes[at(j)][at(size)];
    places[at(j)] = s.places;
    cost.add(s.cost, 1, 1);
    budget += s.budget;
  }
  if (p.budget && budget > *p.budget) return fmt::format("takes {} of a budget of {}", budget, *p.budget);
  std::map<std::pair<int, int>, std::int64_t> from_town;
  std::vector<Reach> row;
  int last_client = -1, last_site = -1;
  for (const Served& s : plan.served) {
    if (s.client < 0 || s.client >= p.clients || s.site < 0 || s.site >= p.sites || s.people <= 0)
      return "somebody is served who is not there, or where nothing is";
    if (std::pair(s.client, s.site) <= std::pair(last_client, last_site)) return "who is served is out of order";
    if (s.client != last_client) {
      row.clear();
      p.costs->row(s.client, row);
    } else if (p.single_source) {
      return fmt::format("client {} is split", s.client + 1);
    }
    last_client = s.client;
    last_site = s.site;
    const auto reach = std::find_if(row.begin(), row.end(), [&](Reach r) { return r.site() == s.site; });
    if (reach == row.end()) return fmt::format("client {} cannot reach site {}", s.client + 1, s.site + 1);
    people[at(s.client)] += s.people;
    places[at(s.site)] -= s.people;
    if (people[at(s.client)] > p.demand[at(s.client)])
      return fmt::format("more people are served than client {} has", s.client + 1);
    if (places[at(s.site)] < 0) return fmt::format("more people go to site {} than it has places", s.site + 1);
    cost.add(reach->cost(), s.people, p.demand[at(s.client)]);
    if (!p.quota || p.client_town[at(s.client)] == p.site_town[at(s.site)]) continue;
    std::int64_t& came = from_town[{p.client_town[at(s.client)], s.site}];
    came += s.people;
    if (came > *p.quota) return fmt::format("site {} takes more than {} people of another town", s.site + 1, *p.quota);
  }
  for (int i = 0; i < p.clients; ++i) {
    const std::int64_t left = p.demand[at(i)] - people[at(i)];
    if (left == 0) continue;
    if (p.unserved_cost.empty()) return fmt::format("client {} is not served", i + 1);
    if (p.single_source && people[at(i)] > 0) return fmt::format("client {} is split", i + 1);
    cost.add(p.unserved_cost[at(i)], left, p.demand[at(i)]);
  }
  if (cost.up() != plan.objective) return fmt::format("costs {}, not {} as it says", cost.up(), plan.objective);
  if (plan.bound > plan.objective) return fmt::format("its bound {} is above its cost {}", plan.bound, plan.objective);
  if (plan.status == Status::optimal && plan.bound != plan.objective) return "says optimal without the proof";
  return "";
}

}  // namespace gishe::planner
