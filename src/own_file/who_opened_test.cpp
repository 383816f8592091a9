// What the ledger tells a person: never an account, never how the file is guarded.
#include "own_file/who_opened.h"

#include <gtest/gtest.h>

namespace gishe::own_file {
namespace {

ledger::Entry line(const char* action, const char* function, const char* rule = "desk_officer/municipality/L2") {
  return {0, 1, Instant{1795305600000000},
          std::string(R"({"account":"018f0000-0000-7000-8000-000000000001","action":")") + action +
              R"(","function":")" + function + R"(","organisation":"","rule":")" + rule + R"("})"};
}
std::string done(const std::vector<Opening>& seen) {
  std::string all;
  for (const auto& one : seen) all += one.function + ":" + one.done + " ";
  return all;
}

TEST(WhoOpened, tells_function_and_act) {
  const auto seen = who_opened({line("person.opened", "desk_officer"), line("person.changed", "social_worker"),
                                line("person.something_new", "supervisor"), line("referral.sent", "desk_officer")},
                               Reader::herself);
  EXPECT_EQ(done(seen), "desk_officer:opened social_worker:changed supervisor:other ");
  EXPECT_TRUE(seen.front().of_town);
}

TEST(WhoOpened, says_nothing_of_how_the_file_is_guarded) {
  for (const char* action : {"person.account_named", "person.account_barred", "person.conflicts_opened",
                             "person.alarm_seen", "person.looked_for_by_barred", "person.naming_proposed"}) {
    EXPECT_TRUE(who_opened({line(action, "social_worker")}, Reader::herself).empty()) << action;
  }
  EXPECT_TRUE(who_opened({line("person.opened", "crisis_worker")}, Reader::herself).empty());
}

TEST(WhoOpened, ends_at_the_last_change_of_level) {
  const auto seen = who_opened({line("person.opened", "desk_officer"),
                                line("person.sensitivity_changed", "social_worker"), line("person.opened", "mayor")},
                               Reader::herself);
  EXPECT_EQ(done(seen), "desk_officer:opened ");
}

TEST(WhoOpened, tells_a_representative_nothing_of_who_protects) {
  const std::vector<ledger::Entry> lines{line("person.opened", "child_protection"),
                                         line("person.opened", "social_worker"), line("person.opened", "desk_officer")};
  EXPECT_EQ(done(who_opened(lines, Reader::representative)), "desk_officer:opened ");
  EXPECT_EQ(who_opened(lines, Reader::herself).size(), 3u);
}

TEST(WhoOpened, leaves_out_what_it_cannot_read) {
  EXPECT_TRUE(who_opened({{0, 1, Instant{1}, "not JSON"}, {0, 2, Instant{1}, "[]"}}, Reader::herself).empty());
}

}  // namespace
}  // namespace gishe::own_file
