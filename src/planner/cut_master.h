#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "planner/siting_case.h"

namespace gishe::planner {

/// The linear relaxation with one number a client, theta_i, for what it costs to serve it, held up by Benders cuts
///   theta_i + sum over sites nearer than D of (D - cost_ij) y_j >= D
/// for whatever D (radius formulation: Elloumi 2010; closed-form cuts: Duran-Mateluna, Ales and Elloumi, EJOR 308,
/// 2023). Its duals are client prices: what it says is proven by `priced_bound`, never by the simplex.
class CutMaster {
 public:
  /// `over` is asked at every step of the simplex.
  CutMaster(SitingCase& c, const std::function<bool()>& over);
  ~CutMaster();

  void add_cut(int client, std::int64_t radius);
  /// The rules of the case as it stands now become bounds of y.
  void set_rules();
  /// Solves with the cuts there are. False where the simplex gave up, was stopped or found no solution.
  bool solve();
  /// Adds every cut that the solution breaks by more than `least`; returns how many.
  int separate(double least);
  /// Takes out cuts that have been slack for a while.
  void purge();

  double value() const;
  /// By site.
  const std::vector<double>& y() const { return m_y; }
  /// By client: the mean of the radii by their duals.
  std::vector<double> prices() const;
  /// By how much the value rises at least, in a few simplex steps, when each of these is closed and when it is opened.
  struct Probe {
    int site;
    double down, up;
  };
  void probe(std::vector<Probe>& probes);

 private:
  struct Lp;
  std::unique_ptr<Lp> m_lp;
  SitingCase& m_case;
  std::vector<double> m_y;
  struct Cut {
    int client;
    std::int64_t radius;
    int slack_for = 0;
  };
  std::vector<Cut> m_cuts;  // by row, after the fixed rows
  int m_fixed_rows = 0;
  std::vector<int> m_columns;
  std::vector<double> m_elements;
};

}  // namespace gishe::planner
