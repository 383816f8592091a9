#include "desk/need_counts.h"

#include <gtest/gtest.h>

#include "desk/application.h"
#include "desk/follow.h"

namespace gishe::desk {
namespace {

TEST(suppression, small_numbers_never_show_and_never_follow_from_the_others) {
  for (int met = 0; met < 9; ++met) {
    for (int waiting = 0; waiting < 9; ++waiting) {
      for (int unmet = 0; unmet < 9; ++unmet) {
        for (int rest = 0; rest < 9; ++rest) {
          const std::int64_t asked = met + waiting + unmet + rest;
          const NeedCount c = suppress({"PAZ14", "heating", asked, met, waiting, unmet});
          for (const auto& n : {c.asked, c.met, c.waiting, c.unmet}) EXPECT_TRUE(!n || *n >= smallest_shown);
          if (!c.asked) continue;
          const std::int64_t left = asked - c.met.value_or(0) - c.waiting.value_or(0) - c.unmet.value_or(0);
          const bool all_parts_shown = c.met && c.waiting && c.unmet;
          EXPECT_TRUE(left >= smallest_shown || (all_parts_shown && left == 0)) << met << waiting << unmet << rest;
        }
      }
    }
  }
}

TEST(suppression, under_five_asked_shows_nothing) {
  const NeedCount c = suppress({"PAZ14", "heating", 4, 4, 0, 0});
  EXPECT_FALSE(c.asked || c.met || c.waiting || c.unmet);
}

TEST(application_number, is_read_as_people_type_it) {
  const MunicipalityCode lesichovo{"PAZ14"};
  const std::string number = make_number(lesichovo, *Day::of(2026, 11, 22), 483920);
  EXPECT_EQ(number, "PAZ14-26-483920");
  EXPECT_EQ(municipality_of_number(number), lesichovo);
  EXPECT_EQ(tidy_number(" paz14-26-483920 "), number);
  EXPECT_FALSE(municipality_of_number("PAZ14-26-48392"));
  EXPECT_FALSE(municipality_of_number("PAZ14-26-48392x"));
  EXPECT_EQ(make_number(lesichovo, *Day::of(2026, 11, 22), 7), "PAZ14-26-000007");
}

TEST(follow, waiting_grows_and_ends_at_an_hour) {
  EXPECT_EQ(wait_seconds(2), 0);
  EXPECT_EQ(wait_seconds(3), 30);
  EXPECT_EQ(wait_seconds(4), 60);
  EXPECT_EQ(wait_seconds(1000), 3600);
}

}  // namespace
}  // namespace gishe::desk
