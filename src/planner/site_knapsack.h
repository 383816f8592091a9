#pragma once
#include <algorithm>
#include <vector>

#include "planner/sizing_case.h"

namespace gishe::planner {

/// What one site's places can earn from what clients offer for a person: those whose offer is above the cost, the best
/// first, as far as places and quotas reach. In floating point: it guides and never proves.
class SiteKnapsack {
 public:
  SiteKnapsack(const SizingCase& c, int site) : m_case(c), m_site(site) {}

  /// By level of the site's range, beginning with its lowest. `person`: by client.
  const std::vector<double>& look(const std::vector<double>& person);
  /// Who fills so many places: use(client, part of its people). After look().
  template <class Use>
  void fill(std::int64_t places, const Use& use) {
    if (m_whole) {
      for (const int k : chosen(places)) use(client_of(m_items[static_cast<std::size_t>(k)]), 1.0);
      return;
    }
    take(places, [&](const Item& item, std::int64_t, std::int64_t came) {
      use(client_of(item), static_cast<double>(came) / static_cast<double>(item.people));
    });
  }

 private:
  struct Item {
    double left;  // of the offer for a person, over the cost
    std::int64_t people;
    int visit;
  };
  int client_of(const Item& item) const { return m_case.visits[SizingCase::at(item.visit)].client; }

  /// step(item, people before it, people of it). Returns how many items were looked at.
  template <class Step>
  std::size_t take(std::int64_t places, const Step& step) {
    const std::size_t towns = SizingCase::at(m_case.foreign_towns[SizingCase::at(m_site)]);
    m_quota.assign(towns, m_case.given.quota.value_or(0));
    std::int64_t used = 0;
    for (std::size_t k = 0; k < m_items.size(); ++k) {
      if (k == m_sorted) sort_more();
      const Item& item = m_items[k];
      std::int64_t came = std::min(item.people, places - used);
      const int foreign = m_case.visits[SizingCase::at(item.visit)].foreign;
      if (foreign >= 0) {
        std::int64_t& room = m_quota[SizingCase::at(foreign)];
        came = std::min(came, room);
        room -= came;
      }
      if (came > 0) step(item, used, came);
      used += came;
      if (used == places) return k + 1;
    }
    return m_items.size();
  }
  /// The next best items come into order: seldom are all of them looked at.
  void sort_more();
  /// Nobody is split: which items make the best of so many places.
  std::vector<int> chosen(std::int64_t places) const;

  const SizingCase& m_case;
  int m_site;
  std::vector<Item> m_items;
  std::size_t m_sorted = 0;   // so many of them are in order
  std::size_t m_wanted = 16;  // so many were looked at last time, and a few
  std::vector<double> m_earned;
  bool m_whole = false;
  std::int64_t m_most = 0;            // places that could be used
  std::vector<std::int64_t> m_quota;  // room of each other town, within take()
};

}  // namespace gishe::planner
