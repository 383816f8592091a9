#include <gtest/gtest.h>

#include <map>
#include <set>

#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/eik.h"
#include "directory/entry_state.h"

namespace gishe::directory {

TEST(Eik, takes_the_known_good_ones_and_refuses_the_rest) {
  for (const char* good : {"175074752", "131071587", "020469788", "1213961230342"}) EXPECT_TRUE(is_eik(good)) << good;
  for (const char* bad : {"", "175074753", "17507475", "1750747521", "1213961230343", "1213961240342", "17507475a"}) {
    EXPECT_FALSE(is_eik(bad)) << bad;
  }
}

TEST(EntryState, only_a_second_person_publishes_and_the_archive_is_the_end) {
  EXPECT_TRUE(may_move("in_review", "published", Hand::second_person));
  EXPECT_FALSE(may_move("in_review", "published", Hand::owner));
  EXPECT_FALSE(may_move("draft", "published", Hand::second_person));
  EXPECT_TRUE(may_move("needs_update", "published", Hand::owner));
  EXPECT_TRUE(may_move("published", "needs_update", Hand::clock));
  for (const auto& t : transitions()) EXPECT_TRUE(t.from != "archived" || t.by == Hand::second_person);
}

TEST(EntryState, every_state_is_reached_and_only_two_are_listed) {
  std::set<std::string_view> reached{"suggested"};
  for (const auto& t : transitions()) reached.insert(t.to);
  EXPECT_EQ(reached.size(), 7u);
  for (const auto state : reached) EXPECT_EQ(is_listed(state), state == "published" || state == "needs_update");
}

TEST(Capacity, is_believed_for_thirty_days) {
  const Day said = *Day::of(2026, 10, 1);
  Capacity c;
  EXPECT_EQ(c.status_on(said), "unknown");
  c.status = "capacity";
  c.updated_on = said;
  EXPECT_EQ(c.status_on(said.plus_days(30)), "capacity");
  EXPECT_EQ(c.status_on(said.plus_days(31)), "unknown");
}

TEST(CodeList, splits_without_empty_ones) {
  EXPECT_EQ(split_codes("a,b"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(split_codes(",a,,b,"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(split_codes("").empty());
  EXPECT_EQ(split_codes("a|b", '|').size(), 2u);
}

}  // namespace gishe::directory
