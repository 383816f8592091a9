#include "planner/siting_files.h"

#include <gtest/gtest.h>

#include <random>

#include "planner/numbers_in.h"
#include "planner/siting_json.h"
#include "planner/siting_solve.h"

namespace gishe::planner {
namespace {

std::vector<Reach> row(const SitingProblem& p, int client) {
  std::vector<Reach> list;
  p.costs->row(client, list);
  std::sort(list.begin(), list.end(), [](Reach a, Reach b) { return a.site() < b.site(); });
  return list;
}

/// Line and reason of the refusal, "" where it was read.
template <class Read>
std::string refusal(Read read) {
  try {
    read();
    return "";
  } catch (const Unreadable& wrong) {
    return std::to_string(wrong.line()) + ": " + wrong.what();
  }
}

TEST(SitingFiles, a_graph_of_orlib_is_its_shortest_ways) {
  const SitingProblem p = read_orlib_pmed("4 4 2\n1 2 9\n2 3 4\n1 2 3\n3 4 5\n");
  EXPECT_EQ(p.open_exactly, 2);
  ASSERT_EQ(row(p, 0).size(), 4U);
  EXPECT_EQ(row(p, 0)[1].cost(), 3);  // the last of two equal edges counts
  EXPECT_EQ(row(p, 0)[3].cost(), 12);
  EXPECT_EQ(row(p, 3)[0].cost(), 12);
}

TEST(SitingFiles, what_is_wrong_is_said_with_its_line) {
  EXPECT_EQ(refusal([] { read_orlib_pmed("3 2 1\n1 2 4\n1 2"); }),
            "3: the file ends where the cost of an edge should be");
  EXPECT_EQ(refusal([] { read_orlib_pmed("3 1 1\n1 4 4\n"); }),
            "2: the second end of an edge is 4; it has to be from 1 to 3");
  EXPECT_EQ(refusal([] { read_orlib_pmed("3 1 5\n1 2 4\n"); }),
            "1: the number of medians is 5; it has to be from 1 to 3");
  EXPECT_NE(refusal([] { read_orlib_pmed("3 1 1\n1 2 -4\n"); }), "");
  EXPECT_NE(refusal([] { read_orlib_pmed("3 1 1\n1 2 nan\n"); }), "");
  EXPECT_NE(refusal([] { read_orlib_pmed("3 1 1\n1 2 4\n1 3 2\n"); }), "");
  EXPECT_NE(refusal([] { read_orlib_pmed(""); }), "");
  EXPECT_NE(refusal([] { read_tsplib("DIMENSION: 2\nEDGE_WEIGHT_TYPE: GEO\nNODE_COORD_SECTION\n1 1 1\n2 2 2\n"); }),
            "");
  EXPECT_NE(refusal([] { read_tsplib("DIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 1 1\n1 2 2\n"); }),
            "");
  EXPECT_NE(
      refusal([] { read_tsplib("DIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 1 inf\n2 2 2\n"); }), "");
  EXPECT_NE(refusal([] { read_orlib_uncapacitated("1 1\n5 2.1234567\n1\n4\n"); }), "");
  EXPECT_NE(refusal([] { read_orlib_uncapacitated("1 1\n5 2\n1\n-4\n"); }), "");
  EXPECT_NE(refusal([] { read_orlib_uncapacitated("1 1\n5 1e-3\n1\n4\n"); }), "") << "not rounded to nothing";
  EXPECT_NE(refusal([] { read_bds("1 1\nF 1 0 0 1\nC 1 0 0 -3\n", 1); }), "");
}

TEST(SitingFiles, coordinates_are_rounded_down) {
  const SitingProblem p = read_tsplib(
      "NAME : x\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 3 4\n3 1e0 1\nEOF\n");
  EXPECT_EQ(row(p, 0)[1].cost(), 5);
  EXPECT_EQ(row(p, 0)[2].cost(), 1);
}

TEST(SitingFiles, amounts_with_a_point_stay_exact) {
  const SitingProblem p = read_orlib_uncapacitated("2 1\n10 0.125\ncapacity 2.\n7\n3.5 4.25\n");
  EXPECT_EQ(p.decimals, 3);
  EXPECT_EQ(p.opening_cost, (std::vector<std::int64_t>{125, 2000}));
  EXPECT_EQ(read_orlib_uncapacitated("1 1\n10 .00000\n7\n3.50000\n").opening_cost.front(), 0);
  EXPECT_EQ(row(p, 0)[0].cost(), 3500);
  EXPECT_EQ(row(p, 0)[1].cost(), 4250);
}

TEST(SitingFiles, the_radius_is_inclusive) {
  const char* text = "1 2\nF 1 0 0 1\nC 1 3 4 7\nC 2 3 4.01 9\n";
  EXPECT_EQ(row(read_bds(text, 5), 0).size(), 1U);
  EXPECT_EQ(row(read_bds(text, 5), 1).size(), 0U);
}

constexpr const char* three_towns =
    R"({"clients": [{"name": "Лесичово", "demand": 4}, {"name": "Сърница", "demand": 2.5}],
 "sites": [{"name": "Пещера", "opening_cost": 10}, {"name": "Велинград", "rule": "kept"}],
 "minutes": [[1, 1, 30], [1, 2, 50.5], [2, 2, 60]]})";

TEST(SitingJson, the_same_towns_as_three_problems) {
  const SitingProblem weighted = read_siting_json(three_towns, SitingKind::ufl, -1);
  EXPECT_EQ(weighted.decimals, 2);
  EXPECT_EQ(row(weighted, 0)[1].cost(), 20200);
  EXPECT_EQ(solve(weighted, {}).objective, (10 + 4 * 30 + 150) * 100);
  const SitingProblem cover = read_siting_json(three_towns, SitingKind::mclp, 60);
  EXPECT_EQ(solve(cover, {}).objective, 0);
  EXPECT_EQ(solve(read_siting_json(three_towns, SitingKind::mclp, 59.9), {}).objective, 25);
  const SitingPlan none = solve(read_siting_json(three_towns, SitingKind::setcover, 59.9), {});
  EXPECT_EQ(none.status, Status::infeasible);
  EXPECT_NE(none.reason.find("Сърница"), std::string::npos);
}

TEST(SitingJson, refuses_in_words) {
  const auto wrong = [](std::string from, std::string to) {
    std::string text = three_towns;
    const auto at = text.find(from);
    text.replace(at, from.size(), to);
    return refusal([&] { read_siting_json(text, SitingKind::ufl, -1); });
  };
  EXPECT_EQ(wrong("\"demand\": 4", "\"demand\": -4"), "0: Лесичово: \"demand\" has to be a number from 0");
  EXPECT_NE(wrong("[1, 1, 30]", "[1, 3, 30]"), "");
  EXPECT_NE(wrong("[1, 1, 30]", "[1, 2, 30]"), "");
  EXPECT_NE(wrong("\"kept\"", "\"held\""), "");
  EXPECT_NE(wrong("30]", "30.12345]"), "");
  EXPECT_EQ(wrong("[[1, 1, 30]", "[[1, 1, NaN]").substr(0, 1), "3");
}

TEST(SitingFiles, broken_in_any_place_they_are_refused_or_read_never_worse) {
  std::mt19937_64 random(3);
  const std::string good[] = {
      "4 4 2\n1 2 9\n2 3 4\n1 2 3\n3 4 5\n",
      "NAME : x\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 3 4\n3 1 1\n",
      "2 1\n10 0.125\ncapacity 2.\n7\n3.5 4.25\n", "1 2\nF 1 0 0 1\nC 1 3 4 7\nC 2 3 4.01 9\n", three_towns};
  const std::string odd = "0123456789.-+eE \n\t{}[]\",:xFCnan\xff";
  int refused = 0;
  for (int n = 0; n < 20'000; ++n) {
    const std::size_t which = random() % std::size(good);
    std::string text = good[which];
    for (auto k = 1 + random() % 3; k > 0; --k) {
      const std::size_t at = random() % (text.size() + 1);
      switch (random() % 3) {
        case 0:
          text.insert(at, 1, odd[random() % odd.size()]);
          break;
        case 1:
          text = text.substr(0, at);
          break;
        default:
          if (at < text.size()) text[at] = odd[random() % odd.size()];
      }
      if (text.empty()) break;
    }
    refused += !refusal([&] {
                  switch (which) {
                    case 0:
                      read_orlib_pmed(text);
                      break;
                    case 1:
                      read_tsplib(text);
                      break;
                    case 2:
                      read_orlib_uncapacitated(text);
                      break;
                    case 3:
                      read_bds(text, 5);
                      break;
                    default:
                      read_siting_json(text, SitingKind::ufl, -1);
                  }
                }).empty();
  }
  EXPECT_GT(refused, 5'000);
}

}  // namespace
}  // namespace gishe::planner
