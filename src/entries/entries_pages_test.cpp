#include "entries/world_test.h"

namespace gishe::entries {
namespace {

constexpr const char* adult_rehabilitation = "01980000-0000-7000-8000-00000000c007";
constexpr const char* crisis_centre = "01980000-0000-7000-8000-00000000c009";

TEST(ProviderPages, a_provider_says_its_places_in_one_tap_and_sees_its_mistakes_beside_the_field) {
  testing::World w(db::Engine::sqlite);
  const Actor head = w.actor(Function::provider_head, "PAZ21", "01980000-0000-7000-8000-00000000b004");
  auto page = w.ask(web::Method::get, "/provider/services", {}, head);
  EXPECT_NE(page.body.find("/services/01980000-0000-7000-8000-00000000c007/capacity"), std::string::npos);
  EXPECT_EQ(page.body.find("Кризисен център"), std::string::npos);

  auto request = w.with_id(adult_rehabilitation);
  request.form_values = {{"places_total", "30"}, {"places_free", "3"}, {"waiting", "0"}, {"form_key", "k1"}};
  auto answer = w.ask(web::Method::post, "/services/{id}/capacity", request, head);
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(w.service(*ServiceId::parse(adult_rehabilitation)).capacity.places_free, 3);
  EXPECT_NE(answer.headers.front().second.find("was=4"), std::string::npos) << answer.headers.front().second;

  request.form_values = {{"places_total", "2"}, {"places_free", "много"}, {"waiting", "0"}, {"form_key", "k2"}};
  answer = w.ask(web::Method::post, "/services/{id}/capacity", request, head);
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.body.find("много"), std::string::npos);

  request.form_values = {{"phone", ""}, {"hours", "сряда"}, {"version", "1"}, {"form_key", "k3"}};
  answer = w.ask(web::Method::post, "/provider/services/{id}/contact", request, head);
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.body.find("сряда"), std::string::npos);

  EXPECT_EQ(w.ask(web::Method::get, "/provider/services/{id}", w.with_id(crisis_centre), head).status, 404);
  EXPECT_EQ(w.ask(web::Method::post, "/services/{id}/capacity", w.with_id(crisis_centre), head).status, 404);
}

}  // namespace
}  // namespace gishe::entries
