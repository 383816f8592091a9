#pragma once
#include <vector>

#include "planner/sizing.h"

namespace gishe::planner {

/// A sizing problem as the solver walks it: pairs by client and by site, level 0 for "closed", and what a branch
/// allows.
struct SizingCase {
  explicit SizingCase(const SizingProblem& problem);

  struct Way {
    int site;
    std::int64_t cost;  ///< of all the client's people
  };
  struct Visit {
    int client, way;
    std::int64_t cost;
    double each;  ///< of one person
    int foreign;  ///< which other town the client is of, counted within the site; -1: its own, or no quota
  };

  const SizingProblem& given;
  int clients, sites;
  bool must_serve;
  std::vector<std::int64_t> demand;
  std::vector<std::int64_t> unserved;       ///< by client; unused where everybody has to be served
  std::vector<int> way_first, visit_first;  ///< by client and by site, one more at the end
  std::vector<Way> ways;
  std::vector<Visit> visits;
  std::vector<int> foreign_towns;         ///< by site: how many other towns its visits are of
  std::vector<std::vector<Size>> levels;  ///< by site: closed first where it may be
  std::optional<std::int64_t> budget;     ///< as far as sizes can use it up: a multiple of what all of them take
  std::int64_t most;                      ///< above what any plan can cost

  /// What a branch allows.
  std::vector<int> low, high;  ///< by site: levels
  std::vector<char> barred;    ///< by way
  std::vector<char> forced;    ///< by client: it may not stay at home
  bool must(int client) const { return must_serve || forced[at(client)]; }
  int undecided() const;

  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  double per_person(int client, std::int64_t cost) const {
    return static_cast<double>(cost) / static_cast<double>(demand[at(client)]);
  }
};

}  // namespace gishe::planner
