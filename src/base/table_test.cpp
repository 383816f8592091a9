#include "base/table.h"

#include <gtest/gtest.h>

namespace gishe::table {
namespace {

std::string why(const Result<Table>& read) { return read ? "" : read.refusals().front().code->name; }

TEST(Table, is_read_in_both_code_pages_with_its_separator) {
  const auto utf8 = read("\xEF\xBB\xBFИме,Бележка\r\n\"Ана\",\"а; б, в\"\r\n\r\n");
  ASSERT_TRUE(utf8.ok());
  EXPECT_EQ(utf8->headings, (std::vector<std::string>{"Име", "Бележка"}));
  ASSERT_EQ(utf8->rows.size(), 1u);
  EXPECT_EQ(utf8->rows[0].cells, (std::vector<std::string>{"Ана", "а; б, в"}));
  const auto old = read("\xC8\xEC\xE5;x\n\xC0\xED\xE0;1,5\n");  // Име, Ана
  ASSERT_TRUE(old.ok());
  EXPECT_EQ(old->headings[0], "Име");
  EXPECT_EQ(old->rows[0].cells, (std::vector<std::string>{"Ана", "1,5"}));
}

TEST(Table, says_why_not) {
  EXPECT_EQ(why(read(std::string("PK\x03\x04\0\0", 6))), "table.not_a_table");
  EXPECT_EQ(why(read("Име;Фамилия\n")), "table.no_rows");
  EXPECT_EQ(why(read("a\n" + std::string(bytes_max, 'x'))), "table.too_large");
  std::string wide = "a", tall = "a\n";
  for (int i = 0; i < 60; ++i) wide += ",a";
  for (int i = 0; i < 5001; ++i) tall += "x\n";
  EXPECT_EQ(why(read(wide + "\nx")), "table.too_many_columns");
  EXPECT_EQ(why(read(tall)), "table.too_many_rows");
  EXPECT_TRUE(read("a,b\n1\n")->rows[0].broken);
}

}  // namespace
}  // namespace gishe::table
