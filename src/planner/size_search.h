#pragma once
#include <functional>
#include <random>
#include <vector>

#include "planner/places_flow.h"
#include "planner/site_knapsack.h"

namespace gishe::planner {

/// Local search over the sizes. Who goes where follows at once (PlacesFlow), and its prices say, before a change is
/// tried, what it can save at most: only changes that could pay are tried.
class SizeSearch {
 public:
  explicit SizeSearch(const SizingCase& c);

  /// By site: its level. What is over the budget is made smaller first.
  void begin(const std::vector<int>& levels);
  void improve(int tries, const std::function<bool()>& over);
  /// Some sites become something else.
  void shake(int sites, std::mt19937_64& random);

  const std::vector<int>& levels() const { return m_level; }
  const PlacesFlow& flow() const { return m_flow; }
  /// For comparing, not rounded: everything, in the problem's unit; who is left out though all must be served is in it
  /// at a price that no exchange is worth.
  double cost() const;
  bool within_budget() const { return room() >= 0; }
  void set(int site, int level);

 private:
  struct Move {
    int site, level;
    double save;          // what the prices promise at most
    std::int64_t budget;  // more of it
  };
  struct Change {
    double save;
    std::vector<Move> moves;
  };
  std::vector<Change> promising();
  bool fits(const Change& change) const;
  void complete(Change& change, const std::vector<Move>& up, const std::vector<Move>& down) const;
  std::int64_t room() const;

  const SizingCase& m_case;
  PlacesFlow m_flow;
  std::vector<SiteKnapsack> m_earn;
  std::vector<int> m_level;
  std::int64_t m_cost = 0, m_budget = 0;
};

}  // namespace gishe::planner
