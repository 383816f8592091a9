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

TEST(running_year, one_more_person_changes_no_number_but_at_a_five) {
  Figures before, after;
  for (std::int64_t n = 5; n < 200; ++n) {
    before.counts = {{"PAZ14", "day_care", n, n, std::nullopt, n}};
    after.counts = {{"PAZ14", "day_care", n + 1, n + 1, std::nullopt, n + 1}};
    say_in_fives(before);
    say_in_fives(after);
    EXPECT_EQ(*after.counts[0].asked - *before.counts[0].asked, (n + 1) % 5 == 0 ? 5 : 0);
    EXPECT_EQ(*before.counts[0].met % 5 + *before.counts[0].unmet % 5, 0);
    EXPECT_GE(*before.counts[0].asked, 5);
    EXPECT_FALSE(before.counts[0].waiting) << "what is hidden stays hidden";
  }
  before.follow_up = {7, std::nullopt, 43};
  say_in_fives(before);
  EXPECT_EQ(before.follow_up.answered, 5);
  EXPECT_EQ(before.follow_up.satisfaction_tenths, 40);
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
