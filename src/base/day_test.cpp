#include "base/day.h"

#include <gtest/gtest.h>

namespace gishe {
namespace {

TEST(Day, reads_what_people_write) {
  for (const char* typed :
       {"22.11.2026", "22.11.2026 г.", "22.11.2026г.", "22/11/2026", "22-11-2026", "2026-11-22", " 22.11.2026 "}) {
    const auto day = Day::from_person(typed);
    ASSERT_TRUE(day) << typed;
    EXPECT_EQ(day->iso(), "2026-11-22") << typed;
  }
  EXPECT_EQ(Day::from_person("1.2.1948")->iso(), "1948-02-01");
}

TEST(Day, refuses_what_is_no_day) {
  for (const char* typed : {"", "31.02.2020", "29.02.2023", "00.01.2020", "1.1.20200", "22.11", "22.11.2026.1", "a.b.c",
                            "22.-1.2026", "22.11.1799", "22.11.2200", "2026-13-01"}) {
    EXPECT_FALSE(Day::from_person(typed)) << typed;
  }
  EXPECT_TRUE(Day::from_person("29.02.2024"));
}

TEST(Day, counts_days_and_years) {
  const auto born = *Day::from_iso("1948-01-12");
  EXPECT_EQ(age_on(born, *Day::from_iso("2026-01-11")), 77);
  EXPECT_EQ(age_on(born, *Day::from_iso("2026-01-12")), 78);
  EXPECT_EQ(age_on(born, *Day::from_iso("1940-01-01")), 0);
  EXPECT_EQ(Day::from_iso("2024-02-28")->plus_days(2).iso(), "2024-03-01");
  EXPECT_EQ(Day::from_iso("2026-11-22")->days_until(*Day::from_iso("2026-12-01")), 9);
}

}  // namespace
}  // namespace gishe
