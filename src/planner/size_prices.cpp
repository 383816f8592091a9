#include "planner/size_prices.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "planner/places_needed.h"
#include "planner/site_knapsack.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Less of the objective for more of the budget: one step along a site's lower hull.
struct Trade {
  double ratio;
  int site, from, to;
  std::int64_t budget;
};

/// Where an ascent stands.
class Ascent {
 public:
  Ascent(const SizingCase& c, const Offers& from)
      : offers(from),
        taken(at(c.sites)),
        m_case(c),
        m_worth(at(c.sites)),
        m_direction(at(c.clients)),
        m_served(at(c.clients)),
        m_more(at(c.sites), {0, 0}),
        m_needed(c) {
    for (int j = 0; j < c.sites; ++j) m_earn.emplace_back(c, j);
  }

  Offers offers;
  std::vector<int> taken;  // the levels of the bound; of one site perhaps a part of a higher one

  /// The bound at the offers, not proven.
  double look() {
    const auto& c = m_case;
    double sum = 0;
    for (int i = 0; i < c.clients; ++i) sum += offers.person[at(i)] * static_cast<double>(c.demand[at(i)]);
    for (int j = 0; j < c.sites; ++j) {
      auto& worth = m_worth[at(j)];
      worth = m_earn[at(j)].look(offers.person);
      for (std::size_t l = 0; l < worth.size(); ++l)
        worth[l] = static_cast<double>(c.levels[at(j)][at(c.low[at(j)]) + l].cost) - worth[l];
    }
    return sum + (c.budget ? choose_within(*c.budget) : choose());
  }

  double part(int j) const { return m_more[at(j)].part; }
  int higher(int j) const { return m_more[at(j)].level; }

  /// Who is served too little offers more. Gives back the direction's length, squared.
  double turn(double memory) {
    const auto& c = m_case;
    std::fill(m_served.begin(), m_served.end(), 0.0);
    for (int j = 0; j < c.sites; ++j) {
      serve(j, taken[at(j)], 1 - m_more[at(j)].part);
      if (m_more[at(j)].part > 0) serve(j, m_more[at(j)].level, m_more[at(j)].part);
    }
    double length = 0;
    for (int i = 0; i < c.clients; ++i) {
      double missing = 1 - m_served[at(i)];
      if (missing > 0 && offers.person[at(i)] >= ceiling(i)) missing = 0;  // the rest stays at home
      double& direction = m_direction[at(i)];
      direction = missing + memory * direction;
      length += static_cast<double>(c.demand[at(i)]) * direction * direction;
    }
    return length;
  }

  void go(double pace) {
    for (int i = 0; i < m_case.clients; ++i)
      offers.person[at(i)] = std::clamp(offers.person[at(i)] + pace * m_direction[at(i)], 0.0, ceiling(i));
  }

 private:
  double ceiling(int i) const {
    if (m_case.demand[at(i)] == 0) return 0;
    return m_case.must(i) ? std::numeric_limits<double>::max() : m_case.per_person(i, m_case.unserved[at(i)]);
  }

  void serve(int j, int level, double part) {
    const std::int64_t places = m_case.levels[at(j)][at(level)].places;
    if (places == 0 || part <= 0) return;
    m_earn[at(j)].fill(places, [&](int client, double share) { m_served[at(client)] += part * share; });
  }

  double choose() {
    double sum = 0;
    offers.budget = 0;
    for (int j = 0; j < m_case.sites; ++j) {
      auto& worth = m_worth[at(j)];
      const double least = *std::min_element(worth.begin(), worth.end());
      sum += least;
      for (double& w : worth) w -= least;
      taken[at(j)] = m_case.low[at(j)] + static_cast<int>(std::find(worth.begin(), worth.end(), 0.0) - worth.begin());
    }
    m_needed.look(m_worth, PlacesNeeded<double>::Ask::least);
    m_needed.each_raised([&](int j, int l) { taken[at(j)] = m_case.low[at(j)] + l; });
    return sum + m_needed.least();
  }

  /// The best price of the budget at these offers: trades by their ratio, until the budget is used up.
  double choose_within(std::int64_t budget) {
    const auto& c = m_case;
    double sum = 0;
    m_trades.clear();
    for (int j = 0; j < c.sites; ++j) {
      m_more[at(j)] = {0, 0};
      const auto& worth = m_worth[at(j)];
      const auto cost = [&](std::size_t l) { return c.levels[at(j)][at(c.low[at(j)]) + l].budget; };
      std::size_t here = 0;
      for (std::size_t l = 1; l < worth.size(); ++l)
        if (cost(l) < cost(here) || (cost(l) == cost(here) && worth[l] < worth[here])) here = l;
      taken[at(j)] = c.low[at(j)] + static_cast<int>(here);
      sum += worth[here];
      budget -= cost(here);
      for (;;) {
        std::size_t next = here;
        double best = 0;
        for (std::size_t l = 0; l < worth.size(); ++l) {
          if (cost(l) <= cost(here)) continue;
          const double ratio = (worth[here] - worth[l]) / static_cast<double>(cost(l) - cost(here));
          if (ratio > best) best = ratio, next = l;
        }
        if (next == here) break;
        m_trades.push_back({best, j, c.low[at(j)] + static_cast<int>(here), c.low[at(j)] + static_cast<int>(next),
                            cost(next) - cost(here)});
        here = next;
      }
    }
    std::sort(m_trades.begin(), m_trades.end(), [](const Trade& a, const Trade& b) {
      return a.ratio != b.ratio ? a.ratio > b.ratio : a.site != b.site ? a.site < b.site : a.from < b.from;
    });
    offers.budget = 0;
    for (const Trade& t : m_trades) {
      if (t.budget > budget) {
        const double part = std::max(0.0, static_cast<double>(budget) / static_cast<double>(t.budget));
        sum -= t.ratio * static_cast<double>(std::max<std::int64_t>(0, budget));
        m_more[at(t.site)] = {part, t.to};
        offers.budget = t.ratio;
        break;
      }
      budget -= t.budget;
      sum -= t.ratio * static_cast<double>(t.budget);
      taken[at(t.site)] = t.to;
    }
    return sum;
  }

  struct More {
    double part;
    int level;
  };
  const SizingCase& m_case;
  std::vector<SiteKnapsack> m_earn;
  std::vector<std::vector<double>> m_worth;
  std::vector<double> m_direction, m_served;
  std::vector<Trade> m_trades;
  std::vector<More> m_more;
  PlacesNeeded<double> m_needed;
};

}  // namespace

Ascended climb(const SizingCase& c, Offers& offers, double first_step, int steps_max,
               const std::function<std::int64_t(const std::vector<int>&)>& primal, const std::function<bool()>& over) {
  constexpr int patience = 20, between_plans = 25;
  constexpr double memory = 0.7, fresh = 0.05;  // how much of the last direction stays; how fast the mean forgets
  Ascent ascent(c, offers);
  Ascended end;
  end.open.resize(at(c.sites));
  end.level.resize(at(c.sites));
  double step = first_step, objective = 0;
  end.bound = std::numeric_limits<double>::lowest();
  int idle = 0;
  for (int n = 0; n < steps_max && step > 1e-3 && !over(); ++n) {
    const double bound = ascent.look();
    ++end.steps;
    if (n % between_plans == 0) objective = static_cast<double>(primal(ascent.taken));
    const double share = n == 0 ? 1 : fresh;
    for (int j = 0; j < c.sites; ++j) {
      const double part = ascent.part(j), higher = part > 0 ? ascent.higher(j) : 0;
      const double level = (1 - part) * ascent.taken[at(j)] + part * higher;
      const auto is_open = [&](int l) { return c.levels[at(j)][at(l)].places > 0 ? 1.0 : 0.0; };
      const double open = (1 - part) * is_open(ascent.taken[at(j)]) + (part > 0 ? part * is_open(ascent.higher(j)) : 0);
      end.level[at(j)] += share * (level - end.level[at(j)]);
      end.open[at(j)] += share * (open - end.open[at(j)]);
    }
    if (bound > end.bound) {
      if (bound > end.bound + 1e-5 * std::abs(end.bound)) idle = 0;
      end.bound = bound;
      offers = ascent.offers;
    }
    if (objective - end.bound < 1 - 1e-6) break;
    if (++idle > patience) {
      idle = 0;
      step /= 2;
      ascent.offers = offers;
    }
    const double length = ascent.turn(memory);
    if (length == 0) break;
    ascent.go(step * (1.005 * objective - bound) / length);
  }
  return end;
}

namespace {

int mean_level(const Ascended& a, int j) { return static_cast<int>(std::lround(a.level[at(j)] / a.open[at(j)])); }

}  // namespace

std::vector<int> rounded(const SizingCase& c, const Ascended& a) {
  std::vector<int> levels(c.low);
  for (int j = 0; j < c.sites; ++j)
    if (a.open[at(j)] >= 0.5) levels[at(j)] = mean_level(a, j);
  return levels;
}

std::vector<int> drawn(const SizingCase& c, const Ascended& a, std::mt19937_64& random) {
  std::vector<int> levels(c.low);
  for (int j = 0; j < c.sites; ++j) {
    const double chance = static_cast<double>(random() >> 11) * 0x1p-53;
    if (chance < a.open[at(j)]) levels[at(j)] = mean_level(a, j);
  }
  return levels;
}

}  // namespace gishe::planner
