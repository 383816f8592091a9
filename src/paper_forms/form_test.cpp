#include "paper_forms/form.h"

#include <gtest/gtest.h>

namespace gishe::paper_forms {
namespace {

TEST(PaperForm, counts_from_the_true_day_within_the_rule) {
  const Day today = *Day::from_iso("2026-11-22");
  const auto why = [&](const char* typed) {
    const auto day = read_day(typed, today, 30);
    return day ? std::string() : std::string(day.refusals().front().code->name);
  };
  EXPECT_EQ(*read_day("19.11.2026", today, 30), *Day::from_iso("2026-11-19"));
  EXPECT_EQ(why("22.11.2026"), "") << "the same day";
  EXPECT_EQ(why("23.11.2026"), "paper_forms.day_to_come");
  EXPECT_EQ(why("23.10.2026"), "") << "the thirtieth day back";
  EXPECT_EQ(why("22.10.2026"), "paper_forms.day_too_old");
  EXPECT_EQ(why(""), "required");
  EXPECT_EQ(why("вчера"), "not_a_date");
}

}  // namespace
}  // namespace gishe::paper_forms
