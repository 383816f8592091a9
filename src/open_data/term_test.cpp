#include "open_data/bg_social.h"
#include "open_data/hsds_shape.h"
#include "open_data/term_acts.h"
#include "open_data/world_test.h"

// What terms of other people's taxonomies mean here, and which columns of imported entries follow.
namespace gishe::open_data {
namespace {

constexpr const char* home_care = "0198aaaa-0000-7000-8000-000000000101";
constexpr const char* lonely = "0198aaaa-0000-7000-8000-000000000102";
constexpr const char* service = "0198aaaa-0000-7000-8000-000000000011";
constexpr const char* owner = "0198aaaa-0000-7000-8000-000000000012";
const Meaning assistance{std::string(bg_social::service_type), "assistant_support"};
const Meaning day_care{std::string(bg_social::service_type), "day_care"};
const Meaning loneliness{std::string(bg_social::need), "loneliness"};
const Meaning old_people{std::string(bg_social::target_group), "older_person"};

class TermTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  TermTest() {
    editor.post.function = Function::directory_editor;
    editor.post.municipality = {"PAZ14"};
    editor.account = AccountId::make();
  }
  static std::string attribute(const std::string& of, const char* term, const char* name) {
    return R"({"id":")" + bg_social::named_id(of + term).text() + R"(","link_id":")" + of +
           R"(","taxonomy_term_id":")" + term + R"(","taxonomy_term":{"id":")" + term + R"(","code":"X","name":")" +
           name + R"(","description":"","taxonomy":"AIRS"}})";
  }
  /// One service with both terms, said anew in `words`; `own` is one more attribute.
  Imported import(const std::string& words, const std::string& own = {}) {
    const auto path = (folder.path() / "one.json").string();
    std::ofstream(path) << R"({"id":")" << service << R"(","name":"Помощ","status":"active","description":")" << words
                        << R"(","organization":{"id":")" << owner
                        << R"(","name":"НПО","description":""},"attributes":[)"
                        << attribute(service, home_care, "In-home care") << ","
                        << attribute(service, lonely, "Isolated people") << own << "]}";
    return world.take(path);
  }
  Result<Done> say(const char* term, const std::optional<Meaning>& old, const Meaning& now) {
    return keep_meaning(world.office, editor, *Uuid::parse(term), old, now, "");
  }
  std::vector<ForeignTerm> terms(bool only_open = false) {
    return world.database().read([&](db::Session& s) { return list_foreign_terms(s, only_open, 0, 50); });
  }
  directory::Service now() { return *world.find(service); }
  /// As a person does it: the entry is stored and its document told.
  template <class Change>
  void person_changes(Change&& change) {
    world.database().write([&](db::Tx& tx) {
      auto entry = *directory::find_entry(tx, *ServiceId::parse(service));
      change(entry.service);
      directory::store_service(tx, entry);
    });
  }

  db::testing::Folder folder;
  World world{GetParam(), World::Filled::places};
  Actor editor;
};
INSTANTIATE_TEST_SUITE_P(Engines, TermTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(TermTest, foreign_terms_are_listed_by_use_and_ours_are_not) {
  import("първо",
         R"(,{"id":"0198aaaa-0000-7000-8000-000000000103","taxonomy_term_id":"0198aaaa-0000-7000-8000-000000000104",
    "taxonomy_term":{"id":"0198aaaa-0000-7000-8000-000000000104","name":"d","description":"d","code":"day_care",
    "taxonomy":"bg_service_type"}})");
  const auto path = (folder.path() / "two.json").string();
  const std::string second = "0198aaaa-0000-7000-8000-000000000021";
  std::ofstream(path) << R"({"id":")" << second << R"(","name":"Втора","status":"active","organization_id":")" << owner
                      << R"(","attributes":[)" << attribute(second, lonely, "Isolated people") << "]}";
  EXPECT_EQ(world.take(path).services, 1);
  const auto list = terms();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].id, *Uuid::parse(lonely));
  EXPECT_EQ(list[0].entries, 2);
  EXPECT_EQ(list[0].example, *Uuid::parse(service));
  EXPECT_EQ(list[1].entries, 1);
  EXPECT_FALSE(list[1].meaning);
  ASSERT_TRUE(say(lonely, std::nullopt, Meaning{}));
  EXPECT_EQ(terms(true).size(), 1u);
  EXPECT_EQ(terms().at(0).meaning, Meaning{});
}

TEST_P(TermTest, a_meaning_reaches_entries_that_are_there_and_imports_to_come) {
  import("първо");
  EXPECT_EQ(now().type, directory::unclassified);
  const auto before = world.document(hsds::services, service);
  ASSERT_TRUE(say(home_care, std::nullopt, assistance));
  ASSERT_TRUE(say(lonely, std::nullopt, old_people));
  EXPECT_EQ(now().type, "assistant_support");
  EXPECT_FALSE(now().needs.empty()) << "all that its type answers";
  EXPECT_EQ(now().target_groups, std::vector<std::string>{"older_person"});
  EXPECT_EQ(world.document(hsds::services, service), before) << "the document stays as it came";
  EXPECT_EQ(import("второ").services, 1);
  EXPECT_EQ(now().type, "assistant_support");
  EXPECT_EQ(now().target_groups, std::vector<std::string>{"older_person"});
  // Undone by saying something else.
  ASSERT_TRUE(say(lonely, old_people, loneliness));
  EXPECT_TRUE(now().target_groups.empty());
  EXPECT_EQ(now().needs, std::vector<std::string>{"loneliness"});
  ASSERT_TRUE(say(home_care, assistance, Meaning{}));
  ASSERT_TRUE(say(lonely, loneliness, Meaning{}));
  EXPECT_EQ(now().type, directory::unclassified);
  EXPECT_TRUE(now().needs.empty());
}

TEST_P(TermTest, what_a_person_has_set_and_what_the_document_says_stays) {
  import("първо");
  ASSERT_TRUE(say(home_care, std::nullopt, assistance));
  person_changes([](directory::Service& s) { s.phone = "0350 00-00-00"; });
  EXPECT_FALSE(world.document(hsds::services, service).at("attributes").get_array().size() > 2)
      << "what terms gave is not written into the document as if a person had said it";
  ASSERT_TRUE(say(home_care, assistance, day_care));
  EXPECT_EQ(now().type, "day_care");
  person_changes([](directory::Service& s) { s.type = "shelter"; });
  ASSERT_TRUE(say(home_care, day_care, assistance));
  EXPECT_EQ(now().type, "shelter");
  ASSERT_TRUE(say(lonely, std::nullopt, old_people));
  EXPECT_EQ(now().target_groups, std::vector<std::string>{"older_person"}) << "another column still follows";
  person_changes([](directory::Service& s) { s.target_groups.clear(); });
  ASSERT_TRUE(say(lonely, old_people, loneliness));
  ASSERT_TRUE(say(lonely, loneliness, old_people));
  EXPECT_TRUE(now().target_groups.empty());
}

TEST_P(TermTest, refusals) {
  import("първо");
  EXPECT_EQ(say(home_care, std::nullopt, {std::string(bg_social::need), "no_such_need"}).refusals().front().code,
            &not_in_list);
  EXPECT_EQ(say(home_care, std::nullopt, {"bg_funding", "paid"}).refusals().front().code, &not_in_list);
  EXPECT_EQ(say(owner, std::nullopt, assistance).refusals().front().code, &not_found) << "no entry uses it";
  ASSERT_TRUE(say(home_care, std::nullopt, assistance));
  EXPECT_EQ(say(home_care, std::nullopt, day_care).refusals().front().code, &changed_meanwhile);
  editor.post.function = Function::desk_officer;
  EXPECT_FALSE(say(home_care, assistance, day_care));
  EXPECT_EQ(now().type, "assistant_support");
}

TEST_P(TermTest, a_term_of_many_entries_is_gone_through_by_the_job) {
  constexpr int many = 120;  // more than follow at once
  const auto path = (folder.path() / "many.json").string();
  std::ofstream file(path);
  file << R"([{"id":")" << owner << R"(","name":"НПО","description":""})";
  for (int n = 0; n < many; ++n) {
    const auto id = bg_social::named_id("many " + std::to_string(n)).text();
    file << R"(,{"id":")" << id << R"(","name":"У","status":"active","organization_id":")" << owner
         << R"(","attributes":[)" << attribute(id, lonely, "Isolated people") << "]}";
  }
  file << "]";
  file.close();
  ASSERT_EQ(world.take(path).services, many);
  ASSERT_TRUE(say(lonely, std::nullopt, day_care));
  EXPECT_TRUE(terms().at(0).waiting);
  apply_meanings(world.office);
  EXPECT_FALSE(terms().at(0).waiting);
  int followed = 0;
  for (int n = 0; n < many; ++n) {
    followed += world.find(bg_social::named_id("many " + std::to_string(n)).text().c_str())->type == "day_care";
  }
  EXPECT_EQ(followed, many);
}

}  // namespace
}  // namespace gishe::open_data
