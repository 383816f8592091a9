#pragma once
#include <cstdint>
#include <vector>

#include "planner/sizing_case.h"

namespace gishe::planner {

/// Who goes where at the least cost, with so many places at each site: a flow that stays least while places are added
/// and taken away (shortest augmenting paths under potentials; Ahuja, Magnanti and Orlin 1993, ch. 9). Costs are whole
/// numbers: the cost of one person, times `scale`, rounded.
class PlacesFlow {
 public:
  using Wide = __int128;

  /// Nobody is served yet. Pairs that the case bars now are left out.
  explicit PlacesFlow(const SizingCase& c);

  /// Only a site's neighbourhood is walked, as far as the change goes.
  void set_places(int site, std::int64_t places);
  std::int64_t places(int site) const { return m_places[SizingCase::at(site)]; }

  /// Of everybody, served or not, times scale().
  Wide cost() const { return m_cost; }
  std::int64_t scale() const { return m_scale; }
  /// Arcs looked at since the beginning: the same on every machine.
  std::int64_t work() const { return m_work; }
  /// People who have to be served and are not.
  std::int64_t left_out() const;
  std::vector<Served> served() const;
  /// What one more person of the client would cost.
  double price(int client) const { return -static_cast<double>(m_potential[node_of(client)]) / double_scale(); }

 private:
  struct Arc {
    std::int64_t room, cost;
    int to, twin;
  };
  struct Draft {
    int from, to;
    std::int64_t room, cost;
  };
  void build(const std::vector<Draft>& drafts, int nodes);
  /// Shortest way from the site to the ground, or from the ground to the site, no longer than `most`; -1: none.
  template <bool to_ground>
  std::int64_t search(int site, std::int64_t most);
  template <bool to_ground>
  void reach(int node, std::int64_t distance, int by);
  template <bool to_ground>
  void look_on(int node);
  template <bool to_ground>
  void lower_potentials(std::int64_t by);
  /// Sends people along the way found; how many.
  template <bool to_ground>
  std::int64_t send(int site, std::int64_t most);
  void open(int site);
  void close(int site);
  /// Puts an arc where its node looks for it, after its room has changed.
  void sort_in(int arc);
  void move_to(int arc, int place);
  bool is_client(std::size_t node) const {
    return node > SizingCase::at(m_sites) && node <= SizingCase::at(m_sites + m_case.clients);
  }
  std::size_t node_of(int client) const { return SizingCase::at(client + m_sites + 1); }
  double double_scale() const { return static_cast<double>(m_scale); }

  const SizingCase& m_case;
  int m_sites;
  std::int64_t m_scale = 1;
  Wide m_cost = 0;
  std::vector<std::int64_t> m_places;
  std::vector<Arc> m_arcs;   // by the node they leave
  std::vector<int> m_first;  // by node, one more at the end
  // The arcs of each node in the order they are looked at. Of a client: those with people on them, those to open sites,
  // the rest; of others: those with room, the rest.
  std::vector<int> m_order, m_place;        // by place the arc; by arc its place
  std::vector<int> m_used_end, m_open_end;  // by node
  std::vector<int> m_way_arc;               // by way; -1: barred
  std::vector<int> m_ground_arc;            // by site: to the ground
  std::vector<int> m_unserved_arc;          // by client
  std::vector<std::int64_t> m_potential;
  // Of one search.
  std::vector<std::int64_t> m_distance;
  std::vector<int> m_by, m_seen;  // the arc a node was reached by; the search it was seen in
  std::vector<int> m_settled;
  std::vector<std::pair<std::int64_t, int>> m_heap;
  std::int64_t m_work = 0;
  int m_search = 0;
  std::int64_t m_most = 0;  // farther is not looked at
};

}  // namespace gishe::planner
