#include "planner/sizing_solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "planner/size_prices.h"
#include "planner/sizing_check.h"
#include "planner/sizing_tree.h"

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

SizingPlan none(Status status, const std::string& reason) {
  SizingPlan plan;
  plan.status = status;
  plan.reason = reason;
  return plan;
}

class Solver {
 public:
  Solver(const SizingProblem& problem, const Limits& limits) : m_problem(problem), m_limits(limits), m_case(problem) {}

  SizingPlan run() {
    if (const std::string reason = impossible(); !reason.empty()) return none(Status::infeasible, reason);
    if (m_limits.over()) return none(Status::stopped, "");
    m_run.emplace(m_problem, m_limits);
    const Offers offers = root();
    if (!m_run->done()) m_nodes = search_tree(m_case, offers, *m_run);
    return finish();
  }

 private:
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

  /// Offers climb, plans are made from what they take, and levels that no better plan has are ruled out.
  Offers root() {
    SizingRun& run = *m_run;
    // Everything open as far as it may be costs much and serves all: its prices are where the ascent begins.
    run.try_from(m_problem.budget ? m_case.low : m_case.high, 0);
    Offers offers;
    for (int i = 0; i < m_case.clients; ++i) offers.person.push_back(run.flow().price(i));
    for (int round = 0; round < 4 && !run.done(); ++round) {
      const int before = m_case.undecided();
      const int tries = round == 0 ? 12 : 1;  // plans are found in the tree too
      int tried = 0;
      const Ascended ascended = climb(
          m_case, offers, round == 0 ? 1 : 0.2, round == 0 ? 600 : 250,
          [&](const std::vector<int>& taken) { return tried++ < tries ? run.try_from(taken, 10) : run.objective(); },
          [&] { return run.over(); });
      run.climbed(ascended.steps);
      const SizeBound bound = priced_bound(m_case, offers);
      run.raise(bound.bound);
      if (run.done()) break;
      run.try_from(rounded(m_case, ascended), round == 0 ? 60 : 5);
      fix_levels(m_case, bound, run.objective());
      if (m_case.undecided() * 10 > before * 9) break;
    }
    return offers;
  }

  SizingPlan finish() {
    if (!m_run->has_plan()) {
      if (m_run->bound() < m_run->objective()) return none(Status::stopped, "");
      return none(Status::infeasible, m_problem.budget ? "the budget does not reach for everybody"
                                                       : "the places that can be reached do not reach for everybody");
    }
    SizingPlan plan;
    plan.objective = m_run->objective();
    plan.bound = m_run->bound();
    plan.nodes = m_nodes;
    plan.served = m_run->served();
    for (int j = 0; j < m_case.sites; ++j) {
      const bool has_closed = m_problem.kept.empty() || !m_problem.kept[at(j)];
      plan.size.push_back(m_run->levels()[at(j)] - (has_closed ? 1 : 0));
    }
    plan.worth = worths();
    plan.settle(m_limits.gap);
    if (const std::string wrong = check(m_problem, plan); !wrong.empty())
      throw std::logic_error("the planner made a wrong plan: " + wrong);
    return plan;
  }

  /// One more place at each site, tried.
  std::vector<double> worths() const {
    const SizingCase& c = m_run->given();
    PlacesFlow flow(c);
    for (int j = 0; j < c.sites; ++j) flow.set_places(j, c.levels[at(j)][at(m_run->levels()[at(j)])].places);
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
  SizingCase m_case;
  std::optional<SizingRun> m_run;
  int m_nodes = 0;
};

}  // namespace

SizingPlan solve(const SizingProblem& problem, const Limits& limits) { return Solver(problem, limits).run(); }

}  // namespace gishe::planner
