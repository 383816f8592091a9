#include "planner/siting_solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <random>
#include <stdexcept>

#include "planner/client_prices.h"
#include "planner/fewer_sites.h"
#include "planner/merged_clients.h"
#include "planner/siting_check.h"
#include "planner/siting_tree.h"
#include "planner/swap_search.h"

namespace gishe::planner {
namespace {

constexpr std::int64_t sum_max = std::int64_t{1} << 61;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string name(const std::vector<std::string>& names, int i, const char* what) {
  return names.empty() ? fmt::format("{} {}", what, i + 1) : names[at(i)];
}

class Solver {
 public:
  /// `merged` has fewer clients than `given` and the same plans.
  Solver(const SitingProblem& given, const SitingProblem& merged, const Limits& limits)
      : m_given(given), m_problem(merged), m_limits(limits), m_random(limits.seed) {}

  SitingPlan run() {
    if (const std::string reason = prepare(); !reason.empty()) {
      SitingPlan none;
      none.status = Status::infeasible;
      none.reason = reason;
      return none;
    }
    if (m_limits.over()) return {};
    start();
    for (int round = 0; !done() && round < 6; ++round) {
      const int before = undecided();
      if (!better_prices(round == 0 ? 1 : 0.03)) break;
      if (undecided() * 10 > before * 9) break;
    }
    if (!done()) polish(400'000'000);
    if (!done()) branch();
    return finish();
  }

 private:
  std::string prepare() {
    const auto& p = m_problem;
    m_rule = p.rule.empty() ? std::vector<SiteRule>(at(p.sites), SiteRule::free) : p.rule;
    m_opening = p.opening_cost.empty() ? std::vector<std::int64_t>(at(p.sites)) : p.opening_cost;
    const auto kept = std::count(m_rule.begin(), m_rule.end(), SiteRule::kept);
    const auto usable = p.sites - std::count(m_rule.begin(), m_rule.end(), SiteRule::forbidden);
    if (p.open_exactly && *p.open_exactly > usable)
      return fmt::format("{} sites are wanted and only {} may be open", *p.open_exactly, usable);
    if (p.open_exactly && *p.open_exactly < kept)
      return fmt::format("{} sites are wanted and {} have to stay open", *p.open_exactly, kept);
    m_unserved = p.unserved_cost;
    if (m_unserved.empty()) {
      if (auto reason = price_being_unserved(); !reason.empty()) return reason;
    }
    m_site_of.resize(at(p.sites));
    for (int j = 0; j < p.sites; ++j) m_site_of[at(j)] = j;
    narrow();
    return "";
  }

  /// A price above everything that serving can cost: no best plan pays it while there is one that need not. Gives back
  /// who cannot be served at all.
  std::string price_being_unserved() {
    const auto& p = m_problem;
    m_unserved.resize(at(p.clients));
    std::vector<Reach> row;
    std::int64_t all = 1;
    for (const std::int64_t f : m_opening) all += f;
    for (int i = 0; i < p.clients; ++i) {
      row.clear();
      p.costs->row(i, row);
      std::int64_t most = -1, dearest = 0;
      for (const Reach r : row) {
        if (m_rule[at(r.site())] == SiteRule::forbidden) continue;
        most = std::max(most, r.cost());
        dearest = std::max(dearest, r.cost() + m_opening[at(r.site())]);
      }
      if (most < 0) return fmt::format("{}: no site that may serve it", name(p.client_names, i, "client"));
      all += most;
      m_unserved[at(i)] = 1 + dearest;
    }
    if (!p.open_exactly) return "";
    if (all > sum_max / std::max(1, p.clients)) throw std::invalid_argument("the costs are too large to be added up");
    std::fill(m_unserved.begin(), m_unserved.end(), all);
    return "";
  }

  /// A new case of the sites that are not ruled out.
  void narrow() {
    std::vector<int> number(at(m_problem.sites), -1), site_of;
    const std::vector<SiteRule>& rule = m_case ? m_case->rule : m_rule;
    for (std::size_t j = 0; j < m_site_of.size(); ++j) {
      if (rule[j] == SiteRule::forbidden) continue;
      number[at(m_site_of[j])] = static_cast<int>(site_of.size());
      site_of.push_back(m_site_of[j]);
    }
    std::vector<SiteRule> rules;
    std::vector<std::int64_t> opening;
    for (std::size_t j = 0; j < m_site_of.size(); ++j)
      if (rule[j] != SiteRule::forbidden) rules.push_back(rule[j]), opening.push_back(m_opening[at(m_site_of[j])]);
    const int sites = static_cast<int>(site_of.size());
    const int open = m_problem.open_exactly.value_or(std::max(1, sites / 16));
    const int length = std::clamp(4 * sites / std::max(1, open), 16, std::max(16, sites));
    m_search.reset();
    m_costs = std::make_unique<FewerSites>(*m_problem.costs, number);
    m_case.emplace(SitingCase{m_problem.clients, sites, Nearest(*m_costs, m_problem.clients, length),
                              std::move(opening), m_unserved, std::move(rules), m_problem.open_exactly});
    m_site_of = std::move(site_of);
    m_number = std::move(number);
    m_search.emplace(*m_case);
  }

  int undecided() const {
    return static_cast<int>(std::count(m_case->rule.begin(), m_case->rule.end(), SiteRule::free));
  }
  bool over() const { return m_limits.over(); }
  bool done() const {
    const auto objective = static_cast<double>(m_best.cost);
    return m_bound >= m_best.cost || over() ||
           (m_limits.gap > 0 && objective - static_cast<double>(m_bound) <= m_limits.gap * objective);
  }
  void tell(const char* step) const {
    if (m_limits.tell) m_limits.tell({step, m_best.cost, m_bound});
  }

  /// Keeps the plan of the search where it is better than the best.
  void keep() {
    if (m_search->cost() >= m_best.cost) return;
    m_best.cost = m_search->cost();
    m_best.open.clear();
    for (const int j : m_search->open()) m_best.open.push_back(m_site_of[at(j)]);
    tell("plan");
  }
  const Best& try_from(const std::vector<int>& sites) {
    m_search->begin(sites);
    m_search->improve([&] { return over(); });
    keep();
    return m_best;
  }

  void start() {
    std::vector<int> some(at(m_case->sites));
    for (int j = 0; j < m_case->sites; ++j) some[at(j)] = j;
    std::shuffle(some.begin(), some.end(), m_random);
    if (!m_problem.open_exactly) some.resize(std::min(some.size(), at(1 + m_case->sites / 8)));
    try_from(some);
    // The first prices: what the best plan pays, and a little over.
    m_prices.assign(at(m_case->clients), 0);
    std::vector<char> open(at(m_case->sites));
    for (const int j : m_best.open) open[at(m_number[at(j)])] = 1;
    for (int i = 0; i < m_case->clients; ++i) {
      std::int64_t first = -1, second = -1;
      m_case->near.walk(i, [&](Reach r) {
        if (!open[at(r.site())]) return true;
        (first < 0 ? first : second) = r.cost();
        return second < 0;
      });
      const double unserved = static_cast<double>(m_case->unserved[at(i)]);
      const double low = first < 0 ? unserved : static_cast<double>(first);
      const double high = second < 0 ? low : static_cast<double>(second);
      m_prices[at(i)] = std::min(unserved, (low + high) / 2);
    }
  }

  /// Better prices, then fewer sites. False where nothing more is to be had.
  bool better_prices(double first_step) {
    int tried = 0;
    planner::climb(
        *m_case, m_prices, first_step,
        [&](const std::vector<int>& taken) {
          if (tried++ < 12) try_from(taken);
          return m_best.cost;
        },
        [&] { return over(); });
    const PricedBound bound = priced_bound(*m_case, m_prices);
    raise(bound.bound);
    if (done()) return false;
    const int known = fix_by_worth(*m_case, bound, m_best.cost);
    if (known > 0) narrow();
    return known > 0;
  }

  void raise(std::int64_t bound) {
    if (std::min(bound, m_best.cost) <= m_bound) return;
    m_bound = std::min(bound, m_best.cost);
    tell("bound");
  }

  /// Iterated local search: from where it stands, a little worse is taken too; now and then back to the best.
  void polish(std::int64_t work) {
    const std::int64_t end = m_search->work() + work;
    std::vector<int> here;
    for (const int j : m_best.open)
      if (m_number[at(j)] >= 0) here.push_back(m_number[at(j)]);
    std::int64_t here_cost = m_best.cost;
    for (int idle = 0; idle < 400 && m_search->work() < end && !over(); ++idle) {
      const std::int64_t before = m_best.cost;
      m_search->begin(here);
      m_search->shake(2 + static_cast<int>(m_random() % (1 + here.size() / 20)), m_random);
      m_search->improve([&] { return over(); });
      keep();
      if (m_search->cost() <= here_cost + here_cost / 3000) here = m_search->open(), here_cost = m_search->cost();
      if (m_best.cost < before) idle = -1;
    }
    // A better plan rules out more sites.
    const PricedBound bound = priced_bound(*m_case, m_prices);
    if (fix_by_worth(*m_case, bound, m_best.cost) > 0) narrow();
  }

  void branch() {
    const TreeEnd end = search_tree(
        *m_case, m_prices, m_best, [&](const std::vector<int>& sites) -> const Best& { return try_from(sites); },
        [&](std::int64_t bound) { return raise(bound), !done(); }, [&] { return over(); });
    raise(end.bound);
    m_nodes = end.nodes;
  }

  SitingPlan finish() {
    SitingPlan plan;
    plan.open = m_best.open;
    std::sort(plan.open.begin(), plan.open.end());
    plan.objective = m_best.cost;
    plan.bound = std::min(m_bound, m_best.cost);
    plan.nodes = m_nodes;
    plan.assignment.assign(at(m_given.clients), -1);
    std::vector<char> open(at(m_problem.sites));
    for (const int j : plan.open) open[at(j)] = 1;
    std::vector<Reach> row;
    int left = -1;
    for (int i = 0; i < m_given.clients; ++i) {
      row.clear();
      m_given.costs->row(i, row);
      Reach best(Reach::cost_max, 0);
      bool found = false;
      for (const Reach r : row)
        if (open[at(r.site())] && (!found || r < best)) best = r, found = true;
      if (found && (m_given.unserved_cost.empty() || best.cost() < m_given.unserved_cost[at(i)]))
        plan.assignment[at(i)] = best.site();
      else if (left < 0)
        left = i;
    }
    if (left >= 0 && m_given.unserved_cost.empty()) {
      SitingPlan none;
      none.bound = 0;
      none.status = m_bound >= m_best.cost ? Status::infeasible : Status::stopped;
      if (none.status == Status::infeasible)
        none.reason = fmt::format("{} sites cannot serve everybody; {} for one is left out", *m_problem.open_exactly,
                                  name(m_given.client_names, left, "client"));
      return none;
    }
    plan.settle(m_limits.gap);
    if (const std::string wrong = check(m_given, plan); !wrong.empty())
      throw std::logic_error("the planner made a wrong plan: " + wrong);
    return plan;
  }

  const SitingProblem &m_given, &m_problem;
  const Limits& m_limits;
  std::mt19937_64 m_random;
  std::vector<SiteRule> m_rule;  // of the whole problem
  std::vector<std::int64_t> m_opening, m_unserved;
  std::vector<int> m_site_of, m_number;  // of the narrowed case: its site -> ours, and back (-1: out)
  std::unique_ptr<FewerSites> m_costs;
  std::optional<SitingCase> m_case;
  std::optional<SwapSearch> m_search;
  std::vector<double> m_prices;
  Best m_best{{}, std::numeric_limits<std::int64_t>::max() / 4};
  std::int64_t m_bound = 0;
  int m_nodes = 0;
};

}  // namespace

SitingPlan solve(const SitingProblem& problem, const Limits& limits) {
  return Solver(problem, with_merged_clients(problem), limits).run();
}

}  // namespace gishe::planner
