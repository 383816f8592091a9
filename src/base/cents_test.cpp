#include "base/cents.h"

#include <gtest/gtest.h>

namespace gishe {
namespace {

TEST(Cents, are_read_as_people_write_sums) {
  EXPECT_EQ(cents_from("14,50"), 1450);
  EXPECT_EQ(cents_from(" 14.5 "), 1450);
  EXPECT_EQ(cents_from(" 12.05 "), 1205);
  EXPECT_EQ(cents_from("14"), 1400);
  EXPECT_EQ(cents_from("0,07"), 7);
  EXPECT_EQ(cents_from("0"), 0);
  for (const char* wrong :
       {"", ",", "12,", "14,505", "-1", "-3", "14,-5", "1e3", "1 2", "14 50", "99999999999", "четиринадесет"})
    EXPECT_EQ(cents_from(wrong), std::nullopt) << wrong;
}

TEST(Cents, are_typed_with_a_comma) {
  for (const std::int64_t cents : {0, 7, 1205, 1450}) EXPECT_EQ(cents_from(typed_cents(cents)), cents);
  EXPECT_EQ(typed_cents(1205), "12,05");
}

}  // namespace
}  // namespace gishe
