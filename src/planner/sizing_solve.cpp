#include "planner/sizing_solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>

#include "planner/size_search.h"
#include "planner/sizing_check.h"
#include "planner/whole_clients.h"

namespace gishe::planner {
namespace {

using Wide = __int128;
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

/// By how much a bound rose, on average, when a site was made smaller (0) or larger (1).
struct Costliness {
  double sum[2] = {0, 0};
  int times[2] = {0, 0};
};

class Solver {
 public:
  Solver(const SizingProblem& problem, const Limits& limits)
      : m_problem(problem),
        m_limits(limits),
        m_case(problem),
        m_whole(problem),
        m_random(limits.seed),
        m_bound(0),
        m_objective(m_case.most) {}

  SizingPlan run() {
    if (const std::string reason = impossible(); !reason.empty()) return none(Status::infeasible, reason);
    if (over()) return none(Status::stopped, "");
    m_search.emplace(m_whole);
    m_costliness.resize(at(m_case.sites));
    root();
    if (!done()) tree();
    return finish();
  }

 private:
  bool over() const { return m_limits.over(); }
  bool done() const {
    const auto objective = static_cast<double>(m_objective);
    return m_bound >= m_objective || over() ||
           (m_has_plan && m_limits.gap > 0 && objective - static_cast<double>(m_bound) <= m_limits.gap * objective);
  }
  void tell(const char* step) const {
    if (m_limits.tell && m_has_plan) m_limits.tell({step, m_objective, m_bound});
  }
  std::string client_name(int i) const {
    return m_problem.client_names.empty() ? fmt::format("client {}", i + 1) : m_problem.client_names[at(i)];
  }

  /// Reasons that need no search.
  std::string impossible() const {
    std::int64_t least = 0;
    for (int j = 0; j < m_case.sites; ++j) {
      const auto& levels = m_case.levels[at(j)];
      if (levels.empty()) return fmt::format("site {} has to stay open and has no size", j + 1);
      std::int64_t cheapest = levels.front().budget;
      for (const Size& s : levels) cheapest = std::min(cheapest, s.budget);
      least += cheapest;
    }
    if (m_problem.budget && least > *m_problem.budget)
      return fmt::format("what has to stay open takes {} of a budget of {}", least, *m_problem.budget);
    if (!m_case.must_serve) return "";
    std::int64_t people = 0, places = 0;
    for (int i = 0; i < m_case.clients; ++i) {
      people += m_case.demand[at(i)];
      if (m_case.demand[at(i)] > 0 && m_case.way_first[at(i)] == m_case.way_first[at(i) + 1])
        return fmt::format("{}: no site that may serve it", client_name(i));
    }
    for (const auto& levels : m_case.levels) places += levels.back().places;
    if (places < people) return fmt::format("{} people, and {} places at the most", people, places);
    return "";
  }

  // --- plans

  Wide exact_cost(const std::vector<int>& levels, const std::vector<Served>& served) const {
    // Parts to 2^-40 of a unit.
    Wide sum = 0, rest = 0;
    const auto add = [&](std::int64_t amount, std::int64_t people, std::int64_t all) {
      const Wide of = static_cast<Wide>(amount) * people;
      sum += of / all;
      rest += (of % all << 40) / all;
    };
    for (int j = 0; j < m_case.sites; ++j) sum += m_case.levels[at(j)][at(levels[at(j)])].cost;
    std::vector<std::int64_t> left = m_case.demand;
    for (const Served& s : served) {
      left[at(s.client)] -= s.people;
      for (int w = m_case.way_first[at(s.client)]; w < m_case.way_first[at(s.client) + 1]; ++w)
        if (m_case.ways[at(w)].site == s.site) add(m_case.ways[at(w)].cost, s.people, m_case.demand[at(s.client)]);
    }
    for (int i = 0; i < m_case.clients; ++i)
      if (left[at(i)] > 0) add(m_case.unserved[at(i)], left[at(i)], m_case.demand[at(i)]);
    return sum + ((rest + (Wide{1} << 40) - 1) >> 40);
  }

  void keep(const std::vector<int>& levels, std::vector<Served> served) {
    const auto cost = static_cast<std::int64_t>(exact_cost(levels, served));
    if (cost >= m_objective) return;
    m_objective = cost;
    m_has_plan = true;
    m_best_levels = levels;
    m_best_served = std::move(served);
    tell("plan");
  }
  /// Keeps what a search stands at, made whole first where nobody may be split.
  void keep(const SizeSearch& search) {
    if (!search.within_budget()) return;
    if (m_problem.single_source) {
      const auto scale = static_cast<double>(search.flow().scale());
      if (search.cost() >= static_cast<double>(m_objective) + 1 / scale) return;
      auto whole = whole_clients(m_whole, search.levels(), search.flow().served(), [&] { return over(); });
      if (whole) keep(search.levels(), std::move(*whole));
      return;
    }
    if (search.flow().left_out() > 0) return;
    if (search.cost() < static_cast<double>(m_objective)) keep(search.levels(), search.flow().served());
  }
  std::int64_t try_from(const std::vector<int>& levels, int tries) {
    m_search->begin(levels);
    m_search->improve(tries, [&] { return over(); });
    keep(*m_search);
    return m_objective;
  }

  // --- the root

  void raise(std::int64_t bound) {
    bound = std::min(bound, m_objective);
    if (bound <= m_bound) return;
    m_bound = bound;
    tell("bound");
  }

  void root() {
    Offers offers;
    offers.person.resize(at(m_case.clients));
    // First everything open as far as it may be; its prices are low, and the ascent begins from them.
    std::vector<int> most(at(m_case.sites));
    for (int j = 0; j < m_case.sites; ++j) most[at(j)] = m_problem.budget ? m_case.low[at(j)] : m_case.high[at(j)];
    try_from(most, 0);
    for (int i = 0; i < m_case.clients; ++i) offers.person[at(i)] = m_search->flow().price(i);
    for (int round = 0; round < 4 && !done(); ++round) {
      const int before = m_case.undecided();
      int tried = 0;
      m_ascended = climb(
          m_case, offers, round == 0 ? 1 : 0.2, round == 0 ? 600 : 250,
          [&](const std::vector<int>& taken) { return tried++ < 12 ? try_from(taken, 10) : m_objective; },
          [&] { return over(); });
      m_climbed += static_cast<double>(m_ascended.steps);
      const SizeBound bound = priced_bound(m_case, offers);
      raise(bound.bound);
      if (done()) return;
      try_from(rounded(m_ascended), 60);
      fix_levels(m_case, bound, m_objective);
      if (m_case.undecided() * 10 > before * 9) break;
    }
    m_offers = offers;
  }

  /// Search for plans gets a share of the work, whatever the bound costs.
  bool may_search() const {
    constexpr double of_a_pair_in_a_step = 3, share = 0.2;
    return static_cast<double>(m_search->flow().work()) <
           share * m_climbed * of_a_pair_in_a_step * static_cast<double>(m_case.ways.size());
  }

  /// The mean levels of an ascent as whole ones.
  std::vector<int> rounded(const Ascended& a) const {
    std::vector<int> levels(at(m_case.sites));
    for (int j = 0; j < m_case.sites; ++j)
      levels[at(j)] = a.open[at(j)] < 0.5
                          ? m_case.low[at(j)]
                          : static_cast<int>(std::lround(a.level[at(j)] / std::max(0.5, a.open[at(j)])));
    return levels;
  }

  /// Iterated local search from the best plan.
  void polish(int idle_max) {
    if (!m_has_plan) return;
    for (int idle = 0; idle < idle_max && !done(); ++idle) {
      const std::int64_t before = m_objective;
      m_search->begin(m_best_levels);
      m_search->shake(3 + static_cast<int>(m_random() % 6), m_random);
      m_search->improve(12, [&] { return over(); });
      keep(*m_search);
      if (m_objective < before) idle = -1;
    }
  }

  // --- the tree

  static constexpr double dive = 0.3;  // of the gap: a branch whose bound is so much higher waits

  void tree() {
    Node root{m_bound, m_made++, m_case.low, m_case.high, {}, {}, m_offers};
    m_open.insert(std::move(root));
    std::int64_t finished = std::numeric_limits<std::int64_t>::max();  // of leaves that rounding left a little open
    while (!m_open.empty() && !done()) {
      Node node = m_open.extract(m_open.begin()).value();
      m_last_site = -1;
      m_leaf_bound = finished;
      // Down one branch while it lives and is not much worse than the others.
      bool lives = true;
      const double lowest = static_cast<double>(node.bound);
      while (lives && !over() && node.bound < m_objective) {
        ++m_nodes;
        lives = look(node);
        if (static_cast<double>(node.bound) > lowest + dive * (static_cast<double>(m_objective) - lowest)) break;
      }
      finished = m_leaf_bound;
      if (lives && node.bound < m_objective) m_open.insert(node);
      std::int64_t bound = std::min(finished, m_objective);
      if (!m_open.empty()) bound = std::min(bound, m_open.begin()->bound);
      raise(bound);
      if (may_search()) polish(1);
    }
  }

  /// Bounds a node and goes on to one of its children. False where it ends.
  bool look(Node& node) {
    m_case.low = node.low;
    m_case.high = node.high;
    const std::vector<int> barred = node.barred, forced = node.forced;
    for (const int w : barred) m_case.barred[at(w)] = 1;
    for (const int i : forced) m_case.forced[at(i)] = 1;
    const bool goes_on = look_inside(node);
    for (const int w : barred) m_case.barred[at(w)] = 0;
    for (const int i : forced) m_case.forced[at(i)] = 0;
    return goes_on;
  }

  bool look_inside(Node& node) {
    const std::int64_t parent = node.bound;
    const Ascended mean = climb(
        m_case, node.offers, m_nodes == 1 ? 0.1 : 0.25, m_nodes == 1 ? 150 : 40,
        [&](const std::vector<int>&) { return m_objective; }, [&] { return over(); });
    m_climbed += mean.steps;
    const SizeBound bound = priced_bound(m_case, node.offers);
    node.bound = std::max(parent, bound.bound);
    if (m_last_site >= 0) {
      auto& k = m_costliness[at(m_last_site)];
      k.sum[m_last_way] += static_cast<double>(node.bound - parent) / m_last_part;
      ++k.times[m_last_way];
      m_last_site = -1;
    }
    if (node.bound >= m_objective) return false;
    fix_levels(m_case, bound, m_objective);
    node.low = m_case.low;
    node.high = m_case.high;
    if (m_case.undecided() == 0) return decided(node);
    if (may_search()) try_within(rounded(mean));
    return branch(node, mean);
  }

  /// A plan near this node's levels as they round.
  void try_within(const std::vector<int>& levels) {
    m_search->begin(levels);
    m_search->improve(12, [&] { return over(); });
    keep(*m_search);
  }

  /// Sites whose price of rounding nobody knows yet are tried for a few steps, in both ways.
  void probe(const Node& node, const Ascended& mean, double value) {
    constexpr int probed_max = 6, steps = 12;
    std::vector<int> sites;
    for (int j = 0; j < m_case.sites; ++j)
      if (m_case.low[at(j)] < m_case.high[at(j)] && !m_costliness[at(j)].times[0] && !m_costliness[at(j)].times[1] &&
          part_of(j, mean) > 0.05 && part_of(j, mean) < 0.95)
        sites.push_back(j);
    std::sort(sites.begin(), sites.end(), [&](int a, int b) {
      const double x = score(a, part_of(a, mean)), y = score(b, part_of(b, mean));
      return x != y ? x > y : a < b;
    });
    if (sites.size() > probed_max) sites.resize(probed_max);
    for (const int j : sites)
      for (const int way : {0, 1}) {
        if (over()) return;
        const double part = part_of(j, mean);
        int& end = way == 0 ? m_case.high[at(j)] : m_case.low[at(j)];
        const int was = end;
        end = way == 0 ? under(j, mean) : under(j, mean) + 1;
        Offers offers = node.offers;
        const Ascended tried = climb(
            m_case, offers, 0.25, steps, [&](const std::vector<int>&) { return m_objective; }, [&] { return over(); });
        end = was;
        m_climbed += tried.steps;
        auto& k = m_costliness[at(j)];
        k.sum[way] += std::max(0.0, tried.bound - value) / std::max(0.05, way == 0 ? part : 1 - part);
        ++k.times[way];
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
    probe(node, mean, mean.bound);
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
      if (k.times[way]) return k.sum[way] / k.times[way];
      double size = 0;  // not yet known: the dearer its levels, the more
      const Size &a = m_case.levels[at(j)][at(m_case.low[at(j)])], &b = m_case.levels[at(j)][at(m_case.high[at(j)])];
      size = static_cast<double>(b.cost - a.cost) + m_offers.budget * static_cast<double>(b.budget - a.budget);
      return 0.1 * std::abs(size) + 1;
    };
    const double small = 1e-3;
    return std::max(small, mean(0) * part) * std::max(small, mean(1) * (1 - part));
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
    if (!m_problem.single_source) {
      if (left_out) return false;  // these levels serve too few, whatever they cost
      keep(exact);
      if (std::max(node.bound, bound.bound) < m_objective)
        m_leaf_bound = std::min(m_leaf_bound, std::max(node.bound, bound.bound));
      return false;
    }
    if (left_out) return false;
    node.bound = std::max(node.bound, bound.bound);
    if (node.bound >= m_objective) return false;
    const std::vector<Served> split = exact.flow().served();
    int client = -1, site = -1;
    std::int64_t evenest = 0;
    for (std::size_t k = 0; k < split.size(); ++k) {
      const std::int64_t part = split[k].people, rest = m_case.demand[at(split[k].client)] - part;
      if (std::min(part, rest) > evenest)
        evenest = std::min(part, rest), client = split[k].client, site = split[k].site;
    }
    if (client < 0) {
      keep(m_case.low, split);
      if (node.bound < m_objective) m_leaf_bound = std::min(m_leaf_bound, node.bound);
      return false;
    }
    if (auto whole = whole_clients(m_case, m_case.low, split, [&] { return over(); }))
      keep(m_case.low, std::move(*whole));
    Node other = node;
    for (int w = m_case.way_first[at(client)]; w < m_case.way_first[at(client) + 1]; ++w)
      (m_case.ways[at(w)].site == site ? other : node).barred.push_back(w);
    node.forced.push_back(client);
    other.number = m_made++;
    m_open.insert(std::move(other));
    return true;
  }

  // --- the end

  static SizingPlan none(Status status, const std::string& reason) {
    SizingPlan plan;
    plan.status = status;
    plan.reason = reason;
    return plan;
  }

  SizingPlan finish() {
    if (!m_has_plan) {
      if (m_bound < m_objective) return none(Status::stopped, "");
      return none(Status::infeasible, m_problem.budget ? "the budget does not reach for everybody"
                                                       : "the places that can be reached do not reach for everybody");
    }
    SizingPlan plan;
    plan.objective = m_objective;
    plan.bound = m_bound;
    plan.nodes = m_nodes;
    plan.served = m_best_served;
    for (int j = 0; j < m_case.sites; ++j) {
      const bool has_closed = m_problem.kept.empty() || !m_problem.kept[at(j)];
      plan.size.push_back(m_best_levels[at(j)] - (has_closed ? 1 : 0));
    }
    plan.worth = worths();
    const auto objective = static_cast<double>(plan.objective);
    plan.status = plan.bound >= plan.objective                                              ? Status::optimal
                  : objective - static_cast<double>(plan.bound) <= m_limits.gap * objective ? Status::within_gap
                                                                                            : Status::feasible;
    if (const std::string wrong = check(m_problem, plan); !wrong.empty())
      throw std::logic_error("the planner made a wrong plan: " + wrong);
    return plan;
  }

  /// One more place at each site, tried.
  std::vector<double> worths() {
    SizingCase c(m_problem);
    PlacesFlow flow(c);
    for (int j = 0; j < c.sites; ++j) flow.set_places(j, c.levels[at(j)][at(m_best_levels[at(j)])].places);
    std::vector<double> all;
    for (int j = 0; j < c.sites; ++j) {
      const PlacesFlow::Wide before = flow.cost();
      flow.set_places(j, flow.places(j) + 1);
      all.push_back(static_cast<double>(before - flow.cost()) / static_cast<double>(flow.scale()));
      flow.set_places(j, flow.places(j) - 1);
    }
    return all;
  }

  const SizingProblem& m_problem;
  const Limits& m_limits;
  SizingCase m_case, m_whole;  // as the node at hand allows it; as it is given, for the search
  std::optional<SizeSearch> m_search;
  std::mt19937_64 m_random;
  std::int64_t m_bound, m_objective;
  bool m_has_plan = false;
  std::vector<int> m_best_levels;
  std::vector<Served> m_best_served;
  Ascended m_ascended;
  Offers m_offers;
  std::multiset<Node, Before> m_open;
  std::vector<Costliness> m_costliness;
  double m_climbed = 0;  // steps
  std::uint64_t m_made = 0;
  std::int64_t m_leaf_bound = 0;
  int m_nodes = 0, m_last_site = -1, m_last_way = 0;
  double m_last_part = 1;
};

}  // namespace

SizingPlan solve(const SizingProblem& problem, const Limits& limits) { return Solver(problem, limits).run(); }

double SizingPlan::gap() const {
  return objective == 0 || bound >= objective ? 0
                                              : static_cast<double>(objective - bound) / static_cast<double>(objective);
}

}  // namespace gishe::planner
