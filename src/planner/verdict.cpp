#include "planner/verdict.h"

namespace gishe::planner {

double Verdict::gap() const {
  return objective == 0 || bound >= objective ? 0
                                              : static_cast<double>(objective - bound) / static_cast<double>(objective);
}

void Verdict::settle(double wanted) {
  status = bound >= objective ? Status::optimal : gap() <= wanted ? Status::within_gap : Status::feasible;
}

const char* name_of(Status s) {
  switch (s) {
    case Status::optimal:
      return "optimal";
    case Status::within_gap:
      return "within_gap";
    case Status::feasible:
      return "feasible";
    case Status::infeasible:
      return "infeasible";
    case Status::stopped:
      break;
  }
  return "stopped";
}

}  // namespace gishe::planner
