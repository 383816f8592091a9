#include "planner/cut_master.h"

#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <algorithm>
#include <cmath>

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr int stopped_by_handler = 5;  // ClpSimplex::status()

/// Ends the simplex in the middle of a solve: one may take longer than anybody waits.
class Stopper : public ClpEventHandler {
 public:
  explicit Stopper(const std::function<bool()>& over) : m_over(over) {}
  int event(Event event) override { return event == endOfIteration && m_over() ? 0 : -1; }
  ClpEventHandler* clone() const override { return new Stopper(*this); }

 private:
  std::function<bool()> m_over;
};

}  // namespace

struct CutMaster::Lp {
  ClpSimplex simplex;
  // Rows wait here and go in together.
  std::vector<double> lower, elements;
  std::vector<int> starts{0}, columns;
};

CutMaster::CutMaster(SitingCase& c, const std::function<bool()>& over)
    : m_lp(std::make_unique<Lp>()), m_case(c), m_y(at(c.sites)) {
  ClpSimplex& lp = m_lp->simplex;
  lp.setLogLevel(0);
  const Stopper stopper(over);
  lp.passInEventHandler(&stopper);  // keeps a copy
  lp.setOptimizationDirection(1);
  lp.resize(0, c.sites + c.clients);
  for (int j = 0; j < c.sites; ++j) {
    lp.setObjectiveCoefficient(j, static_cast<double>(c.opening_cost[at(j)]));
    lp.setColumnBounds(j, 0, 1);
  }
  for (int i = 0; i < c.clients; ++i) {
    std::int64_t least = c.unserved[at(i)];
    c.near.walk(i, [&](Reach r) {
      least = std::min(least, r.cost());
      return false;
    });
    lp.setObjectiveCoefficient(c.sites + i, 1);
    lp.setColumnBounds(c.sites + i, static_cast<double>(least), static_cast<double>(c.unserved[at(i)]));
  }
  if (c.open_exactly) {
    std::vector<int> columns(at(c.sites));
    std::vector<double> ones(at(c.sites), 1.0);
    for (int j = 0; j < c.sites; ++j) columns[at(j)] = j;
    lp.addRow(c.sites, columns.data(), ones.data(), *c.open_exactly, *c.open_exactly);
    m_fixed_rows = 1;
  }
}

CutMaster::~CutMaster() = default;

void CutMaster::add_cut(int client, std::int64_t radius) {
  radius = std::min(radius, m_case.unserved[at(client)]);
  Lp& lp = *m_lp;
  m_case.near.walk(client, [&](Reach r) {
    if (r.cost() >= radius) return false;
    lp.columns.push_back(r.site());
    lp.elements.push_back(static_cast<double>(radius - r.cost()));
    return true;
  });
  lp.columns.push_back(m_case.sites + client);
  lp.elements.push_back(1);
  lp.starts.push_back(static_cast<int>(lp.columns.size()));
  lp.lower.push_back(static_cast<double>(radius));
  m_cuts.push_back({client, radius});
}

void CutMaster::set_rules() {
  for (int j = 0; j < m_case.sites; ++j)
    m_lp->simplex.setColumnBounds(j, m_case.rule_of(j) == SiteRule::kept ? 1 : 0,
                                  m_case.rule_of(j) == SiteRule::forbidden ? 0 : 1);
}

bool CutMaster::solve() {
  Lp& lp = *m_lp;
  if (!lp.lower.empty()) {
    const std::vector<double> upper(lp.lower.size(), COIN_DBL_MAX);
    lp.simplex.addRows(static_cast<int>(lp.lower.size()), lp.lower.data(), upper.data(), lp.starts.data(),
                       lp.columns.data(), lp.elements.data());
    lp.lower.clear();
    lp.elements.clear();
    lp.columns.clear();
    lp.starts.assign(1, 0);
  }
  lp.simplex.dual();
  if (lp.simplex.status() != 0 && lp.simplex.status() != stopped_by_handler) lp.simplex.primal();
  if (lp.simplex.status() != 0) return false;
  const double* x = lp.simplex.primalColumnSolution();
  for (int j = 0; j < m_case.sites; ++j) m_y[at(j)] = std::clamp(x[j], 0.0, 1.0);
  return true;
}

double CutMaster::value() const { return m_lp->simplex.objectiveValue(); }

int CutMaster::separate(double least) {
  const double* x = m_lp->simplex.primalColumnSolution();
  int found = 0;
  for (int i = 0; i < m_case.clients; ++i) {
    // The best radius is where the sites walked over add up to one whole open site.
    double open = 0, needs = 0;
    std::int64_t radius = m_case.unserved[at(i)];
    m_case.near.walk(i, [&](Reach r) {
      if (r.cost() >= radius) return false;
      const double y = m_y[at(r.site())];
      if (y <= 0) return true;
      if (open + y >= 1 - 1e-9) {
        radius = r.cost();
        return false;
      }
      open += y;
      needs += y * static_cast<double>(r.cost());
      return true;
    });
    needs += (1 - open) * static_cast<double>(radius);
    if (needs - x[m_case.sites + i] > least) {
      add_cut(i, radius);
      ++found;
    }
  }
  return found;
}

std::vector<double> CutMaster::prices() const {
  std::vector<double> prices(at(m_case.clients)), weight(at(m_case.clients));
  const double* dual = m_lp->simplex.dualRowSolution();
  const int rows = m_lp->simplex.numberRows();
  for (int row = m_fixed_rows; row < rows; ++row) {
    const double d = dual[row];
    if (d <= 0) continue;
    const Cut& cut = m_cuts[at(row - m_fixed_rows)];
    prices[at(cut.client)] += d * static_cast<double>(cut.radius);
    weight[at(cut.client)] += d;
  }
  // Where theta stands at its lower bound the duals add up to less than one: the rest is the nearest reach.
  const double* lower = m_lp->simplex.columnLower();
  for (int i = 0; i < m_case.clients; ++i)
    if (weight[at(i)] < 1)
      prices[at(i)] += (1 - weight[at(i)]) * lower[m_case.sites + i];
    else
      prices[at(i)] /= weight[at(i)];
  return prices;
}

void CutMaster::purge() {
  const int rows = m_lp->simplex.numberRows();
  std::vector<int> out;
  std::vector<Cut> kept;
  for (int row = m_fixed_rows; row < rows; ++row) {
    Cut& cut = m_cuts[at(row - m_fixed_rows)];
    cut.slack_for = m_lp->simplex.getRowStatus(row) == ClpSimplex::basic ? cut.slack_for + 1 : 0;
    if (cut.slack_for >= 4)
      out.push_back(row);
    else
      kept.push_back(cut);
  }
  kept.insert(kept.end(), m_cuts.begin() + (rows - m_fixed_rows), m_cuts.end());
  if (static_cast<int>(out.size()) * 10 < rows) return;
  m_lp->simplex.deleteRows(static_cast<int>(out.size()), out.data());
  m_cuts = std::move(kept);
}

void CutMaster::probe(std::vector<Probe>& probes) {
  ClpSimplex& lp = m_lp->simplex;
  const int n = static_cast<int>(probes.size());
  std::vector<int> sites(at(n)), status(at(2 * n)), steps(at(2 * n));
  std::vector<double> floor(at(n), 0.0), ceiling(at(n), 1.0);
  std::vector<std::vector<double>> solutions(at(2 * n), std::vector<double>(at(lp.numberColumns())));
  std::vector<double*> solution(at(2 * n));
  for (int k = 0; k < n; ++k) sites[at(k)] = probes[at(k)].site;
  for (int k = 0; k < 2 * n; ++k) solution[at(k)] = solutions[at(k)].data();
  const int limit = lp.maximumIterations();
  lp.setMaximumIterations(60);
  // In: the bounds; out: by how much the value changes.
  std::vector<double> lower = ceiling, upper = floor;
  lp.strongBranching(n, sites.data(), lower.data(), upper.data(), solution.data(), status.data(), steps.data(), false,
                     true);
  lp.setMaximumIterations(limit);
  for (int k = 0; k < n; ++k) {
    probes[at(k)].down = std::max(0.0, upper[at(k)]);
    probes[at(k)].up = std::max(0.0, lower[at(k)]);
  }
}

}  // namespace gishe::planner
