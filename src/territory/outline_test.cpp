#include "territory/outline.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/db/testing.h"
#include "territory/place_store.h"

namespace gishe::territory {
namespace {

std::string feature(std::string_view code, std::string_view coordinates, std::string_view type = "Polygon") {
  return R"({"type":"Feature","properties":{"code":")" + std::string(code) + R"("},"geometry":{"type":")" +
         std::string(type) + R"(","coordinates":)" + std::string(coordinates) + "}}";
}
std::string collection(const std::vector<std::string>& features) {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) text += (i == 0 ? "" : ",") + features[i];
  return text + "]}";
}
constexpr const char* square = "[[[24,42],[24.5,42],[24.5,42.5],[24,42.5],[24,42]]]";

std::string why_refused(const std::string& one_feature) {
  const auto read = read_outlines(collection({one_feature}));
  EXPECT_TRUE(read.outlines.empty());
  return read.refused.empty() ? "" : read.refused.front();
}
bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Outlines, polygons_and_multipolygons_are_read_with_their_holes) {
  const auto read = read_outlines(collection(
      {feature("PAZ14",
               "[[[24,42],[24.5,42],[24.5,42.5],[24,42.5],[24,42]],[[24.1,42.1],[24.2,42.1],[24.2,42.2],[24.1,42.1]]]"),
       feature("PAZ", "[[[[24,42],[24.5,42],[24.5,42.5],[24,42]]],[[[25,42],[25.5,42],[25.5,42.5],[25,42]]]]",
               "MultiPolygon")}));
  ASSERT_TRUE(read.refused.empty()) << read.refused.front();
  ASSERT_EQ(read.outlines.size(), 2u);
  EXPECT_EQ(read.outlines[0].kind, "municipality");
  EXPECT_EQ(read.outlines[0].rings.size(), 2u);
  EXPECT_EQ(read.outlines[0].rings[0][1], (GeoPoint{42, 24.5}));
  EXPECT_EQ(read.outlines[1].kind, "district");
  EXPECT_EQ(read.outlines[1].rings.size(), 2u);
}

TEST(Outlines, each_fault_is_said_for_its_feature) {
  EXPECT_TRUE(
      holds(why_refused(feature("PAZ14", "[[[24,42],[25,43],[25,42],[24,43],[24,42]]]")), "crosses itself near"));
  EXPECT_TRUE(holds(why_refused(feature("PAZ14", "[[[24,42],[25,42],[25,43],[24,43]]]")), "is not closed"));
  EXPECT_TRUE(holds(why_refused(feature("PAZ14", "[[[24,42],[25,42],[24,42]]]")), "fewer than three corners"));
  EXPECT_TRUE(holds(why_refused(feature("PAZ14", "[[[24,142],[25,42],[25,43],[24,142]]]")), "outside the world"));
  EXPECT_TRUE(holds(why_refused(feature("PAZ14", "[[[\"24\",42],[25,42],[25,43],[24,42]]]")), "[longitude, latitude]"));
  EXPECT_TRUE(holds(why_refused(feature("PAZ14", "[24,42]", "Point")), "is no Polygon"));
  EXPECT_TRUE(holds(why_refused(feature("Лесичово", square)), "names no place"));
  EXPECT_TRUE(holds(why_refused("42"), "feature 1"));
  EXPECT_TRUE(holds(read_outlines("{").refused.front(), "is no JSON"));
  EXPECT_TRUE(holds(read_outlines("[]").refused.front(), "is no FeatureCollection"));
  const auto twice = read_outlines(collection({feature("PAZ14", square), feature("PAZ14", square)}));
  EXPECT_EQ(twice.outlines.size(), 1u);
  EXPECT_TRUE(holds(twice.refused.front(), "feature 2 (PAZ14)"));
}

TEST(Outlines, what_is_kept_reads_back_as_it_was) {
  const std::vector<Ring> rings{{{42.12345, 24.1}, {42.5, 24.5}, {-0.00001, -179.99999}, {42.12345, 24.1}},
                                {{1, 2}, {3, 4}, {5, 6}, {1, 2}}};
  EXPECT_EQ(rings_from_text(rings_to_text(rings)), rings);
  EXPECT_TRUE(rings_from_text("").empty());
  EXPECT_TRUE(rings_from_text("24,42 25").empty());
  EXPECT_TRUE(rings_from_text("24;42").empty());
}

class OutlineImportTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::string file_with(const std::string& text) {
    const auto path = std::filesystem::temp_directory_path() / ("outlines-" + Uuid::make().text());
    std::ofstream(path) << text;
    m_files.push_back(path);
    return path.string();
  }
  void SetUp() override {
    m_db->write([](db::Tx& tx) { load_demo_places(tx); });
  }
  void TearDown() override {
    for (const auto& path : m_files) std::filesystem::remove(path);
  }
  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  std::vector<std::filesystem::path> m_files;
};
INSTANTIATE_TEST_SUITE_P(Engines, OutlineImportTest, ::testing::ValuesIn(db::testing::engines()),
                         db::testing::engine_name);

TEST_P(OutlineImportTest, good_ones_are_taken_and_a_border_elsewhere_is_not) {
  const auto file = file_with(collection(
      {feature("PAZ14", square), feature("PAZ21", "[[[20,45],[21,45],[21,46],[20,45]]]"), feature("XXX99", square)}));
  for (int time = 0; time < 2; ++time) {
    const auto imported = import_outlines(*m_db, file);
    EXPECT_EQ(imported.outlines, 1);
    EXPECT_EQ(imported.not_here, 1);
    ASSERT_EQ(imported.refused.size(), 1u);
    EXPECT_TRUE(holds(imported.refused[0], "PAZ21 lies somewhere else than its settlements"));
  }
  m_db->read([](db::Session& s) {
    ASSERT_EQ(list_outlines(s, "municipality").size(), 1u);
    EXPECT_EQ(list_outlines(s, "municipality")[0]->rings[0].size(), 5u);
    EXPECT_TRUE(list_outlines(s, "district").empty());
  });
  const auto now = [&] { return m_db->read([](db::Session& s) { return list_outlines(s, "municipality")[0]; }); };
  const auto before = now();
  EXPECT_EQ(before, now()) << "what has not changed is not parsed again";
  std::string smaller = square;
  smaller.replace(smaller.find("42.5"), 4, "42.6");
  EXPECT_EQ(import_outlines(*m_db, file_with(collection({feature("PAZ14", smaller)}))).outlines, 1);
  EXPECT_NE(before, now());
  EXPECT_TRUE(holds(import_outlines(*m_db, "/nowhere.geojson").refused.front(), "no such file"));
}

TEST_P(OutlineImportTest, the_real_borders_of_bulgaria_are_taken_whole) {
  const char* shared = std::getenv("GISHE_SHARED");
  if (!shared) GTEST_SKIP() << "GISHE_SHARED is not set";
  const std::string folder = std::string(shared) + "/data/geo-bg";
  import_places(*m_db, folder, {});
  for (const auto& [name, wanted] : {std::pair{"municipalities", 265}, {"districts", 28}}) {
    const auto imported = import_outlines(*m_db, folder + "/" + name + ".geojson");
    EXPECT_EQ(imported.outlines, wanted) << name;
    EXPECT_TRUE(imported.refused.empty()) << testing::PrintToString(imported.refused);
  }
}

TEST_P(OutlineImportTest, travel_measured_elsewhere_stands_before_the_estimate) {
  const Ekatte from = *Ekatte::parse("35571"), to = *Ekatte::parse("05459");
  const auto ask = [&] { return m_db->read([&](db::Session& s) { return travel(s, from, to); }); };
  ASSERT_TRUE(ask());
  EXPECT_TRUE(ask()->estimated());
  const auto imported = import_travel(*m_db, file_with("from_settlement,to_settlement,minutes,km\n"
                                                       "35571,05459,11,7.5\n"
                                                       "35571,99999,11,7.5\n"
                                                       "35571,05459,eleven,7.5\n"
                                                       "35571,05459,11,-1\n"
                                                       "Калугерово,05459,11,1\n"));
  EXPECT_EQ(imported.pairs, 1);
  ASSERT_EQ(imported.refused.size(), 4u);
  EXPECT_EQ(imported.refused[0], "line 4 has unfit minutes: eleven");
  EXPECT_EQ(imported.refused[3], "line 3 names a settlement that is not here");
  EXPECT_EQ(ask()->minutes, 11);
  EXPECT_DOUBLE_EQ(ask()->km, 7.5);
  EXPECT_FALSE(ask()->estimated());
}

}  // namespace
}  // namespace gishe::territory
