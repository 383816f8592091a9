#include "territory/territory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "platform/db/testing.h"
#include "territory/place_store.h"

namespace gishe::territory {
namespace {

class TerritoryTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  void load_demo() {
    m_db->write([](db::Tx& tx) { load_demo_places(tx); });
  }
  std::vector<std::string> zone(std::string_view code, Day on) {
    std::vector<std::string> codes;
    for (const auto& c : m_db->read([&](db::Session& s) { return zone_of(s, *MunicipalityCode::parse(code), on); })) {
      codes.push_back(c.text);
    }
    return codes;
  }
  const Day m_today = *Day::of(2026, 11, 22);
  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
};
INSTANTIATE_TEST_SUITE_P(Engines, TerritoryTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(TerritoryTest, demo_places_are_there_and_may_be_loaded_twice) {
  load_demo();
  load_demo();
  m_db->read([](db::Session& s) {
    EXPECT_EQ(list_municipalities(s).size(), 15u);
    const auto village = find_settlement(s, *Ekatte::parse("35571"));
    ASSERT_TRUE(village);
    EXPECT_EQ(village->full_name(words::Language::bg), "с. Калугерово");
    EXPECT_EQ(village->full_name(words::Language::it), "Kalugerovo");
    EXPECT_EQ(village->municipality.text, "PAZ14");
    EXPECT_EQ(find_municipality(s, village->municipality)->name(words::Language::en), "Lesichovo");
    EXPECT_EQ(list_settlements(s, village->municipality).size(), 7u);
    EXPECT_EQ(district_name(s, "PAZ", words::Language::bg), "Пазарджик");
    EXPECT_EQ(district_name(s, "QQQ", words::Language::bg), "");
    EXPECT_FALSE(find_settlement(s, *Ekatte::parse("99999")));
  });
}

TEST_P(TerritoryTest, a_zone_lists_itself_first_then_by_distance) {
  load_demo();
  EXPECT_EQ(zone("PAZ14", m_today), (std::vector<std::string>{"PAZ14", "PAZ32", "PAZ21", "PAZ06", "PAZ39"}));
  EXPECT_EQ(zone("PAZ19", m_today), std::vector<std::string>{"PAZ19"});
  EXPECT_EQ(zone("XXX00", m_today), std::vector<std::string>{"XXX00"});
}

TEST_P(TerritoryTest, membership_holds_from_its_first_to_its_last_day) {
  load_demo();
  const Day last = *Day::of(2026, 6, 30);
  m_db->write([&](db::Tx& tx) {
    store_zone_member(tx, {*ZoneId::parse("01980000-0000-7000-8000-00000000a001"), *MunicipalityCode::parse("PAZ39"),
                           *Day::of(2026, 1, 1), last});
  });
  EXPECT_EQ(zone("PAZ39", last).size(), 5u);
  EXPECT_EQ(zone("PAZ39", last.plus_days(1)).size(), 1u);
  EXPECT_EQ(zone("PAZ14", last.plus_days(1)).size(), 4u);
  EXPECT_EQ(zone("PAZ14", *Day::of(2025, 12, 31)).size(), 1u);
  m_db->read([&](db::Session& s) {
    EXPECT_EQ(zone_name(s, *MunicipalityCode::parse("PAZ14"), last, words::Language::bg),
              "Зона Пазарджик-запад (примерна)");
    EXPECT_EQ(zone_name(s, *MunicipalityCode::parse("PAZ19"), last, words::Language::bg), "");
  });
}

TEST_P(TerritoryTest, travel_is_measured_where_it_is_and_else_estimated) {
  load_demo();
  const Ekatte kalugerovo{"35571"}, peshtera{"56277"};
  const auto ask = [&] { return m_db->read([&](db::Session& s) { return travel(s, kalugerovo, peshtera); }); };
  auto answer = ask();
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->estimated());
  EXPECT_GT(answer->minutes, 40);
  EXPECT_LT(answer->minutes, 80);
  m_db->write([&](db::Tx& tx) { store_measured_travel(tx, kalugerovo, peshtera, 47, 38.5, "test"); });
  answer = ask();
  EXPECT_FALSE(answer->estimated());
  EXPECT_EQ(answer->minutes, 47);
  m_db->write(
      [&](db::Tx& tx) { store_routed_travel(tx, kalugerovo, Ekatte{"43369"}, {9, 6.5, Travel::Source::osrm}); });
  m_db->read([&](db::Session& s) {
    const auto measured = list_measured_travel(s, kalugerovo, {peshtera, Ekatte{"43369"}, Ekatte{"55155"}, Ekatte{}});
    ASSERT_EQ(measured.size(), 2u);
    EXPECT_EQ(measured.at(peshtera).source, Travel::Source::imported);
    EXPECT_EQ(measured.at(Ekatte{"43369"}).source, Travel::Source::osrm);
    EXPECT_EQ(measured.at(Ekatte{"43369"}).minutes, 9);
    EXPECT_TRUE(list_measured_travel(s, peshtera, {kalugerovo}).empty());  // a row counts one way
    EXPECT_TRUE(list_measured_travel(s, kalugerovo, {}).empty());
  });
  EXPECT_FALSE(m_db->read([&](db::Session& s) { return travel(s, kalugerovo, Ekatte{"99999"}); }));
}

TEST_P(TerritoryTest, unfit_rows_are_refused_with_file_and_line_and_the_rest_is_taken) {
  const db::testing::Folder folder;
  const auto put = [&](const char* name, const char* text) { std::ofstream(folder.path() / name) << text; };
  put("districts.csv", "code,name_bg,name_en\r\nPAZ,Пазарджик,Pazardzhik\r\n");
  put("municipalities.csv",
      "code,name_bg,name_en,district_code,seat_ekatte,seat_lat,seat_lon,population_2013\n"
      "PAZ14,\"Лесичово\",Lesichovo,PAZ,43369,42.36,24.11,5382\n"
      "Лесичово,Лесичово,Lesichovo,PAZ,43369,42.36,24.11,5382\n"
      "PAZ21,Пещера,Peshtera,QQQ,56277,42.03,24.3,18597\n");
  put("settlements.csv",
      "ekatte,kind,name_bg,name_en,municipality_code,postal_code,lat,lon,population_2013\n"
      "35571,село,Калугерово,Kalugerovo,PAZ14,4462,42.3167,24.1667,1252\n"
      "3557,село,Калугерово,Kalugerovo,PAZ14,4462,42.3167,24.1667,1252\n"
      "35572,село,Калугерово,Kalugerovo,PAZ14,4462,142.3167,24.1667,1252\n"
      "35573,село,Калугерово,Kalugerovo,PAZ21,4462,42.3167,24.1667,1252\n"
      "35574,село,Калугерово\n");
  const auto imported = import_places(*m_db, folder.path().string(), {});
  EXPECT_EQ(imported.districts, 1);
  EXPECT_EQ(imported.municipalities, 1);
  EXPECT_EQ(imported.settlements, 1);
  EXPECT_EQ(imported.refused, (std::vector<std::string>{"municipalities.csv line 3: has an unfit code: Лесичово",
                                                        "municipalities.csv line 4: names an unknown district: QQQ",
                                                        "settlements.csv line 3: has an unfit ekatte: 3557",
                                                        "settlements.csv line 4: has an unfit lat: 142.3167",
                                                        "settlements.csv line 5: names an unknown municipality: PAZ21",
                                                        "settlements.csv line 6: has 3 fields, the header has 9"}));
}

TEST_P(TerritoryTest, a_folder_without_the_files_changes_nothing) {
  const auto imported = import_places(*m_db, "/nowhere", {});
  EXPECT_EQ(imported.refused.size(), 3u);
  EXPECT_TRUE(m_db->read([](db::Session& s) { return list_municipalities(s).empty(); }));
}

TEST_P(TerritoryTest, all_of_bulgaria_is_imported_twice) {
  const char* shared = std::getenv("GISHE_SHARED");
  const std::string folder = std::string(shared ? shared : "../shared") + "/data/geo-bg";
  if (!std::ifstream(folder + "/settlements.csv")) GTEST_SKIP() << "not run: no " << folder << " (set GISHE_SHARED)";
  for (int turn = 0; turn < 2; ++turn) {
    const auto imported = import_places(*m_db, folder, {});
    EXPECT_EQ(imported.districts, 28);
    EXPECT_EQ(imported.municipalities, 265);
    EXPECT_EQ(imported.settlements, 5266);
    EXPECT_TRUE(imported.refused.empty());
  }
  m_db->read([](db::Session& s) {
    EXPECT_EQ(list_municipalities(s).size(), 265u);
    EXPECT_EQ(find_settlement(s, Ekatte{"00014"})->name_bg, "Абланица");
  });
}

TEST(Travel, the_estimate_grows_with_distance_and_counts_setting_out) {
  const auto none = estimate_travel(42, 24, 42, 24);
  EXPECT_EQ(none.minutes, 5);
  const auto degree = estimate_travel(42, 24, 43, 24);  // 111.2 km of air
  EXPECT_NEAR(degree.km, 150.1, 0.2);
  EXPECT_EQ(degree.minutes, 205);
}

}  // namespace
}  // namespace gishe::territory
