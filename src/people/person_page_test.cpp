// The page of a file: whose applications it shows, and what comes back beside a field.
#include "people/people_pages.h"
#include "people/world_test.h"

namespace gishe::people {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

int asked_for = 0;
std::vector<Applied> many(db::Session&, const Actor&, const words::Words&, const PersonId&, Day, int limit) {
  ++asked_for;
  std::vector<Applied> all;
  for (int i = 0; i < limit; ++i)
    all.push_back({ApplicationId::make(), "PAZ14-26-00000" + std::to_string(i), "Отопление", "приключено"});
  all.front().due = "утре";
  all.front().due_class = "due soon";
  return all;
}

class PersonPage : public testing::Test, protected World {
 protected:
  PersonPage() : World(db::Engine::sqlite) {}
  Actor officer = actor_with(Function::desk_officer);
  PersonId person = registered(officer, "4801120127", "k1");

  void TearDown() override { list_applied_with(nullptr); }

  web::Response call(web::Response (*handler)(web::Context&), Pairs path = {}, Pairs form = {}) {
    web::Request request;
    path.emplace_back("id", person.text());
    request.path_values = std::move(path);
    request.form_values = std::move(form);
    web::Context context{request, office, officer, words::Words(words::Language::bg), {}};
    return handler(context);
  }
  static bool says(const web::Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
  }
};

TEST_F(PersonPage, shows_eight_applications_and_where_the_others_are) {
  list_applied_with(&many);
  asked_for = 0;
  const auto page = call(&pages::show_person);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(asked_for, 1);
  EXPECT_TRUE(says(page, "PAZ14-26-000000") && says(page, "PAZ14-26-000007"));
  EXPECT_FALSE(says(page, "PAZ14-26-000008"));
  EXPECT_TRUE(says(page, "/desk/applications?person=" + person.text()));
  EXPECT_TRUE(says(page, "due soon"));
  EXPECT_FALSE(says(page, "class=\"\"")) << "nothing is due: no clock";
}

TEST_F(PersonPage, a_number_without_a_purpose_is_refused_beside_the_field) {
  const auto page = call(&pages::reveal, {}, {{"purpose", ""}});
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(says(page, "error-summary") && says(page, "id=\"f-purpose-error\"")) << page.body;
  EXPECT_TRUE(says(page, "<details class=\"action no-print\" open>"));
  EXPECT_FALSE(says(page, "4801120127"));
}

TEST_F(PersonPage, a_mandate_without_a_reason_is_refused_beside_its_own_field_and_keeps_what_was_typed) {
  const auto add = [&](const char* number, const char* key) {
    return *add_representative(office, officer,
                               {person, registered(officer, number, key), "proxy", "", "пълномощно № 1", ""}, "");
  };
  const auto first = add("7506037000", "k2"), second = add("7506037022", "k3");
  const std::string field = "f-reason-" + second.text();
  const auto empty = call(&pages::end_mandate, {{"mandate", second.text()}}, {{"reason", " "}});
  EXPECT_EQ(empty.status, 422);
  EXPECT_TRUE(says(empty, "href=\"#" + field + "\"") && says(empty, "id=\"" + field + "-error\"")) << empty.body;
  EXPECT_FALSE(says(empty, "id=\"f-reason-" + first.text() + "-error\""));
  EXPECT_TRUE(says(empty, "<details class=\"action small no-print\" open>"));
  const auto odd = call(&pages::end_mandate, {{"mandate", second.text()}}, {{"reason", "Отказа се.\x07"}});
  EXPECT_EQ(odd.status, 422);
  EXPECT_TRUE(says(odd, "Отказа се."));
  EXPECT_EQ(call(&pages::end_mandate, {{"mandate", second.text()}}, {{"reason", "Отказа се."}}).status, 303);
}

}  // namespace
}  // namespace gishe::people
