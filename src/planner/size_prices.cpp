#include "planner/size_prices.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gishe::planner {
namespace {

using Wide = __int128;
std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Whole clients only: the best that so many places can earn, for every number of places up to `most`.
/// (Weights and values are whole; `value` has at least the type that adds up exactly.)
template <class Value>
void fill_whole(const std::vector<std::pair<std::int64_t, Value>>& items, std::int64_t most, std::vector<Value>& best) {
  best.assign(static_cast<std::size_t>(most) + 1, 0);
  for (const auto& [weight, value] : items)
    for (std::int64_t room = most; room >= weight; --room) {
      const Value with = best[static_cast<std::size_t>(room - weight)] + value;
      if (with > best[static_cast<std::size_t>(room)]) best[static_cast<std::size_t>(room)] = with;
    }
}

constexpr std::int64_t whole_work_max = 400'000;

/// One site's visits whose offer is above the cost, the best first, and what they earn.
class Knapsack {
 public:
  explicit Knapsack(const SizingCase& c) : m_case(c) {}

  struct Item {
    double left;  // of the offer for a person, over the cost
    std::int64_t people;
    int visit;
  };

  /// earned[l]: by level of the site's range, beginning with its lowest.
  void look(const std::vector<double>& person, int j, std::vector<double>& earned) {
    const auto& c = m_case;
    items.clear();
    earned.clear();
    whole = false;
    if (c.levels[at(j)][at(c.high[at(j)])].places == 0) {
      earned.assign(at(c.high[at(j)] - c.low[at(j)] + 1), 0.0);
      return;
    }
    std::int64_t wanted = 0;
    for (int v = c.visit_first[at(j)]; v < c.visit_first[at(j) + 1]; ++v) {
      const auto& visit = c.visits[at(v)];
      const double left = person[at(visit.client)] - c.per_person(visit.client, visit.cost);
      if (left <= 0 || c.barred[at(visit.way)]) continue;
      items.push_back({left, c.demand[at(visit.client)], v});
      wanted += items.back().people;
    }
    std::sort(items.begin(), items.end(),
              [](const Item& a, const Item& b) { return a.left != b.left ? a.left > b.left : a.visit < b.visit; });
    const int low = c.low[at(j)], high = c.high[at(j)];
    const std::int64_t most = std::min(c.levels[at(j)][at(high)].places, wanted);
    whole = c.given.single_source && c.foreign_towns[at(j)] == 0 &&
            most * static_cast<std::int64_t>(items.size()) <= whole_work_max;
    if (whole) {
      m_whole.clear();
      for (const Item& item : items)
        if (item.people <= most) m_whole.emplace_back(item.people, item.left * static_cast<double>(item.people));
      fill_whole(m_whole, most, m_best);
      for (int l = low; l <= high; ++l) {
        const std::int64_t places = c.levels[at(j)][at(l)].places;
        earned.push_back(m_best[static_cast<std::size_t>(std::min(places, most))]);
      }
      return;
    }
    int level = low;
    double sum = 0;
    take(j, c.levels[at(j)][at(high)].places, [&](const Item& item, std::int64_t used, std::int64_t came) {
      while (level <= high && c.levels[at(j)][at(level)].places < used + came) {
        earned.push_back(
            sum + item.left * static_cast<double>(std::max<std::int64_t>(0, c.levels[at(j)][at(level)].places - used)));
        ++level;
      }
      sum += item.left * static_cast<double>(came);
    });
    for (; level <= high; ++level) earned.push_back(sum);
  }

  /// Who fills so many places: use(visit, part of the client's people). After look() of the same site.
  template <class Use>
  void fill(int j, std::int64_t places, const Use& use) {
    if (!whole) {
      take(j, places, [&](const Item& item, std::int64_t, std::int64_t came) {
        use(item.visit, static_cast<double>(came) / static_cast<double>(item.people));
      });
      return;
    }
    // Again, with the decisions.
    std::vector<std::vector<bool>> taken;
    const std::int64_t most = std::min<std::int64_t>(places, std::ssize(m_best) - 1);
    std::vector<double> best(static_cast<std::size_t>(most) + 1);
    for (const Item& item : items) {
      taken.emplace_back(static_cast<std::size_t>(most) + 1);
      for (std::int64_t room = most; room >= item.people; --room) {
        const double with =
            best[static_cast<std::size_t>(room - item.people)] + item.left * static_cast<double>(item.people);
        if (with > best[static_cast<std::size_t>(room)]) {
          best[static_cast<std::size_t>(room)] = with;
          taken.back()[static_cast<std::size_t>(room)] = true;
        }
      }
    }
    std::int64_t room = most;
    for (std::size_t k = items.size(); k-- > 0;)
      if (taken[k][static_cast<std::size_t>(room)]) {
        use(items[k].visit, 1.0);
        room -= items[k].people;
      }
  }

  std::vector<Item> items;
  bool whole = false;

 private:
  /// step(item, people before it, people of it), as far as the places and the quotas reach.
  template <class Step>
  void take(int j, std::int64_t places, const Step& step) {
    const auto& c = m_case;
    std::int64_t used = 0;
    m_quota.assign(at(c.foreign_towns[at(j)]), c.given.quota.value_or(0));
    for (const Item& item : items) {
      std::int64_t came = std::min(item.people, places - used);
      const int foreign = c.visits[at(item.visit)].foreign;
      if (foreign >= 0) {
        came = std::min(came, m_quota[at(foreign)]);
        m_quota[at(foreign)] -= came;
      }
      if (came > 0) step(item, used, came);
      used += came;
      if (used == places) return;
    }
  }

  const SizingCase& m_case;
  std::vector<std::int64_t> m_quota;
  std::vector<std::pair<std::int64_t, double>> m_whole;
  std::vector<double> m_best;
};

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
        m_case(c),
        m_knapsack(c),
        m_worth(at(c.sites)),
        m_direction(at(c.clients)),
        m_served(at(c.clients)),
        taken(at(c.sites)),
        m_more(at(c.sites)) {
    for (auto& m : m_more) m = {0, 0};
  }

  Offers offers;

  double look() {
    const auto& c = m_case;
    double sum = 0;
    for (int i = 0; i < c.clients; ++i) sum += offers.person[at(i)] * static_cast<double>(c.demand[at(i)]);
    m_kept.resize(at(c.sites));
    for (int j = 0; j < c.sites; ++j) {
      auto& worth = m_worth[at(j)];
      m_knapsack.look(offers.person, j, worth);
      m_kept[at(j)].assign(m_knapsack.items.begin(), m_knapsack.items.end());
      for (std::size_t l = 0; l < worth.size(); ++l)
        worth[l] = static_cast<double>(c.levels[at(j)][at(c.low[at(j)]) + l].cost) - worth[l];
    }
    sum += c.given.budget ? choose_within(*c.given.budget) : choose();
    return sum;
  }

  /// The levels, and of one site perhaps a part of a higher one.
  std::vector<int> levels_taken() const { return taken; }
  double part(int j) const { return m_more[at(j)].part; }
  int higher(int j) const { return m_more[at(j)].level; }

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
    if (m_case.given.single_source) {
      std::vector<double> unused;
      m_knapsack.look(offers.person, j, unused);
    } else {
      m_knapsack.items = m_kept[at(j)];
      m_knapsack.whole = false;
    }
    m_knapsack.fill(j, places,
                    [&](int visit, double share) { m_served[at(m_case.visits[at(visit)].client)] += part * share; });
  }

  double choose() {
    double sum = 0;
    offers.budget = 0;
    for (int j = 0; j < m_case.sites; ++j) {
      const auto& worth = m_worth[at(j)];
      const auto least = std::min_element(worth.begin(), worth.end());
      taken[at(j)] = m_case.low[at(j)] + static_cast<int>(least - worth.begin());
      sum += *least;
    }
    return sum;
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

  const SizingCase& m_case;
  Knapsack m_knapsack;
  std::vector<std::vector<double>> m_worth;
  std::vector<std::vector<Knapsack::Item>> m_kept;
  std::vector<double> m_direction, m_served;
  std::vector<Trade> m_trades;

 public:
  std::vector<int> taken;

 private:
  struct More {
    double part;
    int level;
  };
  std::vector<More> m_more;
};

/// The exact side of one site.
class ExactSite {
 public:
  ExactSite(const SizingCase& c, std::int64_t scale) : m_case(c), m_scale(scale) {}

  /// Not less than what so many places can earn, by level of the range, in 1/scale.
  void look(const std::vector<std::int64_t>& offers, int j, std::vector<Wide>& earned) {
    const auto& c = m_case;
    m_items.clear();
    std::int64_t wanted = 0;
    for (int v = c.visit_first[at(j)]; v < c.visit_first[at(j) + 1]; ++v) {
      const auto& visit = c.visits[at(v)];
      const std::int64_t left = offers[at(visit.client)] - visit.cost * m_scale;
      if (left <= 0 || c.barred[at(visit.way)]) continue;
      const std::int64_t people = c.demand[at(visit.client)];
      m_items.push_back({static_cast<double>(left) / static_cast<double>(people), left, people, visit.foreign});
      wanted += people;
    }
    earned.clear();
    const int low = c.low[at(j)], high = c.high[at(j)];
    const std::int64_t most = std::min(c.levels[at(j)][at(high)].places, wanted);
    if (c.given.single_source && c.foreign_towns[at(j)] == 0 && most * std::ssize(m_items) <= whole_work_max) {
      std::vector<std::pair<std::int64_t, Wide>> items;
      for (const Item& item : m_items)
        if (item.people <= most) items.emplace_back(item.people, item.left);
      std::vector<Wide> best;
      fill_whole(items, most, best);
      for (int l = low; l <= high; ++l)
        earned.push_back(best[static_cast<std::size_t>(std::min(c.levels[at(j)][at(l)].places, most))]);
      return;
    }
    std::sort(m_items.begin(), m_items.end(), [](const Item& a, const Item& b) { return a.ratio > b.ratio; });
    for (int l = low; l <= high; ++l) earned.push_back(by_dual(j, c.levels[at(j)][at(l)].places));
  }

 private:
  struct Item {
    double ratio;
    std::int64_t left, people;
    int foreign;
  };

  /// A place's price, and what each other town's quota adds to it, prove what the places can earn: whatever the prices
  /// are. Good ones are those of the first visit that no longer fits.
  Wide by_dual(int j, std::int64_t places) {
    const auto& c = m_case;
    if (places == 0) return 0;
    const std::int64_t quota = c.given.quota.value_or(0);
    m_room.assign(at(c.foreign_towns[at(j)]), quota);
    m_town.assign(m_room.size(), 0);
    std::int64_t used = 0, price = 0;
    for (const Item& item : m_items) {
      std::int64_t came = item.people;
      if (item.foreign >= 0) {
        std::int64_t& room = m_room[at(item.foreign)];
        if (came > room && m_town[at(item.foreign)] == 0) m_town[at(item.foreign)] = std::llround(item.ratio);
        came = std::min(came, room);
        room -= came;
      }
      if (used + came > places) {
        price = std::llround(item.ratio);
        break;
      }
      used += came;
    }
    Wide sum = static_cast<Wide>(price) * places;
    for (auto& t : m_town) {
      t = std::max<std::int64_t>(0, t - price);
      sum += static_cast<Wide>(t) * quota;
    }
    for (const Item& item : m_items) {
      const std::int64_t a_place = price + (item.foreign >= 0 ? m_town[at(item.foreign)] : 0);
      const Wide left = static_cast<Wide>(item.left) - static_cast<Wide>(a_place) * item.people;
      if (left > 0) sum += left;
    }
    return sum;
  }

  const SizingCase& m_case;
  std::int64_t m_scale;
  std::vector<Item> m_items;
  std::vector<std::int64_t> m_room, m_town;
};

}  // namespace

void earnings(const SizingCase& c, const std::vector<double>& person, int site, std::vector<double>& by_level) {
  Knapsack(c).look(person, site, by_level);
}

SizeBound priced_bound(const SizingCase& c, const Offers& offers) {
  SizeBound b;
  constexpr double offer_max = 4e17;
  const auto whole_offer = [&](int i) {
    return std::clamp(offers.person[at(i)] * static_cast<double>(c.demand[at(i)]), 0.0, offer_max);
  };
  double largest = 1;
  for (int i = 0; i < c.clients; ++i) largest = std::max(largest, whole_offer(i));
  for (int i = 0; i < c.clients && !c.must_serve; ++i)
    largest = std::max(largest, static_cast<double>(c.unserved[at(i)]));
  for (const auto& way : c.ways) largest = std::max(largest, static_cast<double>(way.cost));
  while (b.scale < (1 << 16) && largest * static_cast<double>(b.scale) * 4 < 4e18) b.scale *= 2;
  std::vector<std::int64_t> whole(at(c.clients));
  for (int i = 0; i < c.clients; ++i) {
    whole[at(i)] = std::llround(whole_offer(i) * static_cast<double>(b.scale));
    if (!c.must(i)) whole[at(i)] = std::min(whole[at(i)], c.unserved[at(i)] * b.scale);
    if (c.demand[at(i)] == 0) whole[at(i)] = 0;
    b.sum += whole[at(i)];
  }
  const std::int64_t budget_price =
      c.given.budget ? std::llround(std::min(offers.budget * static_cast<double>(b.scale), 1e15)) : 0;
  if (c.given.budget) b.sum -= static_cast<Wide>(budget_price) * *c.given.budget;
  ExactSite site(c, b.scale);
  b.above.resize(at(c.sites));
  std::vector<Wide> earned;
  for (int j = 0; j < c.sites; ++j) {
    site.look(whole, j, earned);
    auto& worth = b.above[at(j)];
    for (std::size_t l = 0; l < earned.size(); ++l) {
      const Size& size = c.levels[at(j)][at(c.low[at(j)]) + l];
      worth.push_back(static_cast<Wide>(size.cost) * b.scale + static_cast<Wide>(size.budget) * budget_price -
                      earned[l]);
    }
    const Wide least = *std::min_element(worth.begin(), worth.end());
    b.sum += least;
    for (Wide& w : worth) w -= least;
  }
  const Wide up = b.sum > 0 ? (b.sum + b.scale - 1) / b.scale : -(-b.sum / b.scale);
  b.bound = static_cast<std::int64_t>(std::clamp<Wide>(up, -c.most, static_cast<Wide>(c.most)));
  return b;
}

int fix_levels(SizingCase& c, const SizeBound& b, std::int64_t objective) {
  const Wide room = static_cast<Wide>(objective - 1) * b.scale - b.sum;
  if (room < 0) return 0;
  int known = 0;
  for (int j = 0; j < c.sites; ++j) {
    const auto& above = b.above[at(j)];
    const int base = c.low[at(j)];
    while (c.low[at(j)] < c.high[at(j)] && above[at(c.low[at(j)] - base)] > room) ++c.low[at(j)], ++known;
    while (c.high[at(j)] > c.low[at(j)] && above[at(c.high[at(j)] - base)] > room) --c.high[at(j)], ++known;
  }
  return known;
}

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

}  // namespace gishe::planner
