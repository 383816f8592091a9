#include "zones/indicator_acts.h"

#include <gtest/gtest.h>

#include "platform/db/town_test.h"

namespace gishe::zones {
namespace {

using db::testing::why;

class Indicators : public testing::TestWithParam<db::Engine> {
 protected:
  Indicators() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {db::testing::lesichovo_town, db::testing::peshtera_town});
      for (const Actor* a : {&planner, &neighbour, &mayor}) db::testing::add_account(tx, *a);
    });
  }
  Result<IndicatorImportId> take(const Actor& who, const std::string& rows, std::string_view key = "") {
    return import_indicators(office, who, "числа.csv", "място;показател;година;стойност;източник;документ\n" + rows,
                             key);
  }
  Result<SeenImport> seen(const Actor& who, const IndicatorImportId& id) {
    return db->read([&](db::Session& s) { return see_import(s, who, id); });
  }
  std::vector<IndicatorValue> kept(const Area& area) {
    return db->read([&](db::Session& s) { return store::list_totals(s, {"PAZ14"}, area); });
  }

  SetClock clock{db::testing::noon("2026-11-23")};
  std::unique_ptr<db::Database> db = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  Actor planner = db::testing::actor(Function::zone_planner, {"PAZ14"}, {}, "planner@lesichovo.example");
  Actor neighbour = db::testing::actor(Function::zone_planner, {"PAZ21"}, {}, "planner@peshtera.example");
  Actor mayor = db::testing::actor(Function::mayor, {"PAZ14"}, {}, "mayor@lesichovo.example");
};
INSTANTIATE_TEST_SUITE_P(Engines, Indicators, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Indicators, good_rows_are_taken_and_each_other_one_is_told) {
  const auto id = take(planner,
                       "PAZ14;population;2025;4 812;НСИ;Население\nPAZ99;population;2025;1;НСИ;x\n"
                       "BG;unemployment;2025;4,2;АЗ;Бюлетин\nPAZ;population;2025;;НСИ;x\n",
                       "key");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(take(planner,
                 "PAZ14;population;2025;4 812;НСИ;Население\nPAZ99;population;2025;1;НСИ;x\n"
                 "BG;unemployment;2025;4,2;АЗ;Бюлетин\nPAZ;population;2025;;НСИ;x\n",
                 "key")
                ->text(),
            id->text())
      << "a double click takes it once";
  const auto report = seen(planner, *id);
  ASSERT_TRUE(report.ok()) << why(report);
  EXPECT_EQ(report->import.taken, 2);
  EXPECT_EQ(report->import.refused, 2);
  ASSERT_EQ(report->faults.size(), 2u);
  EXPECT_EQ(report->faults[0].row, 2);
  EXPECT_EQ(report->faults[0].refusal, "zones.unknown_area");
  EXPECT_EQ(report->faults[1].field, "value");
  ASSERT_EQ(kept({"municipality", "PAZ14"}).size(), 1u);
  EXPECT_EQ(kept({"municipality", "PAZ14"})[0].thousandths, 4'812'000);
  ASSERT_EQ(kept({"country", "BG"}).size(), 1u);
  EXPECT_EQ(kept({"country", "BG"})[0].thousandths, 4'200);
}

TEST_P(Indicators, the_later_table_counts) {
  ASSERT_TRUE(take(planner, "PAZ14;population;2025;4 812;НСИ;Население\n").ok());
  ASSERT_TRUE(
      take(planner, "PAZ14;population;2025;4 798;НСИ;Поправка\nPAZ14;population;2024;4 900;НСИ;Население\n").ok());
  const auto values = kept({"municipality", "PAZ14"});
  ASSERT_EQ(values.size(), 2u);
  EXPECT_EQ(values[0].year, 2024);
  EXPECT_EQ(values[1].document, "Поправка");
}

TEST_P(Indicators, two_sources_that_disagree_are_told_and_the_later_table_counts) {
  ASSERT_TRUE(take(planner, "PAZ14;population;2025;4 812;НСИ;Население\nPAZ14;children;2025;700;НСИ;Население\n").ok());
  const auto id = take(planner,
                       "PAZ14;population;2025;5 020,5;ГРАО;Адресна регистрация\nPAZ14;children;2025;700;ГРАО;x\n"
                       "PAZ14;nurses;2025;много;ГРАО;x\n");
  ASSERT_TRUE(id.ok()) << why(id);
  const auto report = seen(planner, *id);
  EXPECT_EQ(report->import.taken, 2);
  EXPECT_EQ(report->import.refused, 1);
  ASSERT_EQ(report->faults.size(), 2u) << "the same number of another source is no quarrel";
  EXPECT_EQ(report->faults[0].refusal, "zones.sources_differ");
  EXPECT_EQ(report->faults[0].row, 1);
  EXPECT_TRUE(report->faults[0].said.starts_with("НСИ, Население: 4")) << report->faults[0].said;
  EXPECT_EQ(report->faults[1].said, "много") << "what stood there";
  EXPECT_EQ(kept({"municipality", "PAZ14"}).back().thousandths, 5'020'500);
}

TEST_P(Indicators, only_the_office_sees_its_tables) {
  const auto id = take(planner, "PAZ14;population;2025;4 812;НСИ;Население\n");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(why(seen(neighbour, *id)), "not_found");
  EXPECT_EQ(why(seen(mayor, *id)), "not_your_function");
  EXPECT_EQ(why(take(mayor, "PAZ14;population;2025;4 812;НСИ;Население\n")), "not_your_function");
  EXPECT_EQ(why(import_indicators(office, planner, "x", "PK\x03\x04", "")), "table.not_a_table");
  EXPECT_EQ(why(import_indicators(office, planner, "x", "място;година\nPAZ14;2025\n", "")), "zones.column_missing");
}

}  // namespace
}  // namespace gishe::zones
