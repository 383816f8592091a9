#include "zones/supply_words.h"

#include <gtest/gtest.h>

#include <random>

#include "platform/db/town_test.h"

namespace gishe::zones {
namespace {

const words::Words en(words::Language::en);

/// What somebody who reads the words knows: the number in them, or nothing.
std::int64_t read(const std::string& said) {
  std::int64_t number = 0;
  for (const char c : said)
    if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
  return number;
}

TEST(SupplyWords, a_count_is_never_said_under_five_and_never_more_than_it_is) {
  for (std::int64_t n = 0; n < 5000; ++n) {
    const std::int64_t said = read(at_least(en, n));
    ASSERT_TRUE(said == 0 || said >= rounded_to);
    ASSERT_LE(said, n);
    ASSERT_GT(said + rounded_to, n);
  }
}

// Reports day by day, plans that differ by a municipality, kinds against their sum: whatever is subtracted from
// whatever, fewer than five people never show as how many they are.
TEST(SupplyWords, no_difference_of_two_reports_tells_a_number_under_five) {
  std::mt19937 random(11);
  for (int round = 0; round < 200'000; ++round) {
    const auto few = static_cast<std::int64_t>(random() % 5), rest = static_cast<std::int64_t>(random() % 400);
    const std::int64_t difference = read(at_least(en, rest + few)) - read(at_least(en, rest));
    ASSERT_TRUE(difference == 0 || difference == rounded_to) << rest << " + " << few;
  }
  // What can be seen of one, two, three and four who come after the same report is the same, unless a five is crossed;
  // and a crossing looks the same for all of them.
  for (std::int64_t few = 1; few < 5; ++few)
    for (std::int64_t rest = 0; rest < 50; ++rest) {
      const bool crossed = rest % rounded_to + few >= rounded_to;
      ASSERT_EQ(read(at_least(en, rest + few)) - read(at_least(en, rest)), crossed ? rounded_to : 0);
    }
}

TEST(SupplyWords, of_kinds_whose_places_may_be_protected_nothing_is_counted) {
  OfType shelter;
  shelter.type = "shelter";
  shelter.to_neighbours = shelter.no_places = 100;
  EXPECT_EQ(figures_of(en, shelter).to_neighbours, "–");
  EXPECT_EQ(figures_of(en, shelter).no_places, "–");
  OfType care;
  care.type = "day_care";
  care.to_neighbours = 12;
  EXPECT_EQ(figures_of(en, care).to_neighbours, "at least 10");
}

}  // namespace
}  // namespace gishe::zones
