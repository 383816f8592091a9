#include "desk/line_state.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace gishe::desk {
namespace {

TEST(line_state, each_transition_stands_once) {
  std::set<std::pair<LineState, LineStep>> seen;
  for (const Transition& t : transitions()) EXPECT_TRUE(seen.emplace(t.from, t.step).second) << line_step_name(t.step);
}

TEST(line_state, nothing_leaves_a_line_that_is_over) {
  for (const Transition& t : transitions()) EXPECT_FALSE(is_over(t.from)) << line_state_name(t.from);
}

TEST(line_state, every_state_is_reached_from_received) {
  std::set<LineState> reached = {LineState::received};
  for (std::size_t round = 0; round < std::size(line_states); ++round) {
    for (const Transition& t : transitions()) {
      if (reached.contains(t.from)) reached.insert(t.to);
    }
  }
  EXPECT_EQ(reached.size(), std::size(line_states));
}

TEST(line_state, every_open_state_but_decided_can_be_withdrawn) {
  for (LineState s : line_states) {
    EXPECT_EQ(after(s, LineStep::withdraw).has_value(), !is_over(s) && s != LineState::decided) << line_state_name(s);
  }
}

TEST(line_state, names_come_back) {
  for (LineState s : line_states) EXPECT_EQ(line_state_from(line_state_name(s)), s);
  for (ApplicationState s : application_states) EXPECT_EQ(application_state_from(application_state_name(s)), s);
  EXPECT_FALSE(line_state_from("lost"));
}

TEST(line_state, only_a_decision_follows_from_assessment) {
  EXPECT_FALSE(after(LineState::routed, LineStep::decide));
  EXPECT_FALSE(after(LineState::received, LineStep::send));
  EXPECT_EQ(after(LineState::routed, LineStep::return_to_choice), LineState::received);
}

TEST(application_state, follows_from_its_lines) {
  using S = LineState;
  EXPECT_EQ(derive({S::received, S::completeness_check}), ApplicationState::received);
  EXPECT_EQ(derive({S::received, S::routed}), ApplicationState::under_way);
  EXPECT_EQ(derive({S::awaiting_papers, S::routed}), ApplicationState::awaiting_papers);
  EXPECT_EQ(derive({S::decided, S::transferred}), ApplicationState::decided);
  EXPECT_EQ(derive({S::closed, S::withdrawn, S::transferred}), ApplicationState::closed);
  EXPECT_EQ(derive({S::received, S::withdrawn}), ApplicationState::received);
}

}  // namespace
}  // namespace gishe::desk
