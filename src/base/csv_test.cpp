#include "base/csv.h"

#include <gtest/gtest.h>

namespace gishe::csv {

TEST(Csv, reads_quotes_breaks_and_the_byte_order_mark) {
  Reader r(
      "\xEF\xBB\xBF"
      "code,name\r\n01,\"Бяла, \"\"голямата\"\"\"\r\n\r\n02,\"two\nlines\"\n03,\n");
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.get("code"), "01");
  EXPECT_EQ(r.get("name"), "Бяла, \"голямата\"");
  EXPECT_EQ(r.line(), 2);
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.get("name"), "two\nlines");
  EXPECT_EQ(r.line(), 4);
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.line(), 6);
  EXPECT_EQ(r.get("name"), "");
  EXPECT_EQ(r.get("absent"), "");
  EXPECT_EQ(r.fault(), "");
  EXPECT_FALSE(r.next());
}

TEST(Csv, says_what_is_wrong_and_goes_on) {
  Reader r("a,b\n1\n\"x\"y,2\nq\"q,2\n3,4\n\"never");
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.fault(), "has 1 fields, the header has 2");
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.fault(), "has text after a closing quote");
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.fault(), "has a quote inside an unquoted field");
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.fault(), "");
  EXPECT_EQ(r.get("b"), "4");
  ASSERT_TRUE(r.next());
  EXPECT_NE(r.fault(), "");
  EXPECT_FALSE(r.next());
}

TEST(Csv, another_separator_leaves_the_comma_alone) {
  Reader r("a;a\n1,5;\"x;y\"\n", ';');
  EXPECT_EQ(r.header(), (std::vector<std::string>{"a", "a"}));
  ASSERT_TRUE(r.next());
  EXPECT_EQ(r.fault(), "");
  EXPECT_EQ(r.fields(), (std::vector<std::string>{"1,5", "x;y"}));
}

TEST(Csv, an_empty_text_has_no_records) {
  Reader r("");
  EXPECT_FALSE(r.next());
  EXPECT_FALSE(r.has("a"));
}

TEST(Csv, what_a_spreadsheet_would_take_for_a_formula_is_text) {
  EXPECT_EQ(cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(cell("@x"), "\"'@x\"");
  EXPECT_EQ(cell("a \"b\""), "\"a \"\"b\"\"\"");
  EXPECT_EQ(cell("Пещера"), "\"Пещера\"");
}

}  // namespace gishe::csv
