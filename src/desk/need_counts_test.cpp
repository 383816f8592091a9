#include "desk/need_counts.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace gishe::desk
