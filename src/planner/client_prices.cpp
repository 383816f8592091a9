#include "planner/client_prices.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
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

void PriceSearch::run(int steps_max, const std::function<std::int64_t(const std::vector<int>&)>& primal,
                      const std::function<bool()>& over) {
  std::vector<double> now = prices, worth(at(c.sites)), direction(at(c.clients)), ceiling(at(c.clients));
  for (int i = 0; i < c.clients; ++i) ceiling[at(i)] = static_cast<double>(c.unserved[at(i)]);
  std::vector<int> rest, count(at(c.clients));
  std::vector<char> is_taken(at(c.sites));
  double step = first_step;
  int idle = 0;
  best = -1e300;
  double objective = static_cast<double>(primal({}));
  for (int n = 0; n < steps_max && step > 1e-3 && !over(); ++n) {
    double sum = 0;
    for (int j = 0; j < c.sites; ++j) worth[at(j)] = static_cast<double>(c.opening_cost[at(j)]);
    for (int i = 0; i < c.clients; ++i) {
      const double price = now[at(i)];
      sum += price;
      c.near.walk(i, [&](Reach r) {
        const double left = price - static_cast<double>(r.cost());
        if (left <= 0) return false;
        worth[at(r.site())] -= left;
        return true;
      });
    }
    const std::vector<int> taken = cheapest(c, worth, rest);
    std::fill(is_taken.begin(), is_taken.end(), 0);
    for (const int j : taken) sum += worth[at(j)], is_taken[at(j)] = 1;
    if (sum > best + 1e-9 * std::abs(best)) {
      if (sum > best + 1e-5 * std::abs(best)) idle = 0;
      best = sum;
      prices = now;
    }
    if (++idle > 20) idle = 0, step /= 2, now = prices;
    if (getenv("TR") && n % 50 == 0) fprintf(stderr, "   n %d sum %.0f best %.0f step %g\n", n, sum, best, step);
    if (n % 40 == 0) objective = static_cast<double>(primal(taken));
    if (objective - best < 1 - 1e-6) return;
    double length = 0, slope = 0;
    for (int i = 0; i < c.clients; ++i) {
      int served = now[at(i)] >= ceiling[at(i)] ? 1 : 0;  // unserved is a reach like the others
      c.near.walk(i, [&](Reach r) {
        if (static_cast<double>(r.cost()) >= now[at(i)]) return false;
        served += is_taken[at(r.site())];
        return true;
      });
      const double gradient = 1 - served;
      direction[at(i)] = gradient + 0.7 * direction[at(i)];
      length += direction[at(i)] * direction[at(i)];
      slope += direction[at(i)] * gradient;
    }
    if (length == 0) return;
    const double pace = step * (1.01 * objective - sum) / length;
    for (int i = 0; i < c.clients; ++i)
      now[at(i)] = std::clamp(now[at(i)] + pace * direction[at(i)], 0.0, ceiling[at(i)]);
  }
}

}  // namespace gishe::planner
