#pragma once
#include <cstdint>
#include <functional>

namespace gishe::planner {

/// What is known in the middle of a run, in the problem's unit.
struct Progress {
  const char* step;
  std::int64_t objective, bound;
};

/// When to end, and who is told on the way. The planner reads no clock: `stop` does, where there is a time limit.
struct Limits {
  std::function<bool()> stop;                 ///< asked often; true ends the run with the best plan so far
  std::function<void(const Progress&)> tell;  ///< at every better plan or bound
  double gap = 0;                             ///< relative; 0 wants the proof
  std::uint64_t seed = 1;
  int threads = 1;  ///< at most so many work on a sizing problem; `stop` and `tell` are asked by the caller's own

  bool over() const { return stop && stop(); }
};

}  // namespace gishe::planner
