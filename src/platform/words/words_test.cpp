#include "platform/words/words.h"

#include <gtest/gtest.h>

#include <limits>

namespace gishe::words {
namespace {

const Words bg(Language::bg), it(Language::it), en(Language::en);

TEST(words, knows_the_three_languages) {
  EXPECT_EQ(bg("common.save"), "Запази");
  EXPECT_EQ(it("common.save"), "Salva");
  EXPECT_EQ(en("common.save"), "Save");
}

TEST(words, a_missing_key_comes_back_as_itself) {
  EXPECT_EQ(bg("nobody.wrote.this"), "nobody.wrote.this");
  EXPECT_FALSE(bg.has("nobody.wrote.this"));
  EXPECT_TRUE(bg.has("common.save"));
}

TEST(words, fills_places_in_one_pass) {
  const Refusal long_name(too_long, "name", {{"max", "{max}"}});
  EXPECT_NE(en.refusal(long_name).find("{max}"), std::string::npos);
  EXPECT_EQ(en.refusal(Refusal(too_long, "name", {{"max", "40"}})).find("{"), std::string::npos);
}

TEST(words, a_sentence_that_ends_with_a_day_has_one_full_stop) {
  const Values on{{"day", bg.day(*Day::of(2026, 12, 15))}};
  EXPECT_TRUE(bg.with("refusal.cases.day_too_late", on).ends_with("15.12.2026\u00A0г."));
  EXPECT_TRUE(en.with("refusal.cases.day_too_late", {{"day", "15 Dec 2026"}}).ends_with("2026."));
}

TEST(words, plural_forms_follow_the_language) {
  EXPECT_EQ(bg.count("words.in_days", 2), "след 2\u00A0дни");
  EXPECT_EQ(bg.count("words.in_days", 1), "след 1\u00A0ден");
  EXPECT_EQ(it.count("words.in_days", 1), "tra 1\u00A0giorno");
  EXPECT_EQ(en.count("words.days_ago", 1200), "1,200\u00A0days ago");
}

TEST(words, days_as_people_write_them) {
  const Day day = *Day::of(2026, 3, 5);
  EXPECT_EQ(bg.day(day), "05.03.2026\u00A0г.");
  EXPECT_EQ(it.day(day), "05/03/2026");
  EXPECT_EQ(en.day(day), "5\u00A0Mar\u00A02026");
  EXPECT_EQ(bg.day_long(day), "5\u00A0март 2026\u00A0г.");
  EXPECT_EQ(it.day_long(day), "5\u00A0marzo 2026");
  EXPECT_EQ(en.day_long(day), "5\u00A0March 2026");
}

TEST(words, days_near_today) {
  const Day today = *Day::of(2026, 11, 22);
  EXPECT_EQ(bg.relative(today, today), "днес");
  EXPECT_EQ(bg.relative(today.plus_days(1), today), "утре");
  EXPECT_EQ(bg.relative(today.plus_days(-1), today), "вчера");
  EXPECT_EQ(bg.relative(today.plus_days(3), today), "след 3\u00A0дни");
  EXPECT_EQ(bg.relative(today.plus_days(-5), today), "преди 5\u00A0дни");
}

TEST(words, numbers_and_money) {
  EXPECT_EQ(bg.number(1234567), "1\u202F234\u202F567");
  EXPECT_EQ(it.number(1234), "1.234");
  EXPECT_EQ(en.number(-999), "\u2212999");
  EXPECT_EQ(en.number(std::numeric_limits<std::int64_t>::min()), "\u22129,223,372,036,854,775,808");
  EXPECT_EQ(bg.money({123450, "EUR"}), "1\u202F234,50\u00A0€");
  EXPECT_EQ(it.money({123450, "EUR"}), "1.234,50\u00A0€");
  EXPECT_EQ(en.money({123450, "EUR"}), "€1,234.50");
  EXPECT_EQ(bg.money({-5, "BGN"}), "\u22120,05\u00A0лв.");
}

TEST(words, decimals) {
  EXPECT_EQ(bg.decimal(1234500), "1\u202F234,5");
  EXPECT_EQ(it.decimal(1234567), "1.234,567");
  EXPECT_EQ(en.decimal(-50), "\u22120.05");
  EXPECT_EQ(bg.decimal(4000), "4");
  EXPECT_EQ(bg.decimal(4000, 1), "4,0");
}

TEST(words, what_is_said_in_all_languages) {
  const auto said = said_in_all_languages("zones.said.woman");
  EXPECT_NE(std::find(said.begin(), said.end(), "жена"), said.end());
  EXPECT_NE(std::find(said.begin(), said.end(), "donna"), said.end());
  EXPECT_NE(std::find(said.begin(), said.end(), "woman"), said.end());
}

TEST(words, minutes_of_travel) {
  EXPECT_EQ(bg.minutes(34), "34\u00A0мин.");
  EXPECT_EQ(bg.minutes(70), "1\u00A0ч. 10\u00A0мин.");
  EXPECT_EQ(en.minutes(120), "2\u00A0h");
}

TEST(language, is_the_first_wish_we_can_grant) {
  EXPECT_EQ(preferred(""), Language::bg);
  EXPECT_EQ(preferred("de-DE,de;q=0.9"), Language::bg);
  EXPECT_EQ(preferred("it-IT,it;q=0.9,en;q=0.8"), Language::it);
  EXPECT_EQ(preferred("en;q=0.3, it;q=0.7, bg;q=0.5"), Language::it);
  EXPECT_EQ(preferred("de, EN-gb ;q=0.8"), Language::en);
  EXPECT_EQ(preferred("en;q=0, it;q=0.001"), Language::it);
  EXPECT_EQ(preferred("en;q=7,it;q=x,bg"), Language::bg);
  EXPECT_EQ(preferred(std::string(100000, ',')), Language::bg);
}

}  // namespace
}  // namespace gishe::words
