#pragma once
#include <cstdint>
#include <vector>

#include "planner/size_bound.h"

namespace gishe::planner {

/// How a part of the plans is parted again: a site at most at a level, or above it; where all levels are decided, a
/// client wholly at one site, or never there.
struct Branch {
  int site = -1, client = -1;
  int under = 0;
  double part = 0;  // of the way up from `under` that the bound's mean plan goes
};

/// A part of the plans: which levels and pairs are left, the offers that bound it, and how it is parted.
struct Node {
  std::int64_t bound;
  std::uint64_t number;
  std::vector<int> low, high;
  std::vector<int> barred;  // ways
  std::vector<int> forced;  // clients who may not stay at home
  Offers offers;
  Branch branch;
};

}  // namespace gishe::planner
