#include "planner/sizing_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "planner/costliness.h"
#include "planner/size_prices.h"
#include "planner/whole_clients.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// A part of the plans: which levels and pairs are left, and the offers that bound it.
struct Node {
  std::int64_t bound;
  std::uint64_t number;
  std::vector<int> low, high;
  std::vector<int> barred;  // ways
  std::vector<int> forced;  // clients who may not stay at home
  Offers offers;
};
struct Before {
  bool operator()(const Node& a, const Node& b) const {
    return a.bound != b.bound ? a.bound < b.bound : a.number < b.number;
  }
};

class Tree {
 public:
  Tree(SizingCase& c, const Offers& offers, SizingRun& run)
      : m_case(c), m_run(run), m_root(offers), m_costliness(at(c.sites)) {}

  int run() {
    m_open.insert(Node{m_run.bound(), m_made++, m_case.low, m_case.high, {}, {}, m_root});
    while (!m_open.empty() && !m_run.done()) {
      Node node = m_open.extract(m_open.begin()).value();
      m_last_site = -1;
      // Down one branch while it lives and is not much worse than the others.
      bool lives = true;
      const auto lowest = static_cast<double>(node.bound);
      for (int depth = 0; lives && depth < depth_max && !m_run.over() && node.bound < m_run.objective(); ++depth) {
        ++m_nodes;
        lives = look(node);
        if (static_cast<double>(node.bound) > lowest + dive * (static_cast<double>(m_run.objective()) - lowest)) break;
      }
      if (lives && node.bound < m_run.objective()) m_open.insert(node);
      m_run.raise(std::min(m_leaf_bound, m_open.empty() ? m_run.objective() : m_open.begin()->bound));
    }
    return m_nodes;
  }

 private:
  static constexpr double dive = 0.3;  // of the gap: a branch whose bound is so much higher waits
  static constexpr int depth_max = 3;  // and one that was followed so far

  /// Bounds a node and goes on to one of its children. False where it ends.
  bool look(Node& node) {
    m_case.low = node.low;
    m_case.high = node.high;
    const std::vector<int> barred = node.barred, forced = node.forced;
    for (const int w : barred) m_case.barred[at(w)] = 1;
    for (const int i : forced) m_case.forced[at(i)] = 1;
    const bool goes_on = bound_and_branch(node);
    for (const int w : barred) m_case.barred[at(w)] = 0;
    for (const int i : forced) m_case.forced[at(i)] = 0;
    return goes_on;
  }

  bool bound_and_branch(Node& node) {
    const std::int64_t parent = node.bound;
    const Ascended mean = climb(
        m_case, node.offers, m_nodes == 1 ? 0.1 : 0.25, m_nodes == 1 ? 150 : 40,
        [&](const std::vector<int>&) { return m_run.objective(); }, [&] { return m_run.over(); });
    m_run.climbed(mean.steps);
    const SizeBound bound = priced_bound(m_case, node.offers);
    node.bound = std::max(parent, bound.bound);
    if (m_last_site >= 0) {
      m_costliness[at(m_last_site)].learn(m_last_way, static_cast<double>(node.bound - parent) / m_last_part);
      m_last_site = -1;
    }
    if (node.bound >= m_run.objective()) return false;
    fix_levels(m_case, bound, m_run.objective());
    node.low = m_case.low;
    node.high = m_case.high;
    if (m_case.undecided() == 0) return decided(node);
    if (m_run.may_search()) {
      if (m_nodes % 3 == 0)
        m_run.try_near_best();
      else
        m_run.try_from(m_nodes % 3 == 1 ? rounded(m_case, mean) : drawn(m_case, mean, m_run.random()), 12);
    }
    return branch(node, mean);
  }

  /// Sites whose price of rounding nobody knows yet are tried for a few steps, in both ways.
  void probe(const Node& node, const Ascended& mean) {
    constexpr int probed_max = 6, steps = 12;
    std::vector<int> sites;
    for (int j = 0; j < m_case.sites; ++j)
      if (m_case.low[at(j)] < m_case.high[at(j)] && m_costliness[at(j)].times(0) + m_costliness[at(j)].times(1) == 0 &&
          part_of(j, mean) > 0.05 && part_of(j, mean) < 0.95)
        sites.push_back(j);
    std::sort(sites.begin(), sites.end(), [&](int a, int b) {
      const double x = score(a, part_of(a, mean)), y = score(b, part_of(b, mean));
      return x != y ? x > y : a < b;
    });
    if (sites.size() > probed_max) sites.resize(probed_max);
    for (const int j : sites)
      for (const int way : {0, 1}) {
        if (m_run.over()) return;
        const double part = part_of(j, mean);
        int& end = way == 0 ? m_case.high[at(j)] : m_case.low[at(j)];
        const int was = end;
        end = way == 0 ? under(j, mean) : under(j, mean) + 1;
        Offers offers = node.offers;
        const Ascended tried = climb(
            m_case, offers, 0.25, steps, [&](const std::vector<int>&) { return m_run.objective(); },
            [&] { return m_run.over(); });
        end = was;
        m_run.climbed(tried.steps);
        m_costliness[at(j)].learn(way,
                                  std::max(0.0, tried.bound - mean.bound) / std::max(0.05, way == 0 ? part : 1 - part));
      }
  }

  /// The level to branch at: at most this, or more.
  int under(int j, const Ascended& mean) const {
    const int low = m_case.low[at(j)], high = m_case.high[at(j)];
    const bool may_close = m_case.levels[at(j)][at(low)].places == 0;
    if (may_close && mean.open[at(j)] < 0.98 && mean.open[at(j)] > 0.02) return low;
    return std::clamp(static_cast<int>(std::floor(mean.level[at(j)])), low, high - 1);
  }

  bool branch(Node& node, const Ascended& mean) {
    probe(node, mean);
    int site = -1;
    double best = -1;
    for (int j = 0; j < m_case.sites; ++j) {
      if (m_case.low[at(j)] == m_case.high[at(j)]) continue;
      const double s = score(j, part_of(j, mean));
      if (s > best) best = s, site = j;
    }
    const int under = this->under(site, mean);
    const double part = part_of(site, mean);
    Node other = node;
    const bool larger_first = part >= 0.5;
    (larger_first ? other.high : other.low)[at(site)] = larger_first ? under : under + 1;
    other.number = m_made++;
    m_open.insert(std::move(other));
    (larger_first ? node.low : node.high)[at(site)] = larger_first ? under + 1 : under;
    m_last_site = site;
    m_last_way = larger_first ? 1 : 0;
    m_last_part = std::max(0.05, larger_first ? 1 - part : part);
    return true;
  }

  double part_of(int j, const Ascended& mean) const {
    const double open = mean.open[at(j)];
    if (m_case.levels[at(j)][at(m_case.low[at(j)])].places == 0 && open < 0.98 && open > 0.02) return open;
    return mean.level[at(j)] - std::floor(mean.level[at(j)]);
  }
  double score(int j, double part) const {
    const auto mean = [&](int way) {
      const auto& k = m_costliness[at(j)];
      if (k.times(way)) return k.mean(way);
      // Not yet known: the dearer its levels, the more.
      const Size &a = m_case.levels[at(j)][at(m_case.low[at(j)])], &b = m_case.levels[at(j)][at(m_case.high[at(j)])];
      const double size =
          static_cast<double>(b.cost - a.cost) + m_root.budget * static_cast<double>(b.budget - a.budget);
      return 0.1 * std::abs(size) + 1;
    };
    const double small = 1e-3 * static_cast<double>(m_run.objective() - m_run.bound());
    return std::max(small, mean(0)) * part * std::max(small, mean(1)) * (1 - part);
  }

  /// Every level is decided: who goes where is a flow, and its prices prove the node. Where nobody may be split, a
  /// client that is split is sent whole to one of its sites, or never there.
  bool decided(Node& node) {
    SizeSearch exact(m_case);
    if (!exact.within_budget()) return false;
    node.offers.budget = 0;
    for (int i = 0; i < m_case.clients; ++i) node.offers.person[at(i)] = exact.flow().price(i);
    const SizeBound bound = priced_bound(m_case, node.offers);
    const bool left_out = exact.flow().left_out() > 0;
    if (!m_case.given.single_source) {
      if (left_out) return false;  // these levels serve too few, whatever they cost
      m_run.keep(exact);
      if (std::max(node.bound, bound.bound) < m_run.objective())
        m_leaf_bound = std::min(m_leaf_bound, std::max(node.bound, bound.bound));
      return false;
    }
    if (left_out) return false;
    node.bound = std::max(node.bound, bound.bound);
    if (node.bound >= m_run.objective()) return false;
    const std::vector<Served> split = exact.flow().served();
    int client = -1, site = -1;
    std::int64_t evenest = 0;
    for (std::size_t k = 0; k < split.size(); ++k) {
      const std::int64_t part = split[k].people, rest = m_case.demand[at(split[k].client)] - part;
      if (std::min(part, rest) > evenest)
        evenest = std::min(part, rest), client = split[k].client, site = split[k].site;
    }
    if (client < 0) {
      m_run.keep(m_case.low, split);
      if (node.bound < m_run.objective()) m_leaf_bound = std::min(m_leaf_bound, node.bound);
      return false;
    }
    if (auto whole = whole_clients(m_case, m_case.low, split, [&] { return m_run.over(); }))
      m_run.keep(m_case.low, std::move(*whole));
    Node other = node;
    for (int w = m_case.way_first[at(client)]; w < m_case.way_first[at(client) + 1]; ++w)
      (m_case.ways[at(w)].site == site ? other : node).barred.push_back(w);
    node.forced.push_back(client);
    other.number = m_made++;
    m_open.insert(std::move(other));
    return true;
  }

  SizingCase& m_case;  // as the node at hand allows it
  SizingRun& m_run;
  const Offers& m_root;
  std::multiset<Node, Before> m_open;
  std::vector<Costliness> m_costliness;
  std::uint64_t m_made = 0;
  std::int64_t m_leaf_bound = std::numeric_limits<std::int64_t>::max();  // of leaves that rounding left a little open
  int m_nodes = 0;
  // The branch taken last, whose price the next bound tells.
  int m_last_site = -1, m_last_way = 0;
  double m_last_part = 1;
};

}  // namespace

int search_tree(SizingCase& c, const Offers& offers, SizingRun& run) { return Tree(c, offers, run).run(); }

}  // namespace gishe::planner
