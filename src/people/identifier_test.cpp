#include "people/identifier.h"

#include <gtest/gtest.h>

#include <set>

namespace gishe::people {
namespace {

const Day today = *Day::from_iso("2026-11-22");

TEST(Egn, agrees_with_the_vectors_of_facts_md) {
  for (const char* good : {"7523169263", "8032056031", "0550290476"}) {
    EXPECT_EQ(read_egn(good, today).reading, Reading::valid) << good;
  }
  EXPECT_EQ(read_egn("8812102461", today).reading, Reading::wrong_check_digit);
  EXPECT_EQ(read_egn("8019010008", today).reading, Reading::no_such_day);
}

TEST(Egn, says_birth_and_sex) {
  const auto girl = read_egn("0550290476", today);
  EXPECT_EQ(girl.born_on->iso(), "2005-10-29");
  EXPECT_EQ(girl.sex, "f");
  const auto old_man = read_egn("7523169263", today);
  EXPECT_EQ(old_man.born_on->iso(), "1875-03-16");
  EXPECT_EQ(old_man.sex, "m");
}

TEST(Egn, refuses_a_birth_to_come) {
  EXPECT_EQ(read_egn("7542011030", today).reading, Reading::birth_to_come);
  EXPECT_EQ(read_egn("7542011030", *Day::from_iso("2075-02-01")).reading, Reading::valid);
}

TEST(Egn, knows_leap_years_and_wrong_forms) {
  EXPECT_NE(read_egn("0042290000", today).reading, Reading::no_such_day);  // 29.02.2000 was a day
  EXPECT_EQ(read_egn("0142290000", today).reading, Reading::no_such_day);  // 29.02.2001 was none
  for (const char* bad : {"", "752316926", "75231692630", "75231692a3", "７５２３１６９２６３"}) {
    EXPECT_EQ(read_egn(bad, today).reading, Reading::wrong_form) << bad;
  }
}

TEST(Egn, every_single_wrong_digit_of_a_valid_number_is_noticed_or_is_a_neighbour) {
  const auto around = one_digit_neighbours("7523169263");
  EXPECT_EQ(std::set<std::string>(around.begin(), around.end()).size(), 90U);
  for (const auto& n : around) {
    int differing = 0;
    for (std::size_t i = 0; i < n.size(); ++i) differing += n[i] != "7523169263"[i];
    EXPECT_EQ(differing, 1);
  }
  EXPECT_TRUE(one_digit_neighbours("752316926").empty());
}

TEST(Lnch, agrees_with_the_vectors_of_facts_md) {
  EXPECT_EQ(read_lnch("7111042925").reading, Reading::valid);
  EXPECT_EQ(read_lnch("7111042922").reading, Reading::wrong_check_digit);
  EXPECT_EQ(read_lnch("1001122334").reading, Reading::wrong_check_digit);
}

TEST(Number, is_masked_and_tidied) {
  EXPECT_EQ(masked("4801120123"), "480112****");
  EXPECT_EQ(tidy_number(" 480112 01-23 "), "4801120123");
}

}  // namespace
}  // namespace gishe::people
