#include "planner/sizing_run.h"

#include "planner/whole_clients.h"

namespace gishe::planner {
namespace {

using Wide = __int128;
std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// In the problem's unit, parts added up to 2^-40 each and the sum rounded up.
std::int64_t exact_cost(const SizingCase& c, const std::vector<int>& levels, const std::vector<Served>& served) {
  Wide sum = 0, rest = 0;
  const auto add = [&](std::int64_t amount, std::int64_t people, std::int64_t all) {
    const Wide of = static_cast<Wide>(amount) * people;
    sum += of / all;
    rest += (of % all << 40) / all;
  };
  for (int j = 0; j < c.sites; ++j) sum += c.levels[at(j)][at(levels[at(j)])].cost;
  std::vector<std::int64_t> left = c.demand;
  for (const Served& s : served) {
    left[at(s.client)] -= s.people;
    for (int w = c.way_first[at(s.client)]; w < c.way_first[at(s.client) + 1]; ++w)
      if (c.ways[at(w)].site == s.site) add(c.ways[at(w)].cost, s.people, c.demand[at(s.client)]);
  }
  for (int i = 0; i < c.clients; ++i)
    if (left[at(i)] > 0) add(c.unserved[at(i)], left[at(i)], c.demand[at(i)]);
  return static_cast<std::int64_t>(sum + ((rest + (Wide{1} << 40) - 1) >> 40));
}

}  // namespace

SizingRun::SizingRun(const SizingProblem& problem, const Limits& limits)
    : m_limits(limits), m_given(problem), m_search(m_given), m_random(limits.seed), m_objective(m_given.most) {}

bool SizingRun::done() const {
  const auto objective = static_cast<double>(m_objective);
  return m_bound >= m_objective || over() ||
         (m_has_plan && m_limits.gap > 0 && objective - static_cast<double>(m_bound) <= m_limits.gap * objective);
}

void SizingRun::tell(const char* step) const {
  if (m_limits.tell && m_has_plan) m_limits.tell({step, m_objective, m_bound});
}

void SizingRun::raise(std::int64_t bound) {
  bound = std::min(bound, m_objective);
  if (bound <= m_bound) return;
  m_bound = bound;
  tell("bound");
}

void SizingRun::keep(const std::vector<int>& levels, std::vector<Served> served) {
  const std::int64_t cost = exact_cost(m_given, levels, served);
  if (cost >= m_objective) return;
  m_objective = cost;
  m_has_plan = true;
  m_levels = levels;
  m_served = std::move(served);
  tell("plan");
}

void SizingRun::keep(const SizeSearch& search) {
  if (!search.within_budget()) return;
  if (m_given.given.single_source) {
    const auto scale = static_cast<double>(search.flow().scale());
    if (search.cost() >= static_cast<double>(m_objective) + 1 / scale) return;
    auto whole = whole_clients(m_given, search.levels(), search.flow().served(), [&] { return over(); });
    if (whole) keep(search.levels(), std::move(*whole));
    return;
  }
  if (search.flow().left_out() > 0) return;
  if (search.cost() < static_cast<double>(m_objective)) keep(search.levels(), search.flow().served());
}

std::int64_t SizingRun::try_from(const std::vector<int>& levels, int tries) {
  m_search.begin(levels);
  m_search.improve(tries, [&] { return over(); });
  keep(m_search);
  return m_objective;
}

void SizingRun::try_near_best() {
  if (!m_has_plan) return;
  m_search.begin(m_levels);
  m_search.shake(3 + static_cast<int>(m_random() % 6), m_random);
  m_search.improve(12, [&] { return over(); });
  keep(m_search);
}

bool SizingRun::may_search() const {
  constexpr double of_a_pair_in_a_step = 3, share = 0.2;
  return static_cast<double>(m_search.flow().work()) <
         share * of_a_pair_in_a_step * static_cast<double>(m_steps) * static_cast<double>(m_given.ways.size());
}

}  // namespace gishe::planner
