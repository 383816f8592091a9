#include "planner/size_bound.h"

#include <algorithm>
#include <cmath>

#include "planner/places_needed.h"
#include "planner/whole_knapsack.h"

namespace gishe::planner {
namespace {

using Wide = __int128;
std::size_t at(int i) { return static_cast<std::size_t>(i); }

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
    if (c.given.single_source && c.foreign_towns[at(j)] == 0 &&
        most * std::ssize(m_items) <= whole_knapsack_cells_max) {
      std::vector<std::pair<std::int64_t, Wide>> items;
      for (const Item& item : m_items) items.emplace_back(item.people, item.left);
      const std::vector<Wide> best = whole_knapsack(items, most);
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
      c.budget ? std::llround(std::min(offers.budget * static_cast<double>(b.scale), 1e15)) : 0;
  if (c.budget) b.sum -= static_cast<Wide>(budget_price) * *c.budget;
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
  PlacesNeeded<Wide> needed(c);
  needed.look(b.above, PlacesNeeded<Wide>::Ask::every_level);
  b.sum += needed.least();
  b.above = needed.above_least();
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

}  // namespace gishe::planner
