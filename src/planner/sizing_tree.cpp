#include "planner/sizing_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "planner/costliness.h"
#include "planner/node_desks.h"
#include "planner/whole_clients.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Before {
  bool operator()(const Node& a, const Node& b) const {
    return a.bound != b.bound ? a.bound < b.bound : a.number < b.number;
  }
};

class Tree {
 public:
  Tree(const SizingCase& c, const Offers& offers, SizingRun& run)
      : m_run(run),
        m_root(offers),
        m_costliness(at(c.sites)),
        m_desks(c, std::clamp(run.threads(), 1, 2 * probed_max), [&run] { return run.over(); }),
        m_case(m_desks.first().the_case) {}

  int run() {
    Node root{m_run.bound(), m_made++, m_case.low, m_case.high, {}, {}, m_root, {}};
    const Ascended mean = m_desks.first().look(root, 0.1, 150, m_run.objective(), [&] { return m_desks.over(); });
    if (settle(root, mean)) m_open.insert(std::move(root));
    raise();
    while (!m_open.empty() && !m_run.done()) {
      Node node = m_open.extract(m_open.begin()).value();
      // Down one branch while it lives and is not much worse than the others.
      const auto lowest = static_cast<double>(node.bound);
      bool lives = true;
      for (int depth = 0; lives && depth < depth_max && !m_desks.over(); ++depth) {
        lives = part(node);
        if (static_cast<double>(node.bound) > lowest + dive * (static_cast<double>(m_run.objective()) - lowest)) break;
      }
      if (lives) m_open.insert(std::move(node));
      raise();
    }
    return m_nodes;
  }

 private:
  static constexpr double dive = 0.3;   // of the gap: a branch whose bound is so much higher waits
  static constexpr int depth_max = 3;   // and one that was followed so far
  static constexpr int probed_max = 6;  // sites at a node, each in both ways

  void raise() { m_run.raise(std::min(m_leaf_bound, m_open.empty() ? m_run.objective() : m_open.begin()->bound)); }

  /// Puts one of its two parts in the node's place, and the other among those that wait. False where neither lives.
  bool part(Node& node) {
    const Branch branch = node.branch;
    const bool larger_first = branch.part >= 0.5;
    const std::int64_t before = node.bound;
    Node parts[2] = {node, std::move(node)};
    for (const bool larger : {true, false}) {
      Node& n = parts[larger == larger_first ? 0 : 1];
      n.number = m_made++;
      if (branch.client < 0) (larger ? n.low : n.high)[at(branch.site)] = larger ? branch.under + 1 : branch.under;
    }
    if (branch.client >= 0) {
      for (int w = m_case.way_first[at(branch.client)]; w < m_case.way_first[at(branch.client) + 1]; ++w)
        parts[m_case.ways[at(w)].site == branch.site ? 1 : 0].barred.push_back(w);
      parts[0].forced.push_back(branch.client);
    }
    Ascended means[2];
    const std::int64_t objective = m_run.objective();
    m_desks.share_out(2, [&](NodeDesk& desk, int k, const std::function<bool()>& over) {
      means[k] = desk.look(parts[k], 0.25, 40, objective, over);
    });
    bool lives[2];
    for (const int k : {0, 1}) {
      if (branch.client < 0)
        learn(branch, (k == 0) == larger_first ? 1 : 0, static_cast<double>(parts[k].bound - before));
      lives[k] = settle(parts[k], means[k]);
    }
    if (lives[0] && lives[1]) m_open.insert(std::move(parts[1]));
    node = std::move(parts[lives[0] ? 0 : 1]);
    return lives[0] || lives[1];
  }

  void learn(const Branch& branch, int way, double rise) {
    const double whole = way == 0 ? branch.part : 1 - branch.part;
    m_costliness[at(branch.site)].learn(way, std::max(0.0, rise) / std::max(0.05, whole));
  }

  /// After the bound: plans from what it found, and how to part the node. False where it ends.
  bool settle(Node& node, const Ascended& mean) {
    ++m_nodes;
    m_run.climbed(mean.steps);
    if (node.bound >= m_run.objective()) return false;
    m_desks.first().lay(node);
    if (m_case.undecided() == 0) return decided(node);
    if (m_run.may_search()) {
      if (m_nodes % 3 == 0)
        m_run.try_near_best();
      else
        m_run.try_from(m_nodes % 3 == 1 ? rounded(m_case, mean) : drawn(m_case, mean, m_run.random()), 12);
    }
    probe(node, mean);
    double best = -1;
    for (int j = 0; j < m_case.sites; ++j) {
      if (node.low[at(j)] == node.high[at(j)]) continue;
      const double s = score(node, j, part_of(node, j, mean));
      if (s > best) best = s, node.branch = branch_at(node, j, mean);
    }
    return true;
  }

  /// Sites whose price of rounding nobody knows yet are tried for a few steps, in both ways.
  void probe(const Node& node, const Ascended& mean) {
    constexpr int steps = 12;
    std::vector<int> sites;
    for (int j = 0; j < m_case.sites; ++j)
      if (node.low[at(j)] < node.high[at(j)] && m_costliness[at(j)].times(0) + m_costliness[at(j)].times(1) == 0 &&
          part_of(node, j, mean) > 0.05 && part_of(node, j, mean) < 0.95)
        sites.push_back(j);
    std::sort(sites.begin(), sites.end(), [&](int a, int b) {
      const double x = score(node, a, part_of(node, a, mean)), y = score(node, b, part_of(node, b, mean));
      return x != y ? x > y : a < b;
    });
    if (sites.size() > at(probed_max)) sites.resize(at(probed_max));
    const int jobs = 2 * static_cast<int>(sites.size());
    const std::int64_t objective = m_run.objective();
    std::vector<Ascended> tried(at(jobs));
    m_desks.share_out(jobs, [&](NodeDesk& desk, int k, const std::function<bool()>& over) {
      const Branch branch = branch_at(node, sites[at(k / 2)], mean);
      desk.lay(node);
      (k % 2 ? desk.the_case.low : desk.the_case.high)[at(branch.site)] = k % 2 ? branch.under + 1 : branch.under;
      Offers offers = node.offers;
      tried[at(k)] =
          climb(desk.the_case, offers, 0.25, steps, [&](const std::vector<int>&) { return objective; }, over);
    });
    for (int k = 0; k < jobs; ++k) {
      m_run.climbed(tried[at(k)].steps);
      learn(branch_at(node, sites[at(k / 2)], mean), k % 2, tried[at(k)].bound - mean.bound);
    }
  }

  double part_of(const Node& node, int j, const Ascended& mean) const {
    const double open = mean.open[at(j)];
    if (m_case.levels[at(j)][at(node.low[at(j)])].places == 0 && open < 0.98 && open > 0.02) return open;
    return mean.level[at(j)] - std::floor(mean.level[at(j)]);
  }

  Branch branch_at(const Node& node, int j, const Ascended& mean) const {
    const int low = node.low[at(j)], high = node.high[at(j)];
    const bool may_close = m_case.levels[at(j)][at(low)].places == 0;
    const bool half_open = may_close && mean.open[at(j)] < 0.98 && mean.open[at(j)] > 0.02;
    const int under = half_open ? low : std::clamp(static_cast<int>(std::floor(mean.level[at(j)])), low, high - 1);
    return {j, -1, under, part_of(node, j, mean)};
  }

  double score(const Node& node, int j, double part) const {
    const auto mean = [&](int way) {
      const auto& k = m_costliness[at(j)];
      if (k.times(way)) return k.mean(way);
      // Not yet known: the dearer its levels, the more.
      const Size &a = m_case.levels[at(j)][at(node.low[at(j)])], &b = m_case.levels[at(j)][at(node.high[at(j)])];
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
    if (exact.flow().left_out() > 0) return false;  // these levels serve too few, whatever they cost
    node.bound = std::max(node.bound, priced_bound(m_case, node.offers).bound);
    if (!m_case.given.single_source) {
      m_run.keep(exact);
      if (node.bound < m_run.objective()) m_leaf_bound = std::min(m_leaf_bound, node.bound);
      return false;
    }
    if (node.bound >= m_run.objective()) return false;
    const std::vector<Served> split = exact.flow().served();
    node.branch = {};
    std::int64_t evenest = 0;
    for (const Served& s : split) {
      const std::int64_t rest = m_case.demand[at(s.client)] - s.people;
      if (std::min(s.people, rest) > evenest)
        evenest = std::min(s.people, rest), node.branch = {s.site, s.client, 0, 0};
    }
    if (node.branch.client < 0) {
      m_run.keep(m_case.low, split);
      if (node.bound < m_run.objective()) m_leaf_bound = std::min(m_leaf_bound, node.bound);
      return false;
    }
    if (auto whole = whole_clients(m_case, m_case.low, split, [&] { return m_desks.over(); }))
      m_run.keep(m_case.low, std::move(*whole));
    return true;
  }

  SizingRun& m_run;
  const Offers& m_root;
  std::multiset<Node, Before> m_open;
  std::vector<Costliness> m_costliness;
  NodeDesks m_desks;
  const SizingCase& m_case;  // of the first thread
  std::uint64_t m_made = 0;
  std::int64_t m_leaf_bound = std::numeric_limits<std::int64_t>::max();  // of leaves that rounding left a little open
  int m_nodes = 0;
};

}  // namespace

int search_tree(const SizingCase& c, const Offers& offers, SizingRun& run) { return Tree(c, offers, run).run(); }

}  // namespace gishe::planner
