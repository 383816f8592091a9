#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "directory/directory.h"
#include "directory/search_address.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

constexpr const char* adult_rehabilitation = "01980000-0000-7000-8000-00000000c007";
constexpr const char* crisis_centre = "01980000-0000-7000-8000-00000000c009";

/// The handlers as the router calls them, on the demo.
class Pages : public ::testing::Test {
 protected:
  Pages() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
    m_head.account = AccountId::make();
    m_head.post = {PostId::make(),
                   Function::provider_head,
                   {"PAZ21"},
                   *OrganisationId::parse("01980000-0000-7000-8000-00000000b004")};
  }

  web::Response ask(web::Method method, std::string_view pattern, web::Request request, const Actor& actor = {},
                    words::Language language = words::Language::bg) {
    for (const auto& route : routes()) {
      if (route.method != method || route.pattern != pattern) continue;
      request.method = method;
      page::Surroundings around;
      around.language = language;
      web::Context context{request, m_office, actor, words::Words(language), around};
      return route.handler(context);
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
  }
  static web::Request with_id(std::string_view id) {
    web::Request request;
    request.path_values = {{"id", std::string(id)}};
    return request;
  }
  boost::json::object json(const web::Response& response) { return boost::json::parse(response.body).as_object(); }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(db::Engine::sqlite);
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};
  Office m_office{*m_db, m_vault, m_clock};
  Actor m_head;
};

TEST_F(Pages, a_service_is_shown_in_three_languages_with_all_its_words) {
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const auto page = ask(web::Method::get, "/services/{id}", with_id(adult_rehabilitation), {}, language);
    EXPECT_EQ(page.status, 200);
    for (const auto* key :
         {"directory.", "service_type.", "target_group.", "paper.", "capacity.", "organisation_kind."}) {
      EXPECT_EQ(page.body.find(std::string(">") + key), std::string::npos) << key;
    }
    EXPECT_NE(page.body.find("Рехабилитация за възрастни – Пещера"), std::string::npos);
    EXPECT_NE(page.body.find("0350 00-10-07"), std::string::npos);
  }
  const auto page = ask(web::Method::get, "/services/{id}", with_id(adult_rehabilitation));
  EXPECT_NE(page.body.find("4 свободни места"), std::string::npos);
  EXPECT_NE(page.body.find("гр. Пещера"), std::string::npos);
}

TEST_F(Pages, what_is_not_there_and_what_is_not_listed_is_not_found) {
  EXPECT_EQ(ask(web::Method::get, "/services/{id}", with_id("nonsense")).status, 404);
  EXPECT_EQ(ask(web::Method::get, "/services/{id}", with_id(ServiceId::make().text())).status, 404);
  m_db->write([](db::Tx& tx) {
    NewService draft;
    draft.service = *find_service(tx, *ServiceId::parse(adult_rehabilitation));
    draft.service.status = "draft";
    store_service(tx, draft);
    const auto left = list_services_for_need(tx, *find_need(tx, "rehabilitation_after_illness"), {{"PAZ21"}}, 200);
    for (const auto& s : left) EXPECT_NE(s.id.text(), adult_rehabilitation);
  });
  EXPECT_EQ(ask(web::Method::get, "/services/{id}", with_id(adult_rehabilitation)).status, 404);
  EXPECT_EQ(ask(web::Method::get, "/api/v1/services/{id}", with_id(adult_rehabilitation)).status, 404);
}

TEST_F(Pages, a_shelter_shows_a_phone_and_no_place) {
  const auto page = ask(web::Method::get, "/services/{id}", with_id(crisis_centre));
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("Мястото не се обявява"), std::string::npos);
  EXPECT_NE(page.body.find("0350 00-10-09"), std::string::npos);
  EXPECT_EQ(page.body.find("гр. Пещера"), std::string::npos);
  const auto api = json(ask(web::Method::get, "/api/v1/services/{id}", with_id(crisis_centre)));
  EXPECT_TRUE(api.at("restricted_place").as_bool());
  for (const auto* member : {"address", "settlement", "latitude", "longitude"}) {
    EXPECT_TRUE(api.at(member).is_null()) << member;
  }
}

/// Who may come at night and what is left by the morning is for those who work here.
TEST_F(Pages, of_a_shelter_a_stranger_learns_neither_numbers_nor_the_municipality) {
  const auto api = json(ask(web::Method::get, "/api/v1/services/{id}", with_id(crisis_centre)));
  EXPECT_TRUE(api.at("municipality").is_null());
  EXPECT_EQ(api.at("capacity").at("status").as_string(), "capacity");
  EXPECT_TRUE(api.at("capacity").at("updated_on").is_null());
  for (const auto* number : {"places_free", "places_total", "waiting"}) {
    EXPECT_FALSE(api.at("capacity").as_object().contains(number)) << number;
  }
  EXPECT_TRUE(std::string(api.at("modified_at").as_string()).ends_with("T00:00:00Z"));
  const auto page = ask(web::Method::get, "/services/{id}", with_id(crisis_centre)).body;
  EXPECT_NE(page.find("Има свободни места"), std::string::npos);
  EXPECT_EQ(page.find("3 свободни"), std::string::npos);
  EXPECT_EQ(page.find("Според доставчика"), std::string::npos);
  web::Request there;
  there.query_values = {{"municipality", "PAZ21"}, {"limit", "200"}};
  EXPECT_EQ(ask(web::Method::get, "/api/v1/services", there).body.find(crisis_centre), std::string::npos);
}

TEST_F(Pages, the_search_keeps_its_question_in_the_address_and_goes_on) {
  web::Request all;
  const auto first = ask(web::Method::get, "/services", all);
  EXPECT_NE(first.body.find("/services?page=2"), std::string::npos);
  EXPECT_TRUE(first.cacheable) << "the plain list is the same for all";

  web::Request typed;
  typed.query_values = {{"q", "рехабилитация"}, {"place", "с. калугерово"}, {"type", "nonsense"}};
  const auto page = ask(web::Method::get, "/services", typed);
  EXPECT_FALSE(page.cacheable) << "what somebody typed is kept nowhere";
  EXPECT_NE(page.body.find("value=\"Калугерово\""), std::string::npos) << "the place is read and said back";
  EXPECT_NE(page.body.find("?place=35571"), std::string::npos);

  web::Request nothing;
  nothing.query_values = {{"q", "космически кораб"}, {"free", "1"}};
  const auto empty = ask(web::Method::get, "/services", nothing);
  EXPECT_NE(empty.body.find("Не намерихме услуга"), std::string::npos);
  EXPECT_NE(empty.body.find("Махнете ограниченията"), std::string::npos);
  EXPECT_EQ(empty.body.find("Намерени са"), std::string::npos);
}

TEST_F(Pages, a_place_is_found_as_people_write_it_and_asked_back_when_it_may_be_two) {
  m_db->write([](db::Tx& tx) {
    EXPECT_EQ(read_place(tx, "гр. Пещера").chosen()->code.text, "56277");
    EXPECT_EQ(read_place(tx, "PESHTERA").chosen()->code.text, "56277");
    EXPECT_EQ(read_place(tx, "peshtera").chosen()->name_bg, "Пещера");
    EXPECT_EQ(read_place(tx, "35571").chosen()->name_bg, "Калугерово");
    EXPECT_EQ(read_place(tx, "Калугерово, община Лесичово").chosen()->code.text, "35571");
    EXPECT_FALSE(read_place(tx, "Калугерово, община Пещера").chosen());
    EXPECT_FALSE(read_place(tx, "Никъде").chosen());
    EXPECT_TRUE(read_place(tx, "").candidates.empty());
  });
}

TEST_F(Pages, a_restricted_place_says_neither_where_nor_how_far) {
  web::Request request = with_id(crisis_centre);
  request.query_values = {{"place", "35571"}};
  const auto page = ask(web::Method::get, "/services/{id}", request).body;
  EXPECT_NE(page.find("Мястото не се обявява"), std::string::npos);
  EXPECT_EQ(page.find(" км"), std::string::npos);
  EXPECT_EQ(page.find("Колко е далече"), std::string::npos);
  EXPECT_EQ(page.find("Пещера, ул"), std::string::npos);
  const auto slip = ask(web::Method::get, "/services/{id}/slip.pdf", request);
  EXPECT_EQ(slip.content_type, "application/pdf");
  EXPECT_EQ(slip.body.substr(0, 5), "%PDF-");
}

TEST_F(Pages, the_api_pages_by_cursor_and_says_no_to_unknown_filters) {
  web::Request request;
  request.query_values = {{"limit", "40"}};
  auto answer = json(ask(web::Method::get, "/api/v1/services", request));
  EXPECT_EQ(answer.at("items").as_array().size(), 40u);
  request.query_values.push_back({"after", std::string(answer.at("next").as_string())});
  answer = json(ask(web::Method::get, "/api/v1/services", request));
  EXPECT_EQ(answer.at("items").as_array().size(), 26u);
  EXPECT_TRUE(answer.at("next").is_null());
  request.query_values = {{"type", "no_such"}};
  EXPECT_EQ(ask(web::Method::get, "/api/v1/services", request).status, 422);
  EXPECT_EQ(json(ask(web::Method::get, "/api/v1/needs", {})).at("items").as_array().size(), 20u);

  auto post = with_id(adult_rehabilitation);
  post.headers = {{"content-type", "application/json"}};
  post.body = R"({"places_total": 30, "places_free": 0, "waiting": 2})";
  answer = json(ask(web::Method::post, "/api/v1/services/{id}/capacity", post, m_head));
  EXPECT_EQ(answer.at("capacity").at("status").as_string(), "waitlist");
  post.body = R"({"places_total": 30})";
  EXPECT_EQ(ask(web::Method::post, "/api/v1/services/{id}/capacity", post, m_head).status, 422);
}

TEST_F(Pages, numbers_older_than_thirty_days_are_not_given) {
  m_clock.move_to(m_clock.now().plus_seconds(86'400 * 60));
  const auto page = ask(web::Method::get, "/services/{id}", with_id(adult_rehabilitation));
  EXPECT_NE(page.body.find("Не се знае: попитайте"), std::string::npos);
  const auto api = json(ask(web::Method::get, "/api/v1/services/{id}", with_id(adult_rehabilitation)));
  EXPECT_EQ(api.at("capacity").at("status").as_string(), "unknown");
  EXPECT_FALSE(api.at("capacity").as_object().contains("places_free"));
}

}  // namespace
}  // namespace gishe::directory
