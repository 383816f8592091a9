#include "planner/places_flow.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace gishe::planner {
namespace {

constexpr int ground = 0;  // where every place and every person who stays at home leads
std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

PlacesFlow::PlacesFlow(const SizingCase& c) : m_case(c), m_sites(c.sites), m_places(at(c.sites)) {
  double dearest = 1;
  for (int i = 0; i < c.clients; ++i) {
    if (c.demand[at(i)] == 0) continue;
    for (int w = c.way_first[at(i)]; w < c.way_first[at(i) + 1]; ++w)
      dearest = std::max(dearest, c.per_person(i, c.ways[at(w)].cost));
    if (!c.must_serve) dearest = std::max(dearest, c.per_person(i, c.unserved[at(i)]));
  }
  // A way of exchanges passes every site once at most: whoever could be served by one is, at this price.
  const double never = (2 * c.sites + 2) * (dearest + 1);
  while (m_scale < (1 << 24) && never * static_cast<double>(m_scale) * 8 < 4e18) m_scale *= 2;
  const auto cost_of_one = [&](int i, std::int64_t cost) {
    const Wide d = c.demand[at(i)];
    return static_cast<std::int64_t>((static_cast<Wide>(cost) * m_scale * 2 + d) / (2 * d));
  };

  std::vector<Draft> drafts;
  int nodes = 1 + c.sites + c.clients;
  std::vector<int> town_node(at(c.sites));
  for (int j = 0; j < c.sites; ++j) {
    drafts.push_back({j + 1, ground, 0, 0});
    town_node[at(j)] = nodes;
    for (int t = 0; t < c.foreign_towns[at(j)]; ++t) drafts.push_back({nodes + t, j + 1, *c.given.quota, 0});
    nodes += c.foreign_towns[at(j)];
  }
  m_way_arc.assign(c.ways.size(), -1);
  std::vector<int> enters(c.ways.size());
  for (int j = 0; j < c.sites; ++j)
    for (int v = c.visit_first[at(j)]; v < c.visit_first[at(j) + 1]; ++v) {
      const auto& visit = c.visits[at(v)];
      enters[at(visit.way)] = visit.foreign < 0 ? j + 1 : town_node[at(j)] + visit.foreign;
    }
  m_potential.assign(at(nodes), 0);
  const std::int64_t never_scaled = static_cast<std::int64_t>(never * static_cast<double>(m_scale));
  for (int i = 0; i < c.clients; ++i) {
    const std::int64_t d = c.demand[at(i)];
    const std::int64_t home = d == 0 ? 0 : c.must(i) ? never_scaled : cost_of_one(i, c.unserved[at(i)]);
    drafts.push_back({static_cast<int>(node_of(i)), ground, 0, home});  // everybody is at home
    m_cost += static_cast<Wide>(home) * d;
    m_potential[node_of(i)] = -home;
    for (int w = c.way_first[at(i)]; w < c.way_first[at(i) + 1]; ++w) {
      if (c.barred[at(w)]) continue;
      const std::int64_t cost = cost_of_one(i, c.ways[at(w)].cost);
      const int into = enters[at(w)];
      m_way_arc[at(w)] = static_cast<int>(drafts.size());  // build() makes it the arc's number
      drafts.push_back({static_cast<int>(node_of(i)), into, d, cost});
    }
  }
  build(drafts, nodes);
  for (int i = 0; i < c.clients; ++i) {
    m_arcs[at(m_arcs[at(m_unserved_arc[at(i)])].twin)].room = c.demand[at(i)];
    sort_in(m_unserved_arc[at(i)]);
    if (c.demand[at(i)] == 0) move_to(m_unserved_arc[at(i)], m_open_end[node_of(i)]++);
  }
}

void PlacesFlow::build(const std::vector<Draft>& drafts, int nodes) {
  m_first.assign(at(nodes) + 1, 0);
  for (const Draft& d : drafts) ++m_first[at(d.from) + 1], ++m_first[at(d.to) + 1];
  for (int n = 0; n < nodes; ++n) m_first[at(n) + 1] += m_first[at(n)];
  std::vector<int> next(m_first.begin(), m_first.end() - 1);
  m_arcs.resize(drafts.size() * 2);
  m_ground_arc.resize(at(m_sites));
  m_unserved_arc.resize(at(m_case.clients));
  std::vector<int> number;
  for (const Draft& d : drafts) {
    const int there = next[at(d.from)]++, back = next[at(d.to)]++;
    number.push_back(there);
    m_arcs[at(there)] = {d.room, d.cost, d.to, back};
    m_arcs[at(back)] = {0, -d.cost, d.from, there};
    if (d.to == ground && d.from <= m_sites) m_ground_arc[at(d.from - 1)] = there;
    if (d.to == ground && d.from > m_sites) m_unserved_arc[at(d.from - m_sites - 1)] = there;
  }
  for (int& arc : m_way_arc)
    if (arc >= 0) arc = number[at(arc)];
  m_order.resize(m_arcs.size());
  std::iota(m_order.begin(), m_order.end(), 0);
  m_place = m_order;
  m_used_end.assign(m_first.begin(), m_first.end() - 1);
  m_open_end = m_used_end;
  for (std::size_t n = at(m_sites + m_case.clients) + 1; n < at(nodes); ++n)
    for (int a = m_first[n]; a < m_first[n + 1]; ++a) sort_in(a);
  m_distance.resize(at(nodes));
  m_by.resize(at(nodes));
  m_seen.resize(at(nodes));
}

void PlacesFlow::move_to(int arc, int place) {
  const int was = m_place[at(arc)], other = m_order[at(place)];
  std::swap(m_order[at(was)], m_order[at(place)]);
  m_place[at(arc)] = place;
  m_place[at(other)] = was;
}

void PlacesFlow::sort_in(int a) {
  const Arc& arc = m_arcs[at(a)];
  const auto node = at(m_arcs[at(arc.twin)].to);
  const bool used = is_client(node) ? m_arcs[at(arc.twin)].room > 0 : arc.room > 0;
  int& end = m_used_end[node];
  if (used == (m_place[at(a)] < end)) return;
  if (!used) {
    move_to(a, --end);
    return;
  }
  if (is_client(node) && m_place[at(a)] >= m_open_end[node]) move_to(a, m_open_end[node]++);
  move_to(a, end++);
}

/// The site's arcs come into the clients' sight, and it costs nothing to look from there.
void PlacesFlow::open(int site) {
  std::int64_t least = 0;
  for (int v = m_case.visit_first[at(site)]; v < m_case.visit_first[at(site) + 1]; ++v) {
    const int a = m_way_arc[at(m_case.visits[at(v)].way)];
    if (a < 0) continue;
    const std::size_t node = node_of(m_case.visits[at(v)].client);
    if (m_place[at(a)] >= m_open_end[node]) move_to(a, m_open_end[node]++);
    const std::int64_t potential = m_arcs[at(a)].cost + m_potential[node];
    least = std::min(least, potential);
  }
  m_potential[at(site + 1)] = least;
  for (int v = m_case.visit_first[at(site)]; v < m_case.visit_first[at(site) + 1]; ++v) {
    const int a = m_way_arc[at(m_case.visits[at(v)].way)];
    if (a >= 0 && m_arcs[at(a)].to != site + 1) m_potential[at(m_arcs[at(a)].to)] = least;
  }
}

void PlacesFlow::close(int site) {
  for (int v = m_case.visit_first[at(site)]; v < m_case.visit_first[at(site) + 1]; ++v) {
    const int a = m_way_arc[at(m_case.visits[at(v)].way)];
    if (a < 0) continue;
    const std::size_t node = node_of(m_case.visits[at(v)].client);
    if (m_place[at(a)] < m_open_end[node]) move_to(a, --m_open_end[node]);
  }
}

/// A client is passed through as soon as it is reached: only the others wait in the heap.
template <bool to_ground>
void PlacesFlow::reach(int node, std::int64_t distance, int by) {
  if (distance >= m_most || (m_seen[at(node)] == m_search && m_distance[at(node)] <= distance)) return;
  const bool client = is_client(at(node));
  if (client && m_seen[at(node)] != m_search) m_settled.push_back(node);
  m_seen[at(node)] = m_search;
  m_distance[at(node)] = distance;
  m_by[at(node)] = by;
  if (client) {
    look_on<to_ground>(node);
    return;
  }
  if (node == ground) m_most = distance;
  m_heap.emplace_back(distance, node);
  std::push_heap(m_heap.begin(), m_heap.end(), std::greater<>());
}

template <bool to_ground>
void PlacesFlow::look_on(int node) {
  const auto n = at(node);
  const std::int64_t here = m_potential[n], distance = m_distance[n];
  const int end = is_client(n) ? (to_ground ? m_open_end[n] : m_used_end[n])
                  : to_ground  ? m_used_end[n]
                               : m_first[n + 1];
  m_work += end - m_first[n];
  for (int place = m_first[n]; place < end; ++place) {
    const int a = m_order[at(place)];
    const Arc& arc = m_arcs[at(a)];
    if (to_ground) {
      if (arc.room > 0) reach<true>(arc.to, distance + arc.cost + here - m_potential[at(arc.to)], a);
    } else {
      const std::int64_t there = distance - arc.cost + m_potential[at(arc.to)] - here;
      if (there < m_most && m_arcs[at(arc.twin)].room > 0) reach<false>(arc.to, there, a);
    }
  }
}

template <bool to_ground>
std::int64_t PlacesFlow::search(int site, std::int64_t most) {
  ++m_search;
  m_settled.clear();
  m_heap.clear();
  m_most = most;
  reach<to_ground>(site + 1, 0, -1);
  while (!m_heap.empty()) {
    const auto [distance, node] = m_heap.front();
    std::pop_heap(m_heap.begin(), m_heap.end(), std::greater<>());
    m_heap.pop_back();
    if (node == ground) return distance;
    if (distance != m_distance[at(node)]) continue;
    m_settled.push_back(node);
    look_on<to_ground>(node);
  }
  return -1;
}

template <bool to_ground>
void PlacesFlow::lower_potentials(std::int64_t by) {
  for (const int node : m_settled) {
    const std::int64_t change = by - m_distance[at(node)];
    if (change > 0) m_potential[at(node)] += to_ground ? -change : change;
  }
}

template <bool to_ground>
std::int64_t PlacesFlow::send(int site, std::int64_t most) {
  std::int64_t amount = most;
  const auto each = [&](const auto& step) {
    for (int node = ground; node != site + 1;) {
      Arc& reached = m_arcs[at(m_by[at(node)])];
      Arc& other = m_arcs[at(reached.twin)];
      node = other.to;
      if (to_ground)
        step(reached, other);
      else
        step(other, reached);
    }
  };
  each([&](Arc& there, Arc&) { amount = std::min(amount, there.room); });
  each([&](Arc& there, Arc& back) {
    there.room -= amount;
    back.room += amount;
    m_cost += static_cast<Wide>(amount) * there.cost;
    sort_in(back.twin);
    sort_in(there.twin);
  });
  return amount;
}

void PlacesFlow::set_places(int site, std::int64_t places) {
  Arc& out = m_arcs[at(m_ground_arc[at(site)])];
  Arc& back = m_arcs[at(out.twin)];
  const std::int64_t was = m_places[at(site)];
  m_places[at(site)] = places;
  if (was == 0 && places > 0) open(site);
  if (back.room > places) {  // some have to go
    std::int64_t over = back.room - places;
    back.room = places;
    out.room = 0;
    sort_in(m_ground_arc[at(site)]);
    while (over > 0) {
      const std::int64_t distance = search<true>(site, std::numeric_limits<std::int64_t>::max());
      lower_potentials<true>(distance);
      over -= send<true>(site, over);
    }
    if (places == 0) close(site);
    return;
  }
  out.room = places - back.room;
  sort_in(m_ground_arc[at(site)]);
  if (places == 0 && was > 0) close(site);
  while (out.room > 0) {
    const std::int64_t wanted = -m_potential[at(site + 1)];
    if (wanted <= 0) return;
    const std::int64_t distance = search<false>(site, wanted);
    lower_potentials<false>(distance < 0 ? wanted : distance);
    if (distance < 0) return;
    const std::int64_t came = send<false>(site, out.room);
    out.room -= came;
    back.room += came;
    sort_in(m_ground_arc[at(site)]);
  }
}

std::int64_t PlacesFlow::left_out() const {
  std::int64_t all = 0;
  for (int i = 0; i < m_case.clients; ++i)
    if (m_case.must(i)) all += m_arcs[at(m_arcs[at(m_unserved_arc[at(i)])].twin)].room;
  return all;
}

std::vector<Served> PlacesFlow::served() const {
  std::vector<Served> all;
  const int last_client = m_sites + m_case.clients;
  for (int i = 0; i < m_case.clients; ++i) {
    const auto begin = all.size();
    const std::size_t node = node_of(i);
    for (int a = m_first[node]; a < m_first[node + 1]; ++a) {
      const Arc& arc = m_arcs[at(a)];
      const std::int64_t people = m_arcs[at(arc.twin)].room;
      if (arc.to == ground || people == 0) continue;
      // The node of a foreign town leads to its site only.
      int site = arc.to;
      if (site > last_client)
        for (int b = m_first[at(site)]; b < m_first[at(site) + 1]; ++b)
          if (m_arcs[at(b)].to <= m_sites) {
            site = m_arcs[at(b)].to;
            break;
          }
      all.push_back({i, site - 1, people});
    }
    std::sort(all.begin() + static_cast<std::ptrdiff_t>(begin), all.end(),
              [](const Served& a, const Served& b) { return a.site < b.site; });
  }
  return all;
}

}  // namespace gishe::planner
