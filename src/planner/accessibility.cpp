#include "planner/accessibility.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gishe::planner {
namespace {

using Table = std::vector<std::vector<double>>;

Table weights(const AccessCase& c, const Weight& w) {
  Table table(c.people.size(), std::vector<double>(c.places_offered.size()));
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table[i].size(); ++j)
      table[i][j] = std::isfinite(c.minutes[i][j]) ? w(c.minutes[i][j]) : 0;
  return table;
}

/// R_j = S_j / sum_i P_i asks_ij, A_i = sum_j R_j gets_ij: what all of these formulas have in common.
Access shared_out(const AccessCase& c, const Table& asks, const Table& gets) {
  Access a;
  a.by_place.resize(c.people.size());
  a.by_site.resize(c.places_offered.size());
  for (std::size_t j = 0; j < a.by_site.size(); ++j) {
    double come = 0;
    for (std::size_t i = 0; i < c.people.size(); ++i) come += c.people[i] * asks[i][j];
    if (come > 0)
      a.by_site[j] = c.places_offered[j] / come;
    else
      a.unreachable += c.places_offered[j];
  }
  for (std::size_t i = 0; i < a.by_place.size(); ++i)
    for (std::size_t j = 0; j < a.by_site.size(); ++j) a.by_place[i] += a.by_site[j] * gets[i][j];
  return a;
}

}  // namespace

Weight within(double minutes_max) {
  return [=](double t) { return t <= minutes_max ? 1.0 : 0.0; };
}
Weight steps(std::vector<std::pair<double, double>> until) {
  std::sort(until.begin(), until.end());
  return [until = std::move(until)](double t) {
    for (const auto& [end, weight] : until)
      if (t <= end) return weight;
    return 0.0;
  };
}
Weight gaussian(double s, double minutes_max) {
  return [=](double t) { return t <= minutes_max ? std::exp(-t * t / (2 * s * s)) : 0.0; };
}
Weight power(double beta, double least) {
  return [=](double t) { return std::pow(std::max(t, least), -beta); };
}

Access two_step(const AccessCase& c, const Weight& w) {
  const Table table = weights(c, w);
  return shared_out(c, table, table);
}

Access modified_two_step(const AccessCase& c, const Weight& w) {
  const Table table = weights(c, w);
  Table squared = table;
  for (auto& row : squared)
    for (double& x : row) x *= x;
  return shared_out(c, table, squared);
}

Access three_step(const AccessCase& c, const Weight& w) {
  Table chosen = weights(c, w);
  for (auto& row : chosen) {
    const double all = std::accumulate(row.begin(), row.end(), 0.0);
    for (double& x : row) x = all > 0 ? x * x / all : 0;
  }
  return shared_out(c, chosen, chosen);
}

Access gravity(const AccessCase& c, const Weight& w) {
  Access a = two_step(c, w);
  for (std::size_t j = 0; j < a.by_site.size(); ++j)
    a.by_site[j] = a.by_site[j] > 0 ? c.places_offered[j] / a.by_site[j] : 0;
  return a;
}

Access balanced(const AccessCase& c, const Weight& w) {
  Table asks = weights(c, w), gets = asks;
  for (auto& row : asks) {
    const double all = std::accumulate(row.begin(), row.end(), 0.0);
    for (double& x : row) x = all > 0 ? x / all : 0;
  }
  for (std::size_t j = 0; j < c.places_offered.size(); ++j) {
    double all = 0;
    for (const auto& row : gets) all += row[j];
    for (auto& row : gets) row[j] = all > 0 ? row[j] / all : 0;
  }
  return shared_out(c, asks, gets);
}

double gini(const std::vector<double>& access, const std::vector<double>& people) {
  std::vector<std::size_t> order(access.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return access[a] < access[b]; });
  // The area under the Lorenz curve, by trapezes.
  double counted = 0, held = 0, area = 0;
  for (const std::size_t i : order) {
    const double before = held;
    held += access[i] * people[i];
    counted += people[i];
    area += people[i] * (before + held) / 2;
  }
  return counted > 0 && held > 0 ? 1 - 2 * area / (counted * held) : 0;
}

}  // namespace gishe::planner
