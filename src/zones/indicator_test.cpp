#include "zones/indicator.h"

#include <gtest/gtest.h>

namespace gishe::zones {
namespace {

const Currencies currencies{{"€", "eur", "евро"}, {"лв.", "лв", "bgn"}};

HowToRead how() {
  HowToRead h;
  for (const auto column : columns) h.heading[std::string(column)] = column;
  h.heading["година"] = "year";
  h.area_kind = [](const std::string& code) {
    return code == "PAZ14" ? "municipality" : code == "35300" ? "settlement" : "";
  };
  h.unit = {{"population", "people"}, {"unemployment", "percent"}, {"social_spending", "eur"}};
  h.sex = {{"ж", "f"}, {"m", "m"}};
  h.currencies = currencies;
  h.year_max = 2026;
  return h;
}

std::string faults(const std::string& row) {
  const auto table = table::read("area;indicator;sex;age;ГОДИНА;value;source;document\n" + row + "\n");
  EXPECT_TRUE(table.ok());
  const auto rows = read_values(*table, how());
  EXPECT_TRUE(rows.ok());
  std::string said;
  for (const auto& no : rows->front().faults) said += no.field + ":" + no.code->name + " ";
  return said;
}

TEST(IndicatorRows, say_what_is_wrong_with_each) {
  EXPECT_EQ(faults("PAZ14;population;;;2025;4 812;НСИ;Население 2025"), "");
  EXPECT_EQ(faults("35300;population;Ж;75+;2025;1,5;НСИ;Население"), "");
  EXPECT_EQ(faults("PAZ14;population;;;2025;;НСИ;Население"), "value:required ");
  EXPECT_EQ(faults("PAZ99;population;;;2025;1;НСИ;Население"), "area:zones.unknown_area ");
  EXPECT_EQ(faults("PAZ14;gold;x;7-3;2031;много;НСИ;Население"),
            "indicator:not_in_list sex:not_in_list age:not_in_list year:not_in_list value:not_a_number ");
  EXPECT_EQ(faults("PAZ14;population;;;2025;1;" + std::string(400, 'x') + ";y"), "source:too_long ");
  EXPECT_EQ(faults("PAZ14;population"), ":zones.row_broken ");
  EXPECT_EQ(faults("PAZ14;population;;;2025;-1;НСИ;Население"), "value:zones.negative ");
  EXPECT_EQ(faults("PAZ14;unemployment;;;2025;100;НСИ;Пазар на труда"), "");
  EXPECT_EQ(faults("PAZ14;unemployment;;;2025;100,001;НСИ;Пазар на труда"), "value:zones.over_100 ");
}

TEST(IndicatorRows, money_before_the_euro_says_its_currency) {
  const auto euros = [](const char* typed, int year) {
    const auto read = euros_from(typed, year, currencies);
    return read ? std::to_string(*read) : std::string(read.refusals().front().code->name);
  };
  EXPECT_EQ(euros("120", 2025), "zones.currency_not_said");
  EXPECT_EQ(euros("1 955,83 лв.", 2024), "1000000");
  EXPECT_EQ(euros("1955.83 BGN", 2025), "1000000");
  EXPECT_EQ(euros("61,36 €", 2025), "61360");
  EXPECT_EQ(euros("61.36", 2026), "61360");
  EXPECT_EQ(euros("61,36 EUR", 2027), "61360");
  EXPECT_EQ(euros("120 лв", 2026), "zones.currency_over");
  for (const char* no : {"", "лв.", "много лв.", "1,2,3 €"}) EXPECT_EQ(euros(no, 2025), "not_a_number") << no;
  EXPECT_EQ(faults("PAZ14;social_spending;;;2024;120;Община;Бюджет"), "value:zones.currency_not_said ");
  EXPECT_EQ(faults("PAZ14;social_spending;;;2024;-5 лв.;Община;Бюджет"), "value:zones.negative ");
  EXPECT_EQ(faults("PAZ14;social_spending;;;2024;120 лв.;Община;Бюджет"), "");
}

TEST(IndicatorRows, a_table_without_a_needed_column_is_refused_whole) {
  const auto why = [](const std::string& text) {
    const auto rows = read_values(*table::read(text), how());
    return rows.ok() ? std::string() : std::string(rows.refusals().front().code->name);
  };
  EXPECT_EQ(why("area;indicator;year;value;source\nPAZ14;population;2025;1;НСИ\n"), "zones.column_missing");
  EXPECT_EQ(why("area;year;indicator;ГОДИНА;value;source;document\nPAZ14;2025;population;2025;1;НСИ;x\n"),
            "zones.column_twice");
}

TEST(IndicatorRows, the_same_figure_twice_is_told_with_its_first_row) {
  const auto rows = read_values(*table::read("area,indicator,year,value,source,document\nPAZ14,population,2025,1,a,b\n"
                                             "PAZ14,population,2025,2,a,b\n"),
                                how());
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE(rows->at(0).faults.empty());
  ASSERT_FALSE(rows->at(1).faults.empty());
  EXPECT_EQ(rows->at(1).faults.front().with.front().second, "1");
}

TEST(IndicatorNumbers, are_read_as_people_write_them) {
  EXPECT_EQ(thousandths_from("1 234,5"), 1'234'500);
  EXPECT_EQ(thousandths_from("1\xC2\xA0"
                             "234.567"),
            1'234'567);
  EXPECT_EQ(thousandths_from("-3"), -3000);
  EXPECT_EQ(thousandths_from("0"), 0);
  for (const char* no : {"", "-", "1.2345", "1,2,3", "12 души", "1e5", "NaN", "9999999999999"})
    EXPECT_FALSE(thousandths_from(no)) << no;
  for (const char* yes : {"", "0-17", "75+", "8"}) EXPECT_TRUE(is_age(yes)) << yes;
  for (const char* no : {"17-0", "-", "+", "a", "0-17-20", "12345678"}) EXPECT_FALSE(is_age(no)) << no;
}

}  // namespace
}  // namespace gishe::zones
