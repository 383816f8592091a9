#pragma once
#include <functional>
#include <vector>

namespace gishe::planner {

/// People at places, services at sites, and the minutes between them.
struct AccessCase {
  std::vector<double> people;                ///< by place
  std::vector<double> places_offered;        ///< by site: places in the service, doctors, hours: what is shared
  std::vector<std::vector<double>> minutes;  ///< [place][site]; infinity where there is no way
};

/// How much a way counts, by its minutes: 1 near by, falling; 0 beyond reach. A limit is inclusive.
using Weight = std::function<double(double minutes)>;
Weight within(double minutes_max);
/// {20: 1, 40: 0.68, 60: 0.22} counts 0.68 for 20 < t <= 40.
Weight steps(std::vector<std::pair<double, double>> until);
/// exp(-t^2 / 2s^2) up to the limit.
Weight gaussian(double s, double minutes_max);
/// t^-beta; a way of 0 minutes counts like one of `least`.
Weight power(double beta, double least);

struct Access {
  std::vector<double> by_place;  ///< A_i: what a person at the place finds, in offered places a person
  std::vector<double> by_site;   ///< R_j: offered places for one person that may come (gravity: V_j)
  double unreachable = 0;        ///< offered places at sites that nobody reaches
};

/// Two-step floating catchment area (Luo and Wang 2003); with falling weights the enhanced one (Luo and Qi 2009):
///   R_j = S_j / sum_i P_i w_ij,  A_i = sum_j R_j w_ij
Access two_step(const AccessCase& c, const Weight& w);
/// Modified (Delamater 2013): A_i = sum_j R_j w_ij^2, which also counts a layout where everybody has far to go.
Access modified_two_step(const AccessCase& c, const Weight& w);
/// Three-step (Wan, Zou and Sternberg 2012): people choose, G_ij = w_ij / sum_k w_ik.
Access three_step(const AccessCase& c, const Weight& w);
/// Gravity (Joseph and Bantock 1982): V_j = sum_i P_i w_ij, A_i = sum_j S_j w_ij / V_j.
Access gravity(const AccessCase& c, const Weight& w);
/// Balanced (Paez, Higgins and Vivona 2019): demand and supply shares each add up to one.
Access balanced(const AccessCase& c, const Weight& w);

/// How unequal: 0 all the same, towards 1 all with one; weighted by people. 0 where nobody has anything.
double gini(const std::vector<double>& access, const std::vector<double>& people);

}  // namespace gishe::planner
