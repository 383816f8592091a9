#include "planner/siting_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <utility>

#include "planner/client_prices.h"
#include "planner/costliness.h"
#include "planner/cut_master.h"

namespace gishe::planner {
namespace {

constexpr double whole = 1e-6;
std::size_t at(int i) { return static_cast<std::size_t>(i); }

struct Node {
  std::int64_t bound;
  double value;
  std::uint64_t number;
  std::vector<SiteRule> rule;
};

/// Best bound first; of equals the younger.
struct Before {
  bool operator()(const Node& a, const Node& b) const {
    if (a.bound != b.bound) return a.bound < b.bound;
    return a.number > b.number;
  }
};

class Tree {
 public:
  Tree(SitingCase& c, const std::vector<double>& prices, const Best& start,
       const std::function<const Best&(const std::vector<int>&)>& better,
       const std::function<bool(std::int64_t)>& goes_on, const std::function<bool()>& over)
      : m_case(c),
        m_master(c, over),
        m_root(c.rule),
        m_prices(prices),
        m_best(&start),
        m_better(better),
        m_goes_on(goes_on),
        m_costliness(at(c.sites)) {}

  TreeEnd run() {
    first_cuts();
    m_open.insert({0, 0, m_made++, m_root});
    int nodes = 0;
    std::int64_t proven = 0;
    bool on = true;
    while (!m_open.empty() && on) {
      Node node = m_open.extract(m_open.begin()).value();
      // Down one branch as long as it is open; its siblings wait.
      for (bool alive = node.bound < m_best->cost; alive && on;) {
        ++nodes;
        proven = std::max(proven, std::min(m_open.empty() ? node.bound : m_open.begin()->bound, node.bound));
        on = m_goes_on(std::min(proven, m_best->cost));
        if (!on) {
          m_open.insert(node);
          break;
        }
        alive = step(node);
      }
      while (!m_open.empty() && m_open.rbegin()->bound >= m_best->cost) m_open.erase(std::prev(m_open.end()));
    }
    const std::int64_t left = m_open.empty() ? m_best->cost : std::min(m_best->cost, m_open.begin()->bound);
    m_case.rule = m_root;
    return {std::max(proven, left), nodes};
  }

 private:
  void first_cuts() {
    for (int i = 0; i < m_case.clients; ++i) {
      // The two costs that the client's price stands between.
      std::int64_t below = -1, above = -1;
      m_case.near.walk(i, [&](Reach r) {
        const bool past = static_cast<double>(r.cost()) >= m_prices[at(i)];
        (past ? above : below) = r.cost();
        return !past;
      });
      if (above < 0) above = m_case.unserved[at(i)];
      if (below > 0) m_master.add_cut(i, below);
      m_master.add_cut(i, above);
    }
  }

  /// Solves a node, cuts it, and goes down into one of its children. False where the branch has ended.
  bool step(Node& node) {
    m_case.rule = node.rule;
    m_master.set_rules();
    double before = -1;
    for (int round = 0;; ++round) {
      if (!m_master.solve()) return branch_blindly(node);
      PricedBound bound = priced_bound(m_case, m_master.prices());
      node.bound = std::max(node.bound, bound.bound);
      if (node.bound >= m_best->cost) return false;
      if (fix_by_worth(m_case, bound, m_best->cost) > 0) m_master.set_rules();
      if (round % 3 == 0 || m_made < 2) try_rounded();
      if (node.bound >= m_best->cost) return false;
      const double value = m_master.value();
      if (m_made < 2 && !m_goes_on(node.bound)) return m_open.insert(node), false;
      const bool stalls =
          m_made > 1 && round > 3 && value - before < 1e-4 * (static_cast<double>(m_best->cost) - value);
      before = value;
      if (stalls || m_master.separate(1e-5 * std::max(1.0, static_cast<double>(m_best->cost) / m_case.clients)) == 0)
        break;
      m_master.purge();
    }
    node.rule = m_case.rule;
    if (m_made == 1) {
      m_root = m_case.rule;
      for (int n = 0; n < 60 && node.bound < m_best->cost && m_goes_on(node.bound); ++n) try_drawn();
      if (node.bound >= m_best->cost) return false;
    }
    node.value = m_master.value();
    return descend(node);
  }

  void try_rounded() {
    const auto& y = m_master.y();
    std::vector<int> order;
    for (int j = 0; j < m_case.sites; ++j)
      if (y[at(j)] > whole) order.push_back(j);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return y[at(a)] > y[at(b)]; });
    if (!m_case.open_exactly) std::erase_if(order, [&](int j) { return y[at(j)] < 0.5; });
    try_sites(order);
  }

  /// Sites drawn by lot, each with what the relaxation gives it.
  void try_drawn() {
    const auto& y = m_master.y();
    std::vector<int> order;
    for (int j = 0; j < m_case.sites; ++j)
      if (static_cast<double>(m_random() >> 11) * 0x1p-53 < y[at(j)]) order.push_back(j);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return y[at(a)] > y[at(b)]; });
    try_sites(order);
  }

  /// Plans are looked for under the rules of the root: a better one elsewhere ends branches here too.
  void try_sites(const std::vector<int>& sites) {
    const std::vector<SiteRule> here = std::exchange(m_case.rule, m_root);
    m_best = &m_better(sites);
    m_case.rule = here;
  }

  int choose() {
    const auto& y = m_master.y();
    std::vector<CutMaster::Probe> unknown;
    std::vector<int> broken;
    for (int j = 0; j < m_case.sites; ++j)
      if (m_case.rule_of(j) == SiteRule::free && y[at(j)] > whole && y[at(j)] < 1 - whole) broken.push_back(j);
    if (broken.empty()) return -1;
    std::stable_sort(broken.begin(), broken.end(), [&](int a, int b) { return score(a) > score(b); });
    for (const int j : broken) {
      const auto& known = m_costliness[at(j)];
      if (std::min(known.times(0), known.times(1)) < 2 && unknown.size() < 10) unknown.push_back({j, 0, 0});
    }
    if (!unknown.empty()) {
      m_master.probe(unknown);
      for (const auto& p : unknown) {
        m_costliness[at(p.site)].learn(0, std::min(p.down, 1e12) / y[at(p.site)]);
        m_costliness[at(p.site)].learn(1, std::min(p.up, 1e12) / (1 - y[at(p.site)]));
      }
    }
    return *std::max_element(broken.begin(), broken.end(), [&](int a, int b) { return score(a) < score(b); });
  }

  double score(int j) const {
    const double y = m_master.y()[at(j)];
    const auto& k = m_costliness[at(j)];
    const double small = 1e-6;
    return std::max(small, k.mean(0) * y) * std::max(small, k.mean(1) * (1 - y)) + small * small * y * (1 - y);
  }

  bool descend(Node& node) {
    int site = choose();
    if (site < 0) {
      // Whole already, and yet not proven: the relaxation is exact here, so the plan itself is the node's value.
      try_rounded();
      if (node.bound >= m_best->cost) return false;
      return branch_blindly(node);
    }
    return split(node, site, m_master.y()[at(site)] >= 0.5);
  }

  /// Branches on any free site; a node without one is a plan.
  bool branch_blindly(Node& node) {
    for (int j = 0; j < m_case.sites; ++j)
      if (node.rule[at(j)] == SiteRule::free) return split(node, j, true);
    std::vector<int> open;
    for (int j = 0; j < m_case.sites; ++j)
      if (node.rule[at(j)] == SiteRule::kept) open.push_back(j);
    try_sites(open);
    return false;
  }

  bool split(Node& node, int site, bool open_first) {
    Node other = node;
    other.rule[at(site)] = open_first ? SiteRule::forbidden : SiteRule::kept;
    other.number = m_made++;
    if (possible(other)) m_open.insert(std::move(other));
    node.rule[at(site)] = open_first ? SiteRule::kept : SiteRule::forbidden;
    node.number = m_made++;
    return possible(node);
  }

  bool possible(const Node& node) const {
    if (!m_case.open_exactly) return true;
    const auto kept = std::count(node.rule.begin(), node.rule.end(), SiteRule::kept);
    const auto out = std::count(node.rule.begin(), node.rule.end(), SiteRule::forbidden);
    return kept <= *m_case.open_exactly && m_case.sites - out >= *m_case.open_exactly;
  }

  SitingCase& m_case;
  CutMaster m_master;
  std::vector<SiteRule> m_root;
  const std::vector<double>& m_prices;
  const Best* m_best;
  const std::function<const Best&(const std::vector<int>&)>& m_better;
  const std::function<bool(std::int64_t)>& m_goes_on;
  std::vector<Costliness> m_costliness;
  std::multiset<Node, Before> m_open;
  std::uint64_t m_made = 0;
  std::mt19937_64 m_random{1};
};

}  // namespace

TreeEnd search_tree(SitingCase& c, const std::vector<double>& prices, const Best& start,
                    const std::function<const Best&(const std::vector<int>&)>& better,
                    const std::function<bool(std::int64_t)>& goes_on, const std::function<bool()>& over) {
  return Tree(c, prices, start, better, goes_on, over).run();
}

}  // namespace gishe::planner
