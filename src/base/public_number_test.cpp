#include "base/public_number.h"

#include <gtest/gtest.h>

namespace gishe {
namespace {

const MunicipalityCode lesichovo{"PAZ14"};
const Day day = *Day::of(2026, 11, 22);

TEST(PublicNumber, is_made_read_and_told_apart_from_other_kinds) {
  const std::string number = make_number(lesichovo, day, 483920);
  EXPECT_EQ(number, "PAZ14-26-483920");
  EXPECT_EQ(municipality_of_number(number), lesichovo);
  EXPECT_FALSE(municipality_of_number(number, "B"));
  const std::string question = make_number(lesichovo, day, 7, "B");
  EXPECT_EQ(question, "PAZ14-B26-000007");
  EXPECT_EQ(municipality_of_number(question, "B"), lesichovo);
  EXPECT_FALSE(municipality_of_number(question));
}

TEST(PublicNumber, what_is_no_number_names_no_municipality) {
  for (const char* bad :
       {"", "PAZ", "PAZ14", "PAZ14-26-48392", "PAZ14-26-48392x", "PAZ14-26-4839200", "paz14-26-483920"}) {
    EXPECT_FALSE(municipality_of_number(bad)) << bad;
  }
}

TEST(PublicNumber, typed_in_cyrillic_or_with_blanks_it_is_the_same) {
  EXPECT_EQ(tidy_number(" paz14-26-483920 "), "PAZ14-26-483920");
  EXPECT_EQ(tidy_number("паз14-в26-000007"), "PAZ14-B26-000007");
}

}  // namespace
}  // namespace gishe
