#include "portal/guide.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gishe::portal {
namespace {

const std::vector<std::string> needs = {"information", "cannot_care_for_self", "child_development", "heating"};

TEST(guide, asks_for_what_is_missing_and_goes_no_further_than_it_was_asked) {
  Guided g;
  EXPECT_EQ(next_step(g, 1, needs), Step::who);
  EXPECT_EQ(next_step(g, 5, needs), Step::who) << "nothing was answered";
  g.who = "me";
  EXPECT_EQ(next_step(g, 2, needs), Step::need);
  g.need = "heating";
  g.age = "72";
  g.place = "any";
  EXPECT_EQ(next_step(g, 5, needs), Step::soon);
  EXPECT_EQ(next_step(g, 3, needs), Step::age) << "back works: an earlier question is shown again";
  EXPECT_EQ(next_step(g, 99, needs), Step::soon);
  EXPECT_EQ(next_step(g, -3, needs), Step::who);
}

TEST(guide, takes_only_answers_that_were_offered) {
  EXPECT_EQ(next_step({"dog", "heating", "72", "any"}, 5, needs), Step::who);
  EXPECT_EQ(next_step({"me", "made_up", "72", "any"}, 5, needs), Step::need);
  EXPECT_EQ(next_step({"child", "heating", "10", "any"}, 5, needs), Step::need) << "no need of a child";
  EXPECT_EQ(next_step({"child", "child_development", "72", "any"}, 5, needs), Step::age);
  EXPECT_EQ(next_step({"me", "any", "any", ""}, 5, needs), Step::place);
}

TEST(guide, every_need_is_offered_to_somebody) {
  for (const auto& need : needs) {
    const auto mine = needs_for("me", needs), childs = needs_for("child", needs);
    EXPECT_TRUE(std::count(mine.begin(), mine.end(), need) + std::count(childs.begin(), childs.end(), need) > 0)
        << need;
  }
}

}  // namespace
}  // namespace gishe::portal
