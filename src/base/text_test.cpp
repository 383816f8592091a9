#include "base/text.h"

#include <gtest/gtest.h>

#include "base/split.h"

namespace gishe::text {
namespace {

TEST(Text, plain_means_well_formed_and_without_control_characters) {
  EXPECT_TRUE(is_plain("Въльо Анастасов"));
  EXPECT_FALSE(is_plain("a\nb"));
  EXPECT_TRUE(is_plain("a\nb", Lines::many));
  EXPECT_FALSE(is_plain(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_plain("\xD0"));          // a Cyrillic letter cut in two
  EXPECT_FALSE(is_plain("\xC0\xAF"));      // overlong
  EXPECT_FALSE(is_plain("\xED\xA0\x80"));  // surrogate
  EXPECT_FALSE(
      is_plain("a\xE2\x80\xAE"
               "b"));  // right-to-left override
}

TEST(Text, the_first_letters_are_whole) {
  EXPECT_EQ(first("Щръклево", 3), "Щръ");
  EXPECT_EQ(first("Щръклево", 8), "Щръклево");
  EXPECT_EQ(first("Щръклево", 80), "Щръклево");
  EXPECT_EQ(first("Щръклево", 0), "");
}

TEST(Text, length_counts_code_points) {
  EXPECT_EQ(length("Щръклево"), 8U);
  EXPECT_EQ(length(""), 0U);
}

TEST(Text, tidy_drops_blanks) {
  EXPECT_EQ(tidy("  Иван \t Петров  "), "Иван Петров");
  EXPECT_EQ(tidy("\xC2\xA0"
                 "а\xC2\xA0"),
            "а");
  EXPECT_EQ(tidy(" а \r\n б \n\n", Lines::many), "а\nб");
}

TEST(Text, splits_where_it_was_joined) {
  const std::vector<std::string> parts = {"a", "", "б"};
  EXPECT_EQ(split(join(parts, ","), ','), parts);
  EXPECT_EQ(split("a|b", '|'), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(split("", ',').empty());
}

TEST(Text, splits_into_words) {
  EXPECT_EQ(words("Анна-Мария, 12 „ю“"), (std::vector<std::string>{"Анна", "Мария", "12", "ю"}));
  EXPECT_TRUE(words(" -- ").empty());
  EXPECT_EQ(lower("ЩЪЮ"), "щъю");
  EXPECT_EQ(capitalised("щъркел"), "Щъркел");
}

TEST(Text, hex_goes_there_and_back) {
  const std::string bytes("\x00\xff\x10", 3);
  EXPECT_EQ(hex(bytes), "00ff10");
  EXPECT_EQ(from_hex("00FF10"), bytes);
  EXPECT_EQ(from_hex("0"), "");
  EXPECT_EQ(from_hex("0g"), "");
}

TEST(Text, a_whole_number_is_nothing_but_digits) {
  EXPECT_EQ(whole_number("0"), 0);
  EXPECT_EQ(whole_number("-12"), -12);
  EXPECT_EQ(whole_number("9223372036854775807"), INT64_MAX);
  for (const char* no : {"", " 1", "1 ", "+1", "1.0", "0x1", "9223372036854775808", "едно"}) {
    EXPECT_FALSE(whole_number(no)) << no;
  }
}

}  // namespace
}  // namespace gishe::text
