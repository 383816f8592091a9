#include "overview/figures.h"

#include <gtest/gtest.h>

#include "overview/overview_handlers.h"

namespace gishe::overview {
namespace {

TEST(year, only_the_last_years_and_never_the_future) {
  const Day today = *Day::of(2026, 11, 22);
  EXPECT_EQ(year_from("2025", today), 2025);
  EXPECT_EQ(year_from("2027", today), 2026);
  EXPECT_EQ(year_from("1999", today), 2026);
  EXPECT_EQ(year_from("", today), 2026);
}

TEST(bars, labels_are_escaped_and_every_bar_has_its_number_in_words) {
  page::Page page("overview/overview.html", page::Frame::bare, {});
  fill_bars(page, {{"c", 10}, {"<i>", 5}});
  const std::string html = page.html();
  EXPECT_EQ(html.find("<i>"), std::string::npos);
  EXPECT_NE(html.find("&lt;i&gt;"), std::string::npos);
  EXPECT_NE(html.find("width=\"500\""), std::string::npos);
  EXPECT_NE(html.find("<b>5</b>"), std::string::npos);
}

}  // namespace
}  // namespace gishe::overview
