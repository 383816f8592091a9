#include "planner/sizing_files.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "planner/numbers_in.h"
#include "planner/sizing_json.h"
#include "planner/sizing_solve.h"

namespace gishe::planner {
namespace {

using namespace std::string_literals;

const std::string cap = "2 2\n capacity 7.5\n capacity 8\n 4\n 10.25 20\n 6\n 12 6\n";
const std::string holmberg = "2 2\n10 5\n10 7\n4 6\n1 9\n8 2\n"s + std::string(40, '\0');
const std::string gk =
    "[CFLP-PROBLEMFILE]\ngenerated at: today 12:01\n\n[DEPOTS]\ncapacity fixcost varcost xcoord ycoord name\n"
    "9 5 0 1 2 A\n8 6 0 3 4 B\n\n[CUSTOMERS]\ndemand xcoord ycoord name\n4 1 1 X\n6 2 2 Y\n\n[COSTMATRIX]\nc= d * "
    "0.01\n"
    "[MATRIX]\nDim 2 2\n1.5 2.25\n8 3\n";
const std::string zone = R"({
  "services": [{"name": "грижа", "module": 2, "most_modules": 3, "opening_cost": 10, "place_cost": 5}],
  "settlements": [{"name": "Лесичово", "municipality": "PAZ14", "people": [3]},
                  {"name": "Калугерово", "municipality": "PAZ14", "people": [2]}],
  "sites": [{"name": "Пещера", "municipality": "PAZ21"}, {"name": "Церово", "municipality": "PAZ14"}],
  "minutes": [[1, 1, 60.0], [1, 2, 60.1], [2, 1, 30], [2, 2, 10]],
  "travel_limit": 60, "unserved_minutes": 600, "budget": 70)";

double value(const SizingProblem& p, const Limits& limits = {}) {
  const SizingPlan plan = solve(p, limits);
  EXPECT_EQ(plan.status, Status::optimal) << plan.reason;
  double unit = 1;
  for (int d = 0; d < p.decimals; ++d) unit *= 10;
  return static_cast<double>(plan.objective) / unit;
}

TEST(SizingFiles, the_word_capacity_stands_for_a_number) {
  const SizingProblem p = read_orlib_cap(cap, 10);
  EXPECT_EQ(p.decimals, 3);
  EXPECT_DOUBLE_EQ(value(p), 7.5 + 22.25);
  EXPECT_DOUBLE_EQ(value(read_orlib_cap(cap, 6)), 15.5 + 16.25);
  EXPECT_THROW(read_orlib_cap(cap, std::nullopt), Unreadable);
}

TEST(SizingFiles, holmberg_is_of_one_source_and_may_end_in_zero_bytes) {
  const SizingProblem p = read_holmberg(holmberg);
  EXPECT_TRUE(p.single_source);
  EXPECT_DOUBLE_EQ(value(p), 5 + 1 + 9);
}

TEST(SizingFiles, goertz_and_klose_turn_their_matrix_round) {
  const SizingProblem p = read_goertz_klose(gk);
  EXPECT_EQ(p.sites, 2);
  // Nine places at A and one person to B, or ten people need both.
  EXPECT_NEAR(value(p), 5 + 6 + 1.5 + 2.25 * 5 / 6 + 3.0 / 6, 1e-3);
}

TEST(SizingFiles, a_zone_keeps_its_limit_its_quota_and_its_budget) {
  const SizingProblem p = read_zone_json(zone + "}", std::nullopt);
  EXPECT_DOUBLE_EQ(value(p), 3 * 60 + 2 * 10);  // 60.1 minutes are too far, 60 are not
  EXPECT_DOUBLE_EQ(value(read_zone_json(zone + "}", 40)), 3 * 60 + 2 * 30);
  EXPECT_DOUBLE_EQ(value(read_zone_json(zone + R"(, "quota": 2})", 80)), 2 * 60 + 600 + 2 * 10);
  EXPECT_DOUBLE_EQ(value(read_zone_json(zone + "}", 0)), 5 * 600);
}

TEST(SizingFiles, transport_opens_what_there_is) {
  const std::string text = R"({"clients": [{"demand": 5}], "sites": [{"places": 2, "opening_cost": 99}, {"places": 9}],
                               "minutes": [[1, 1, 10], [1, 2, 20.5]]})";
  EXPECT_DOUBLE_EQ(value(read_sizing_json(text, std::nullopt, true)), 20 + 61.5);
  EXPECT_DOUBLE_EQ(value(read_sizing_json(text, std::nullopt, false)), 102.5);
}

std::string refusal(const std::function<void()>& read) {
  try {
    read();
  } catch (const Unreadable& wrong) {
    return std::to_string(wrong.line()) + ": " + wrong.what();
  }
  return "";
}

TEST(SizingFiles, what_is_wrong_is_said_with_its_line) {
  EXPECT_EQ(refusal([] { read_orlib_cap("1 1\n5 1\n-3\n2\n", std::nullopt); }),
            "3: a demand is -3; it has to be from 0 to 1000000000");
  EXPECT_EQ(refusal([] { read_orlib_cap("1 1\n5 1\n3\nnan\n", std::nullopt); }),
            "4: a cost should be a number with at most 3 decimals and is \"nan\"");
  EXPECT_NE(refusal([] { read_holmberg("2 2\n10 5\n"); }), "");
  EXPECT_NE(refusal([] { read_goertz_klose(gk.substr(0, gk.size() - 4)); }), "");
  EXPECT_NE(refusal([] { read_zone_json(zone, std::nullopt); }), "");
  EXPECT_EQ(refusal([] {
              read_zone_json(R"({"services": [{}], "settlements": [{"name": "А", "municipality": "1", "people": [-1]}],
                                 "sites": [{"municipality": "1"}], "minutes": []})",
                             std::nullopt);
            }),
            "0: А: \"people\" has to be a number from 0");
}

TEST(SizingFiles, broken_in_any_place_they_are_refused_or_read_never_worse) {
  std::mt19937_64 random(5);
  const std::string whole[] = {cap, holmberg, gk, zone + "}"};
  for (int k = 0; k < 4000; ++k) {
    std::string text = whole[k % 4];
    for (int n = 0; n < 1 + k % 3; ++n) {
      const std::size_t at = random() % text.size();
      const std::string_view put = "0-9e. [{\"\0x,]}";
      if (random() % 4 == 0)
        text.resize(at + 1);
      else
        text[at] = put[random() % put.size()];
    }
    try {
      const SizingProblem p = k % 4 == 0   ? read_orlib_cap(text, 10)
                              : k % 4 == 1 ? read_holmberg(text)
                              : k % 4 == 2 ? read_goertz_klose(text)
                                           : read_zone_json(text, std::nullopt);
      int left = 300;
      Limits limits;
      limits.stop = [&] { return --left < 0; };
      solve(p, limits);
    } catch (const Unreadable&) {
    } catch (const std::invalid_argument&) {
    }
  }
}

}  // namespace
}  // namespace gishe::planner
