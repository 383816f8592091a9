#pragma once

namespace gishe::planner {

/// How much a bound rose, on average, for a whole step of a site: closed or smaller (0), opened or larger (1).
class Costliness {
 public:
  void learn(int way, double rise) { m_sum[way] += rise, ++m_times[way]; }
  int times(int way) const { return m_times[way]; }
  double mean(int way) const { return m_times[way] ? m_sum[way] / m_times[way] : 0; }

 private:
  double m_sum[2] = {0, 0};
  int m_times[2] = {0, 0};
};

}  // namespace gishe::planner
