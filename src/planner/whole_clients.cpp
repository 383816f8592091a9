#include "planner/whole_clients.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr int home = -1;

class Assignment {
 public:
  Assignment(const SizingCase& c, const std::vector<int>& levels)
      : m_case(c), m_room(at(c.sites)), m_site(at(c.clients), home), m_cost(at(c.clients)) {
    for (int j = 0; j < c.sites; ++j) m_room[at(j)] = c.levels[at(j)][at(levels[at(j)])].places;
    for (int i = 0; i < c.clients; ++i) m_cost[at(i)] = home_cost(i);
  }

  /// The largest first, each where most of it went, else where it costs least and there is room.
  bool begin(const std::vector<Served>& split) {
    std::vector<std::int64_t> most(at(m_case.clients));
    std::vector<int> wish(at(m_case.clients), home);
    for (const Served& s : split)
      if (s.people > most[at(s.client)]) most[at(s.client)] = s.people, wish[at(s.client)] = s.site;
    std::vector<int> order(at(m_case.clients));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      const bool whole_a = most[at(a)] == m_case.demand[at(a)], whole_b = most[at(b)] == m_case.demand[at(b)];
      return whole_a != whole_b ? whole_a : m_case.demand[at(a)] > m_case.demand[at(b)];
    });
    bool all = true;
    for (const int i : order) {
      if (m_case.demand[at(i)] == 0) continue;
      if (!place(i, wish[at(i)]) && !place_cheapest(i) && m_case.must(i)) all = make_room(i) && all;
    }
    return all;
  }

  void improve(const std::function<bool()>& over) {
    for (bool better = true; better && !over();) {
      better = false;
      for (int i = 0; i < m_case.clients; ++i) better = shift(i) || better;
      for (int i = 0; i < m_case.clients && !over(); ++i) better = swap(i) || better;
    }
  }

  std::vector<Served> served() const {
    std::vector<Served> all;
    for (int i = 0; i < m_case.clients; ++i)
      if (m_site[at(i)] != home) all.push_back({i, m_site[at(i)], m_case.demand[at(i)]});
    return all;
  }

 private:
  std::int64_t home_cost(int i) const {
    if (m_case.demand[at(i)] == 0) return 0;
    return m_case.must(i) ? std::numeric_limits<std::int64_t>::max() / 4 : m_case.unserved[at(i)];
  }
  const SizingCase::Way* way(int i, int site) const {
    for (int w = m_case.way_first[at(i)]; w < m_case.way_first[at(i) + 1]; ++w)
      if (m_case.ways[at(w)].site == site && !m_case.barred[at(w)]) return &m_case.ways[at(w)];
    return nullptr;
  }
  std::int64_t quota_room(int i, int site) const {
    const auto& p = m_case.given;
    if (!p.quota || p.client_town[at(i)] == p.site_town[at(site)]) return std::numeric_limits<std::int64_t>::max();
    const auto found = m_from.find({p.client_town[at(i)], site});
    return *p.quota - (found == m_from.end() ? 0 : found->second);
  }
  bool has_room(int i, int site) const {
    return m_room[at(site)] >= m_case.demand[at(i)] && quota_room(i, site) >= m_case.demand[at(i)];
  }
  void put(int i, int site, std::int64_t cost) {
    const auto count = [&](int where, std::int64_t people) {
      if (where == home) return;
      m_room[at(where)] -= people;
      if (m_case.given.quota) m_from[{m_case.given.client_town[at(i)], where}] += people;
    };
    count(m_site[at(i)], -m_case.demand[at(i)]);
    m_site[at(i)] = site;
    m_cost[at(i)] = cost;
    count(site, m_case.demand[at(i)]);
  }
  bool place(int i, int site) {
    if (site == home || !has_room(i, site)) return false;
    const auto* w = way(i, site);
    if (!w) return false;
    put(i, site, w->cost);
    return true;
  }
  bool place_cheapest(int i) {
    for (int w = m_case.way_first[at(i)]; w < m_case.way_first[at(i) + 1]; ++w)  // the cheapest first
      if (m_case.ways[at(w)].cost < home_cost(i) && !m_case.barred[at(w)] && place(i, m_case.ways[at(w)].site))
        return true;
    return false;
  }
  /// Somebody goes elsewhere so that this one fits.
  bool make_room(int i) {
    for (int w = m_case.way_first[at(i)]; w < m_case.way_first[at(i) + 1]; ++w) {
      const int site = m_case.ways[at(w)].site;
      if (m_case.barred[at(w)]) continue;
      for (int k = 0; k < m_case.clients; ++k) {
        if (m_site[at(k)] != site || m_room[at(site)] + m_case.demand[at(k)] < m_case.demand[at(i)]) continue;
        const std::int64_t was = m_cost[at(k)];
        for (int v = m_case.way_first[at(k)]; v < m_case.way_first[at(k) + 1]; ++v) {
          const int other = m_case.ways[at(v)].site;
          if (other == site || m_case.barred[at(v)] || !has_room(k, other)) continue;
          put(k, other, m_case.ways[at(v)].cost);
          if (place(i, site)) return true;
          put(k, site, was);
        }
      }
    }
    return false;
  }
  bool shift(int i) {
    bool better = false;
    for (int w = m_case.way_first[at(i)]; w < m_case.way_first[at(i) + 1]; ++w) {
      const auto& way = m_case.ways[at(w)];
      if (way.cost >= m_cost[at(i)]) break;
      if (!m_case.barred[at(w)] && has_room(i, way.site)) {
        put(i, way.site, way.cost);
        better = true;
        break;
      }
    }
    return better;
  }
  bool swap(int i) {
    const int from = m_site[at(i)];
    if (from == home) return false;
    for (int w = m_case.way_first[at(i)]; w < m_case.way_first[at(i) + 1]; ++w) {
      const auto& there = m_case.ways[at(w)];
      if (there.cost >= m_cost[at(i)]) return false;
      if (m_case.barred[at(w)]) continue;
      for (int k = 0; k < m_case.clients; ++k) {
        if (m_site[at(k)] != there.site) continue;
        const auto* back = way(k, from);
        if (!back || there.cost + back->cost >= m_cost[at(i)] + m_cost[at(k)]) continue;
        const std::int64_t cost_i = m_cost[at(i)], cost_k = m_cost[at(k)];
        put(i, home, home_cost(i));
        put(k, home, home_cost(k));
        if (has_room(i, there.site) && has_room(k, from)) {
          put(i, there.site, there.cost);
          put(k, from, back->cost);
          return true;
        }
        put(i, from, cost_i);
        put(k, there.site, cost_k);
      }
    }
    return false;
  }

  const SizingCase& m_case;
  std::vector<std::int64_t> m_room;
  std::vector<int> m_site;
  std::vector<std::int64_t> m_cost;
  std::map<std::pair<int, int>, std::int64_t> m_from;  // of a town, at a site; with a quota
};

}  // namespace

std::optional<std::vector<Served>> whole_clients(const SizingCase& c, const std::vector<int>& levels,
                                                 const std::vector<Served>& split, const std::function<bool()>& over) {
  Assignment a(c, levels);
  if (!a.begin(split)) return std::nullopt;
  a.improve(over);
  return a.served();
}

}  // namespace gishe::planner
