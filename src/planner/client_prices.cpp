#include "planner/client_prices.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Which sites stand in the least sum of worths: the kept, and of the free the cheapest or those below zero.
template <class Worth>
std::vector<int> cheapest(const SitingCase& c, const std::vector<Worth>& worth, std::vector<int>& free) {
  std::vector<int> taken;
  free.clear();
  for (int j = 0; j < c.sites; ++j) {
    if (c.rule_of(j) == SiteRule::kept) taken.push_back(j);
    if (c.rule_of(j) == SiteRule::free) free.push_back(j);
  }
  const auto cheaper = [&](int a, int b) { return worth[at(a)] != worth[at(b)] ? worth[at(a)] < worth[at(b)] : a < b; };
  if (c.open_exactly) {
    const auto wanted = std::min(free.size(), at(*c.open_exactly) - taken.size());
    if (wanted < free.size()) {
      std::nth_element(free.begin(), free.begin() + static_cast<std::ptrdiff_t>(wanted), free.end(), cheaper);
    }
    taken.insert(taken.end(), free.begin(), free.begin() + static_cast<std::ptrdiff_t>(wanted));
    free.erase(free.begin(), free.begin() + static_cast<std::ptrdiff_t>(wanted));
  } else {
    for (const int j : free)
      if (worth[at(j)] < 0) taken.push_back(j);
    std::erase_if(free, [&](int j) { return worth[at(j)] < 0; });
  }
  return taken;
}

/// Where an ascent stands: prices, the sites that the bound takes there, and which way it goes.
class Ascent {
 public:
  Ascent(SitingCase& c, const std::vector<double>& from)
      : prices(from), m_case(c), m_worth(at(c.sites)), m_direction(at(c.clients)), m_is_taken(at(c.sites)) {}

  std::vector<double> prices;
  std::vector<int> taken;

  /// The bound at the prices, not rounded and not proven.
  double look() {
    const auto& c = m_case;
    double sum = 0;
    for (int j = 0; j < c.sites; ++j) m_worth[at(j)] = static_cast<double>(c.opening_cost[at(j)]);
    for (int i = 0; i < c.clients; ++i) {
      const double price = prices[at(i)];
      sum += price;
      m_case.near.walk(i, [&](Reach r) {
        const double left = price - static_cast<double>(r.cost());
        if (left <= 0) return false;
        m_worth[at(r.site())] -= left;
        return true;
      });
    }
    taken = cheapest(c, m_worth, m_rest);
    std::fill(m_is_taken.begin(), m_is_taken.end(), 0);
    for (const int j : taken) sum += m_worth[at(j)], m_is_taken[at(j)] = 1;
    return sum;
  }

  /// A client that no taken site serves may pay more, one that several serve less. Gives back the direction's length,
  /// squared.
  double turn(double memory) {
    double length = 0;
    for (int i = 0; i < m_case.clients; ++i) {
      int served = prices[at(i)] >= ceiling(i) ? 1 : 0;  // unserved is a reach like the others
      m_case.near.walk(i, [&](Reach r) {
        if (static_cast<double>(r.cost()) >= prices[at(i)]) return false;
        served += m_is_taken[at(r.site())];
        return true;
      });
      double& direction = m_direction[at(i)];
      direction = 1 - served + memory * direction;
      length += direction * direction;
    }
    return length;
  }

  void go(double pace) {
    for (int i = 0; i < m_case.clients; ++i)
      prices[at(i)] = std::clamp(prices[at(i)] + pace * m_direction[at(i)], 0.0, ceiling(i));
  }

 private:
  double ceiling(int client) const { return static_cast<double>(m_case.unserved[at(client)]); }

  SitingCase& m_case;
  std::vector<double> m_worth, m_direction;
  std::vector<int> m_rest;
  std::vector<char> m_is_taken;
};

}  // namespace

PricedBound priced_bound(SitingCase& c, const std::vector<double>& prices) {
  double total = 1;
  for (int i = 0; i < c.clients; ++i) total += std::max(0.0, prices[at(i)]);
  for (const std::int64_t f : c.opening_cost) total += static_cast<double>(f);
  PricedBound b;
  while (b.scale < (1 << 20) && total * static_cast<double>(b.scale) * 4 < 4e18) b.scale *= 2;
  b.worth.resize(at(c.sites));
  for (int j = 0; j < c.sites; ++j) b.worth[at(j)] = c.opening_cost[at(j)] * b.scale;
  for (int i = 0; i < c.clients; ++i) {
    std::int64_t price = std::max<std::int64_t>(0, std::llround(prices[at(i)] * static_cast<double>(b.scale)));
    if (c.unserved[at(i)] < price / b.scale + 1) price = std::min(price, c.unserved[at(i)] * b.scale);
    b.sum += price;
    c.near.walk(i, [&](Reach r) {
      const std::int64_t left = price - r.cost() * b.scale;
      if (left <= 0) return false;
      b.worth[at(r.site())] -= left;
      return true;
    });
  }
  std::vector<int> rest;
  b.taken = cheapest(c, b.worth, rest);
  b.last_in = std::numeric_limits<std::int64_t>::min();
  b.first_out = std::numeric_limits<std::int64_t>::max();
  for (const int j : b.taken) {
    b.sum += b.worth[at(j)];
    if (c.rule_of(j) == SiteRule::free) b.last_in = std::max(b.last_in, b.worth[at(j)]);
  }
  for (const int j : rest) b.first_out = std::min(b.first_out, b.worth[at(j)]);
  std::sort(b.taken.begin(), b.taken.end());
  b.bound = b.sum > 0 ? (b.sum + b.scale - 1) / b.scale : -(-b.sum / b.scale);
  return b;
}

int fix_by_worth(SitingCase& c, const PricedBound& b, std::int64_t objective) {
  const std::int64_t room = (objective - 1) * b.scale - b.sum;  // a plan under the objective is at most so much above
  if (room < 0) return 0;
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  int known = 0;
  std::vector<bool> taken(at(c.sites));
  for (const int j : b.taken) taken[at(j)] = true;
  for (int j = 0; j < c.sites; ++j) {
    if (c.rule_of(j) != SiteRule::free) continue;
    const std::int64_t worth = b.worth[at(j)];
    if (taken[at(j)]) {
      const bool stays = c.open_exactly ? b.first_out == highest || b.first_out - worth > room : -worth > room;
      if (stays) c.rule_of(j) = SiteRule::kept, ++known;
    } else {
      const bool out = c.open_exactly ? b.last_in == lowest || worth - b.last_in > room : worth > room;
      if (out) c.rule_of(j) = SiteRule::forbidden, ++known;
    }
  }
  return known;
}

void climb(SitingCase& c, std::vector<double>& prices, double first_step,
           const std::function<std::int64_t(const std::vector<int>&)>& primal, const std::function<bool()>& over) {
  constexpr int steps_max = 1500, patience = 20, between_plans = 40;
  constexpr double memory = 0.7;  // how much of the last direction stays
  Ascent ascent(c, prices);
  double step = first_step, best = std::numeric_limits<double>::lowest(), objective = 0;
  int idle = 0;
  for (int n = 0; n < steps_max && step > 1e-3 && !over(); ++n) {
    const double bound = ascent.look();
    if (n % between_plans == 0) objective = static_cast<double>(primal(ascent.taken));
    if (bound > best) {
      if (bound > best + 1e-5 * std::abs(best)) idle = 0;
      best = bound;
      prices = ascent.prices;
    }
    if (objective - best < 1 - 1e-6) return;
    if (++idle > patience) idle = 0, step /= 2, ascent.prices = prices;
    const double length = ascent.turn(memory);
    if (length == 0) return;
    ascent.go(step * (1.01 * objective - bound) / length);
  }
}

}  // namespace gishe::planner
