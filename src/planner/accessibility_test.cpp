#include "planner/accessibility.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace gishe::planner {
namespace {

constexpr double exact = 1e-9;
constexpr double no_way = std::numeric_limits<double>::infinity();

void expect_near(const std::vector<double>& got, const std::vector<double>& wanted, double by = exact) {
  ASSERT_EQ(got.size(), wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], wanted[i], by) << i;
}

TEST(Accessibility, luo_and_wang_2003_figure_3) {
  AccessCase c;
  c.people.assign(11, 1);
  c.places_offered = {1, 1};
  c.minutes.assign(11, {no_way, no_way});
  for (const int i : {1, 2, 3, 4, 6, 7, 9, 10}) c.minutes[static_cast<std::size_t>(i - 1)][0] = 30;
  for (const int i : {4, 5, 8, 11}) c.minutes[static_cast<std::size_t>(i - 1)][1] = 30;
  const Access a = two_step(c, within(30));
  expect_near(a.by_site, {.125, .25});
  expect_near(a.by_place, {.125, .125, .125, .375, .25, .125, .125, .25, .125, .125, .25});
  const Access narrower = two_step(c, within(29.999));
  EXPECT_EQ(narrower.unreachable, 2);
  expect_near(narrower.by_place, std::vector<double>(11, 0));
}

TEST(Accessibility, gravity_of_two_sites) {
  const AccessCase c{{1, 1, 1}, {1, 1}, {{1, 1}, {1, 1}, {1, 2}}};
  const Access one = gravity(c, power(1, 0.1)), two = gravity(c, power(2, 0.1));
  expect_near(one.by_site, {3, 2.5});
  expect_near(one.by_place, {0.7333333333333334, 0.7333333333333334, 0.5333333333333333});
  expect_near(two.by_site, {3, 2.25});
  expect_near(two.by_place, {0.7777777777777777, 0.7777777777777777, 0.4444444444444444});
}

TEST(Accessibility, the_example_of_lingmatch) {
  const AccessCase c{{5, 10, 50}, {5, 10}, {{5, 55}, {35, 15}, {40, 25}}};
  expect_near(two_step(c, [](double t) { return t < 30 ? 1.0 : 0.0; }).by_place, {1, 1.0 / 6, 1.0 / 6});
}

TEST(Accessibility, the_hospitals_of_pysal) {
  const Weight w = [](double t) { return t <= 60 ? 1 / t : 0.0; };
  const auto at = [&](std::vector<std::vector<double>> minutes) {
    return two_step({{100, 50, 10}, {15, 20, 100}, std::move(minutes)}, w).by_place;
  };
  expect_near(at({{1, 80, 40}, {80, 1, 40}, {40, 40, 1}}), {0.3314441169802766, 0.5798281320669381, 7.286418169862544});
  expect_near(at({{1, 80, 20}, {80, 1, 20}, {40, 40, 1}}), {0.4353402208763805, 0.683724235963042, 5.727976611420986});
  expect_near(at({{1, 80, 40}, {80, 1, 40}, {20, 20, 1}}), {0.3310719131614654, 0.5778577857785778, 7.299991939492457});
  expect_near(at({{1, 40, 20}, {40, 1, 20}, {20, 20, 1}}),
              {0.4425683953985841, 0.6667582799658271, 5.7405246461850234});
}

TEST(Accessibility, enhanced_and_modified_two_step) {
  const AccessCase c{{1000, 2000, 1500, 500}, {10, 6}, {{5, 25}, {15, 15}, {25, 5}, {28, 35}}};
  const Weight w = steps({{10, 1}, {20, .68}, {30, .22}});
  expect_near(two_step(c, w).by_place, {0.004, 0.0037532467532467536, 0.0027337662337662337, 0.0007857142857142857});
  expect_near(modified_two_step(c, w).by_place,
              {0.0036657142857142856, 0.0025522077922077928, 0.002120909090909091, 0.00017285714285714287});
}

TEST(Accessibility, gaussian_weights) {
  const Weight w = gaussian(20, 60);
  EXPECT_NEAR(w(0), 1, exact);
  EXPECT_NEAR(w(20), .606530660, exact);
  EXPECT_NEAR(w(40), .135335283, exact);
  EXPECT_NEAR(w(60), .011108997, exact);
  EXPECT_EQ(w(60.1), 0);
}

TEST(Accessibility, what_is_offered_is_handed_out_whole) {
  std::mt19937_64 random(5);
  for (int n = 0; n < 500; ++n) {
    AccessCase c;
    const auto upto = [&](int most) { return static_cast<double>(random() % static_cast<std::uint64_t>(most + 1)); };
    c.people.resize(1 + random() % 8);
    c.places_offered.resize(1 + random() % 6);
    for (double& p : c.people) p = upto(50);
    for (double& s : c.places_offered) s = upto(9);
    c.minutes.assign(c.people.size(), std::vector<double>(c.places_offered.size()));
    for (auto& row : c.minutes)
      for (double& t : row) t = random() % 7 == 0 ? no_way : upto(80);
    double offered = 0;
    for (const double s : c.places_offered) offered += s;
    const Weight w = steps({{20, 1}, {40, .68}, {60, .22}});
    for (const Access& a : {two_step(c, w), three_step(c, w), gravity(c, w)}) {
      double held = 0;
      for (std::size_t i = 0; i < c.people.size(); ++i) held += c.people[i] * a.by_place[i];
      ASSERT_NEAR(held + a.unreachable, offered, 1e-9 * (1 + offered));
    }
    double held = 0;
    const Access modified = modified_two_step(c, w);
    for (std::size_t i = 0; i < c.people.size(); ++i) held += c.people[i] * modified.by_place[i];
    ASSERT_LE(held, offered + 1e-9);
  }
}

TEST(Accessibility, gini_of_the_equal_and_of_the_one_who_has_all) {
  EXPECT_NEAR(gini({2, 2, 2}, {5, 1, 9}), 0, exact);
  EXPECT_NEAR(gini({0, 0, 0, 1}, {1, 1, 1, 1}), 0.75, exact);
  EXPECT_NEAR(gini({0, 1}, {3, 1}), 0.75, exact);
  EXPECT_EQ(gini({0, 0}, {1, 1}), 0);
}

}  // namespace
}  // namespace gishe::planner
