#include "overview/figures.h"

#include <gtest/gtest.h>

namespace gishe::overview {
namespace {

TEST(csv, a_cell_never_runs) {
  EXPECT_EQ(csv_cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(csv_cell("@x"), "\"'@x\"");
  EXPECT_EQ(csv_cell("a \"b\""), "\"a \"\"b\"\"\"");
  EXPECT_EQ(csv_cell("Пещера"), "\"Пещера\"");
}

TEST(year, only_the_last_years_and_never_the_future) {
  const Day today = *Day::of(2026, 11, 22);
  EXPECT_EQ(year_from("2025", today), 2025);
  EXPECT_EQ(year_from("2027", today), 2026);
  EXPECT_EQ(year_from("1999", today), 2026);
  EXPECT_EQ(year_from("", today), 2026);
}

TEST(bars, labels_are_escaped_and_the_picture_has_words) {
  const std::string svg = bars_svg({{"<b>", 5}, {"c", 10}}, "title", "text");
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
  EXPECT_NE(svg.find("<desc id=\"bars-text\">text</desc>"), std::string::npos);
}

}  // namespace
}  // namespace gishe::overview
