#pragma once
#include <random>
#include <vector>

#include "planner/limits.h"
#include "planner/size_search.h"

namespace gishe::planner {

/// The best plan and the best bound of a run so far, and the search that finds plans for it.
class SizingRun {
 public:
  SizingRun(const SizingProblem& problem, const Limits& limits);
  SizingRun(const SizingRun&) = delete;  // the search looks into it

  bool over() const { return m_limits.over(); }
  bool done() const;
  int threads() const { return m_limits.threads; }
  /// As it is given, whatever a branch allows.
  const SizingCase& given() const { return m_given; }

  std::int64_t objective() const { return m_objective; }  ///< above every plan while there is none
  std::int64_t bound() const { return m_bound; }
  bool has_plan() const { return m_has_plan; }
  const std::vector<int>& levels() const { return m_levels; }
  const std::vector<Served>& served() const { return m_served; }

  void raise(std::int64_t bound);
  /// Takes a plan where it is the best.
  void keep(const std::vector<int>& levels, std::vector<Served> served);
  /// What a search stands at, made whole first where nobody may be split.
  void keep(const SizeSearch& search);
  /// Searches from these levels, trying so many changes at each turn; gives back the best objective.
  std::int64_t try_from(const std::vector<int>& levels, int tries);
  /// Searches from the best plan, changed at random.
  void try_near_best();
  /// For whatever is drawn in this run.
  std::mt19937_64& random() { return m_random; }
  /// What the search stood at last: a client's price, before any bound is known.
  const PlacesFlow& flow() const { return m_search.flow(); }

  /// Search for plans gets a share of the work, whatever the bound costs.
  void climbed(int steps) { m_steps += steps; }
  bool may_search() const;

 private:
  void tell(const char* step) const;

  const Limits& m_limits;
  const SizingCase m_given;
  SizeSearch m_search;
  std::mt19937_64 m_random;
  std::int64_t m_bound = 0, m_objective;
  bool m_has_plan = false;
  std::vector<int> m_levels;
  std::vector<Served> m_served;
  std::int64_t m_steps = 0;
};

}  // namespace gishe::planner
