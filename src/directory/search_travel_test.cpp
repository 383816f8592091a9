#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "directory/directory.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

// Minutes by road where somebody has measured them, in what visitors and machines get.
namespace gishe::directory {
namespace {

const std::string rehabilitation = "01980000-0000-7000-8000-00000000c007";  // in Пещера
const std::string crisis_centre = "01980000-0000-7000-8000-00000000c009";   // place not said
const char* kalugerovo = "35571";

class TravelTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  TravelTest() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
    m_kept = keep_search(*m_db);
  }
  using Values = std::vector<std::pair<std::string, std::string>>;
  std::string ask(std::string_view pattern, const Values& query, const std::string& id = {}) {
    web::Request request;
    for (const auto& [name, value] : query) request.query_values.emplace_back(name, value);
    if (!id.empty()) request.path_values = {{"id", id}};
    for (const auto& route : routes()) {
      if (route.method != web::Method::get || route.pattern != pattern) continue;
      web::Context context{request, m_office, Actor{}, words::Words(words::Language::bg), {}};
      return route.handler(context).body;
    }
    return {};
  }
  boost::json::value travel_by_api(const std::string& words, const std::string& id, const Values& more) {
    Values query{{"q", words}, {"limit", "50"}};
    query.insert(query.end(), more.begin(), more.end());
    const auto answer = boost::json::parse(ask("/api/v1/services/search", query));
    for (const auto& item : answer.at("items").as_array()) {
      if (item.at("service").at("id").as_string() == id) return item.at("travel");
    }
    ADD_FAILURE() << id << " was not found by " << words;
    return {};
  }
  void measure(const std::string& rows) {
    const db::testing::Folder folder;
    const auto file = folder.path() / "travel.csv";
    std::ofstream(file) << "from_settlement,to_settlement,minutes,km\n" << rows;
    ASSERT_TRUE(territory::import_travel(*m_db, file.string()).refused.empty());
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};
  Office m_office{*m_db, m_vault, m_clock};
  std::shared_ptr<void> m_kept;
};
INSTANTIATE_TEST_SUITE_P(Engines, TravelTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(TravelTest, what_is_measured_stands_before_the_estimate_on_pages_and_for_machines) {
  const Values typed{{"q", "рехабилитация"}, {"place", kalugerovo}};
  EXPECT_NE(ask("/services", typed).find("км, около "), std::string::npos);
  EXPECT_EQ(ask("/services", typed).find("по пътя"), std::string::npos);
  const auto estimate = travel_by_api("рехабилитация", rehabilitation, {{"from", kalugerovo}});
  EXPECT_TRUE(estimate.at("estimated").as_bool());
  EXPECT_EQ(estimate.at("source"), "estimate");

  measure("35571,56277,57,61.2\n");
  EXPECT_NE(ask("/services", typed).find("61 км по пътя, 57"), std::string::npos);
  EXPECT_NE(ask("/services", typed).find("км, около "), std::string::npos) << "elsewhere the estimate stays";
  EXPECT_NE(ask("/services/{id}", {{"place", kalugerovo}}, rehabilitation).find("61 км по пътя, 57"),
            std::string::npos);
  const auto measured = travel_by_api("рехабилитация", rehabilitation, {{"from", kalugerovo}});
  EXPECT_EQ(measured.at("minutes"), 57);
  EXPECT_FALSE(measured.at("estimated").as_bool());
  EXPECT_EQ(measured.at("source"), "imported");
  const auto named = travel_by_api("рехабилитация калугерово", rehabilitation, {});
  EXPECT_EQ(named.at("minutes"), 57) << "a place in the words counts like a chosen one";
}

TEST_P(TravelTest, to_a_place_that_is_not_said_nothing_is_measured) {
  measure("35571,56277,57,61.2\n");
  EXPECT_TRUE(travel_by_api("насилие", crisis_centre, {{"from", kalugerovo}}).is_null());
  EXPECT_EQ(ask("/services/{id}", {{"place", kalugerovo}}, crisis_centre).find("с кола"), std::string::npos);
}

}  // namespace
}  // namespace gishe::directory
