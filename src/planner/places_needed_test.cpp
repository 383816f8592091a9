#include "planner/places_needed.h"

#include <gtest/gtest.h>

#include <random>

#include "planner/written_costs_test.h"

namespace gishe::planner {
namespace {

using Above = std::vector<std::vector<double>>;  // whole numbers
using Needed = PlacesNeeded<double>;

/// One client who wants all places, and sites with a few levels each.
SizingProblem some_sites(std::mt19937_64& random) {
  SizingProblem p;
  p.clients = 1;
  p.sites = 1 + static_cast<int>(random() % 5);
  p.demand = {static_cast<std::int64_t>(random() % 40)};
  for (int j = 0; j < p.sites; ++j) {
    std::vector<Size> sizes;
    std::int64_t places = 0;
    for (std::uint64_t l = random() % 3 + 1; l > 0; --l) {
      places += 1 + static_cast<std::int64_t>(random() % 12);
      sizes.push_back({places, 0, 0});
    }
    p.sizes.push_back(sizes);
  }
  p.kept.assign(static_cast<std::size_t>(p.sites), 0);
  return p;
}

Above some_costs(const SizingCase& c, std::mt19937_64& random) {
  Above above;
  for (const auto& levels : c.levels) {
    above.emplace_back();
    for (std::size_t l = 0; l < levels.size(); ++l) above.back().push_back(static_cast<double>(random() % 30));
    const auto least = *std::min_element(above.back().begin(), above.back().end());
    for (auto& a : above.back()) a -= least;
  }
  return above;
}

/// Every choice of levels is tried; `site` has to take `level` where one is given.
double by_trying(const SizingCase& c, const Above& above, std::size_t site, std::size_t level) {
  double best = Needed::never;
  std::vector<std::size_t> taken(above.size());
  for (;;) {
    std::int64_t places = 0;
    double cost = 0;
    for (std::size_t j = 0; j < above.size(); ++j) {
      places += c.levels[j][taken[j]].places;
      cost += above[j][taken[j]];
    }
    if (places >= c.demand[0] && (site >= above.size() || taken[site] == level)) best = std::min(best, cost);
    std::size_t j = 0;
    while (j < above.size() && ++taken[j] == above[j].size()) taken[j++] = 0;
    if (j == above.size()) return best;
  }
}

TEST(PlacesNeeded, equals_trying_every_choice_of_levels) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 4'000; ++round) {
    SizingProblem p = some_sites(random);
    p.costs = std::make_shared<WrittenCosts>(
        std::vector<std::vector<std::int64_t>>{std::vector<std::int64_t>(static_cast<std::size_t>(p.sites), 1)});
    const SizingCase c(p);
    const Above above = some_costs(c, random);
    const double least = by_trying(c, above, above.size(), 0);
    Needed quick(c), all(c), rough(c, 8);
    quick.look(above, Needed::Ask::least);
    all.look(above, Needed::Ask::every_level);
    rough.look(above, Needed::Ask::every_level);
    ASSERT_EQ(quick.least(), least) << round;
    ASSERT_EQ(all.least(), least) << round;
    ASSERT_LE(rough.least(), least) << round;
    if (least >= Needed::never) continue;

    // The levels that it names are such a choice.
    std::int64_t places = 0;
    double cost = 0;
    std::vector<std::size_t> taken(above.size());
    for (std::size_t j = 0; j < above.size(); ++j)
      for (std::size_t l = 0; l < above[j].size(); ++l)
        if (above[j][l] == 0) taken[j] = l;
    quick.each_raised([&](int j, int l) { taken[static_cast<std::size_t>(j)] = static_cast<std::size_t>(l); });
    for (std::size_t j = 0; j < above.size(); ++j) places += c.levels[j][taken[j]].places, cost += above[j][taken[j]];
    ASSERT_GE(places, c.demand[0]) << round;
    ASSERT_EQ(cost, least) << round;

    const Above exact = all.above_least(), below = rough.above_least();
    for (std::size_t j = 0; j < above.size(); ++j)
      for (std::size_t l = 0; l < above[j].size(); ++l) {
        const double forced = by_trying(c, above, j, l);
        if (forced >= Needed::never)
          ASSERT_GE(exact[j][l], Needed::never / 2) << round;
        else
          ASSERT_EQ(exact[j][l] + least, forced) << round;
        ASSERT_LE(below[j][l] + rough.least(), forced) << round;
      }
  }
}

}  // namespace
}  // namespace gishe::planner
