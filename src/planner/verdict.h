#pragma once
#include <cstdint>
#include <string>

namespace gishe::planner {

enum class Status : std::uint8_t { optimal, within_gap, feasible, infeasible, stopped };
const char* name_of(Status);

/// What a run says of its plan. Amounts are in the problem's unit.
struct Verdict {
  Status status = Status::stopped;
  std::int64_t objective = 0;
  std::int64_t bound = 0;  ///< proven: no plan is below it
  int nodes = 0;           ///< of the branching: 0 where prices alone proved it
  std::string reason;      ///< why there is no plan, in words

  bool has_plan() const { return status != Status::infeasible && status != Status::stopped; }
  double gap() const;  ///< (objective - bound) / objective; 0 where proven
  /// Names a plan by its objective and bound; `wanted` is the gap that would do.
  void settle(double wanted);
};

}  // namespace gishe::planner
