#pragma once
#include <functional>
#include <random>
#include <vector>

#include "planner/siting_case.h"

namespace gishe::planner {

/// Better plans by opening one site, closing one, or both at once (Teitz and Bart 1968), where the worth of every
/// swap is known from each client's closest and second closest open site (Whitaker 1983; gain, loss and extra as in
/// Resende and Werneck, "A fast swap-based local search procedure for location problems", 2007).
class SwapSearch {
 public:
  explicit SwapSearch(SitingCase& c);

  /// Begins from these sites; kept ones are added, forbidden ones left out, and their number made right.
  void begin(const std::vector<int>& open);
  /// Takes the best move until none helps, or `over` says so.
  void improve(const std::function<bool()>& over);
  /// Swaps so many open sites at random for closed ones near by.
  void shake(int swaps, std::mt19937_64& random);

  std::int64_t cost() const { return m_cost; }
  /// Reaches and sites walked over so far: a clock that runs the same on every machine.
  std::int64_t work() const { return m_work; }
  std::vector<int> open() const;

 private:
  struct Move {
    std::int64_t profit = 0;
    int in = -1, out = -1;
  };
  /// A client that the closed site `in` would serve better than its second closest does.
  struct Term {
    int in, client;
    std::int64_t cost;
  };
  Move best_move();
  void apply(const Move& move);  // of the last best_move()
  void settle(int client);
  void settle_all();

  SitingCase& m_case;
  std::vector<bool> m_open;
  std::vector<int> m_first_site, m_second_site;  ///< by client; -1: unserved
  std::vector<std::int64_t> m_first, m_second;   ///< by client: closest and second closest cost
  std::int64_t m_cost = 0, m_work = 0;
  int m_open_count = 0;

  std::vector<Term> m_terms, m_sorted;  ///< as found, and by `in`, of the last best_move()
  std::vector<std::int64_t> m_gain, m_loss, m_extra;
  std::vector<std::size_t> m_start, m_next;
};

}  // namespace gishe::planner
