#include "directory/service_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/search_index.h"
#include "directory/search_store.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

ServiceId service_number(int n) {
  const auto digits = std::to_string(100 + n).substr(1);
  return *ServiceId::parse("01980000-0000-7000-8000-00000000c0" + digits);
}
const ServiceId rehabilitation = service_number(7), crisis_centre = service_number(9), club = service_number(2);

class SearchTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  SearchTest() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
    m_kept = keep_search(*m_db);
  }
  Answer search(const std::string& words) {
    Asked asked;
    asked.words = words;
    return search_services(m_office, asked);
  }
  std::vector<std::string> names(const Answer& answer) {
    std::vector<std::string> list;
    for (const auto& f : answer.found) {
      list.push_back(m_db->read([&](db::Session& s) { return find_service(s, f.id)->name; }));
    }
    return list;
  }
  static bool has(const Answer& answer, const ServiceId& id) {
    return std::any_of(answer.found.begin(), answer.found.end(), [&](const Found& f) { return f.id == id; });
  }
  static const Found& of(const Answer& answer, const ServiceId& id) {
    return *std::find_if(answer.found.begin(), answer.found.end(), [&](const Found& f) { return f.id == id; });
  }
  static bool because(const Found& found, Why::Kind kind) {
    return std::any_of(found.why.begin(), found.why.end(), [&](const Why& w) { return w.kind == kind; });
  }
  Service read_service(const ServiceId& id) {
    return m_db->read([&](db::Session& s) { return *find_service(s, id); });
  }
  void store(const Service& s) {
    m_db->write([&](db::Tx& tx) { store_service(tx, {s, LocationId{s.id.value}, "own", {}}); });
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};
  Office m_office{*m_db, m_vault, m_clock};
  std::shared_ptr<void> m_kept;
};
INSTANTIATE_TEST_SUITE_P(Engines, SearchTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(SearchTest, says_why_each_is_there) {
  Asked asked;
  asked.words = "рехабелитация след инсулт";
  asked.from = {"43369"};  // Лесичово
  const auto answer = search_services(m_office, asked);
  ASSERT_FALSE(answer.found.empty());
  EXPECT_EQ(answer.did_you_mean, "рехабилитация след инсулт");
  ASSERT_TRUE(has(answer, rehabilitation));
  const auto& found = of(answer, rehabilitation);
  EXPECT_TRUE(because(found, Why::Kind::corrected));
  EXPECT_TRUE(because(found, Why::Kind::need));
  EXPECT_TRUE(because(found, Why::Kind::serves_you));
  EXPECT_TRUE(because(found, Why::Kind::free_places));
  ASSERT_TRUE(found.travel);
  EXPECT_TRUE(found.travel->estimated());
  EXPECT_GT(found.travel->minutes, 10);
}

TEST_P(SearchTest, a_list_for_machines_has_all_of_the_words_in_the_order_of_ids) {
  const auto with = [&](const char* words) { return list_services_with_words(m_office, words); };
  const auto all = with("рехабелитация");
  EXPECT_EQ(all, with("рехабилитацията"));
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_TRUE(std::binary_search(all.begin(), all.end(), rehabilitation));
  const auto there = with("рехабилитация Пещера");
  EXPECT_TRUE(std::binary_search(there.begin(), there.end(), rehabilitation));
  EXPECT_LT(there.size(), all.size()) << "a place in the words narrows";
  EXPECT_TRUE(with("рехабилитация зюмбюл").empty()) << "a word that nothing knows";
  EXPECT_TRUE(with("").empty());
  Service s = read_service(rehabilitation);
  s.status = "draft";
  store(s);
  EXPECT_EQ(with("рехабилитация").size(), all.size() - 1);
  EXPECT_EQ(which_find_something(m_office, {"рехабилитация", "зюмбюл", ""}), (std::vector<bool>{true, false, false}));
}

TEST_P(SearchTest, what_serves_the_asker_comes_before_what_does_not) {
  Asked asked;
  asked.words = "асистентска подкрепа";
  asked.municipality = {"PAZ21"};
  const auto answer = search_services(m_office, asked);
  EXPECT_GT(answer.total, 10);
  EXPECT_EQ(names(answer).front(), "Асистентска подкрепа – Пещера");
}

TEST_P(SearchTest, what_serves_a_place_in_the_words_stands_beside_what_serves_the_asker) {
  Asked asked;
  asked.words = "асистентска подкрепа септември";
  asked.municipality = {"PAZ14"};
  EXPECT_EQ(names(search_services(m_office, asked)).front(), "Асистентска подкрепа – Септември");
}

TEST_P(SearchTest, filters_leave_out_and_counts_set_the_own_filter_aside) {
  Asked asked;
  asked.type = "day_care";
  const auto all = search_services(m_office, asked);
  EXPECT_EQ(all.total, 7);
  EXPECT_EQ(all.facets.types.front().code, "assistant_support");  // could be changed to
  asked.lies_in = {"PAZ21"};
  const auto there = search_services(m_office, asked);
  EXPECT_EQ(there.total, 1);
  EXPECT_GT(there.facets.municipalities.size(), 3U);
  asked.age = 40;
  EXPECT_EQ(search_services(m_office, asked).total, 0);
  asked = {};
  asked.need = "heating";
  EXPECT_EQ(search_services(m_office, asked).total, 4);
  asked.need = "no_such_need";
  EXPECT_EQ(search_services(m_office, asked).total, 0);
  asked = {};
  asked.free_now = true;
  for (const auto& f : search_services(m_office, asked).found) EXPECT_TRUE(because(f, Why::Kind::free_places));
}

TEST_P(SearchTest, pages_follow_each_other) {
  Asked asked;
  asked.limit = 10;
  std::set<std::string> seen;
  for (int offset = 0; offset < 70; offset += 10) {
    asked.offset = offset;
    for (const auto& f : search_services(m_office, asked).found) EXPECT_TRUE(seen.insert(f.id.text()).second);
  }
  EXPECT_EQ(seen.size(), 66U);
}

TEST_P(SearchTest, words_that_nothing_knows_find_nothing_and_are_named) {
  const auto answer = search("xyzzyplugh");
  EXPECT_EQ(answer.total, 0);
  EXPECT_FALSE(answer.all_words);
  EXPECT_EQ(answer.unread, std::vector<std::string>{"xyzzyplugh"});
  EXPECT_EQ(search("zzzzqqq").total, 0) << "it folds to a word that every entry says";
  EXPECT_EQ(search("!?").total, 66);  // nothing asked
  EXPECT_GT(search(std::string(100'000, 'a') + " дом").found.size() + 1, 0U);
  EXPECT_EQ(search("\xFF\xFE\xC0").total, 66);
}

TEST_P(SearchTest, a_change_is_found_by_the_next_search) {
  EXPECT_EQ(search("керамика").total, 0);
  auto s = read_service(club);
  s.description = "Керамика и приложни изкуства.";
  store(s);
  EXPECT_TRUE(has(search("керамиката"), club));
  s.status = "suspended";
  store(s);
  EXPECT_EQ(search("керамика").total, 0);
  s.status = "published";
  store(s);
  EXPECT_EQ(search("керамика").total, 1);
}

TEST_P(SearchTest, free_places_are_found_as_they_are_said) {
  const auto before = search("клуб възрастни занимания доброволци");
  ASSERT_TRUE(has(before, club));
  EXPECT_TRUE(because(of(before, club), Why::Kind::free_places));
  m_db->write([&](db::Tx& tx) { shift_places_free(tx, club, -100, m_office.now()); });
  EXPECT_FALSE(because(of(search("клуб възрастни занимания доброволци"), club), Why::Kind::free_places));
}

TEST_P(SearchTest, a_renamed_organisation_is_found_under_its_new_name) {
  const auto id = read_service(club).organisation;
  auto o = m_db->read([&](db::Session& s) { return *find_organisation(s, id); });
  o.name = "Къща на липите";
  m_db->write([&](db::Tx& tx) { store_organisation(tx, {o, ""}); });
  EXPECT_TRUE(has(search("липите"), club));
}

TEST_P(SearchTest, what_another_process_writes_is_found_too) {
  EXPECT_EQ(search("керамика").total, 0);
  const auto other = db::Database::open(db::testing::where(*m_db));
  auto s = read_service(club);
  s.description = "Керамика.";
  other->write([&](db::Tx& tx) { store_service(tx, {s, LocationId{s.id.value}, "own", {}}); });
  EXPECT_TRUE(has(search("керамика"), club));
}

TEST_P(SearchTest, many_changes_make_a_new_base_and_lose_nothing) {
  search("дом");
  auto s = read_service(club);
  m_db->write([&](db::Tx& tx) {
    for (int i = 0; i < 700; ++i) {
      s.id = ServiceId::make();
      s.name = "Грънчарство " + std::to_string(i);
      store_service(tx, {s, {}, "own", {}});
    }
  });
  EXPECT_EQ(search("грънчарство").total, 700);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(search("грънчарство").total, 700);
}

TEST_P(SearchTest, without_a_kept_index_the_answer_is_the_same) {
  const auto kept = names(search("дневен център за деца"));
  m_kept.reset();
  EXPECT_EQ(names(search("дневен център за деца")), kept);
}

TEST_P(SearchTest, words_of_the_field_work_at_once) {
  EXPECT_EQ(search("бричка").total, 0);
  const SearchWord word{"бричка", "type", "day_care"};
  m_db->write([&](db::Tx& tx) { EXPECT_TRUE(add_search_word(tx, word)); });
  const auto answer = search("бричката");
  EXPECT_EQ(answer.total, 7);
  EXPECT_TRUE(because(answer.found.front(), Why::Kind::type));
  m_db->write([&](db::Tx& tx) { EXPECT_TRUE(remove_search_word(tx, word)); });
  EXPECT_EQ(search("бричка").total, 0);
}

TEST_P(SearchTest, a_place_in_the_words_is_where_one_is) {
  const auto answer = search("рехабилитация калугерово");
  ASSERT_TRUE(answer.place);
  EXPECT_EQ(answer.place->text, "35571");
  EXPECT_TRUE(answer.all_words);
  EXPECT_EQ(names(answer).front(), "Рехабилитация за възрастни – Пещера");
  EXPECT_TRUE(answer.found.front().travel);
}

TEST_P(SearchTest, suggestions_while_typing) {
  const auto texts = [&](const char* typed, words::Language language) {
    std::vector<std::string> list;
    for (const auto& s : suggest_services(m_office, typed, language, 5)) list.push_back(s.text);
    return list;
  };
  EXPECT_EQ(texts("дневна гр", words::Language::bg).front(), "Дневна грижа");
  EXPECT_EQ(texts("dnevna gr", words::Language::bg).front(), "Дневна грижа");
  EXPECT_TRUE(text::one_of(texts("казанлък център", words::Language::bg), "Център за обществена подкрепа – Казанлък"));
  EXPECT_EQ(texts("assistenza diu", words::Language::it).front(), "Assistenza diurna");
  EXPECT_TRUE(texts("д", words::Language::bg).empty());
  EXPECT_TRUE(texts("фщцх", words::Language::bg).empty());
  EXPECT_LE(suggest_services(m_office, "ас", words::Language::bg, 3).size(), 3U);
}

/// The same directory twice, the shelter hidden in one village or in another: no question tells which.
TEST_P(SearchTest, where_a_restricted_place_lies_changes_nothing) {
  const auto hide_in = [&](const char* settlement, double latitude, double longitude) {
    NewLocation l;
    l.id = {crisis_centre.value};
    l.visibility = "restricted";
    l.settlement = {settlement};
    l.address = "ул. „Тайна“ 1";
    l.latitude = latitude;
    l.longitude = longitude;
    m_db->write([&](db::Tx& tx) { store_location(tx, l); });
  };
  const auto answers = [&] {
    std::vector<std::string> all;
    for (const char* from : {"", "43369", "56277", "55155", "35571"}) {
      for (const char* words : {"", "подслон", "кризисен център", "насилие Пещера", "тайна"}) {
        Asked asked;
        asked.words = words;
        asked.from = {from};
        asked.limit = 100;
        const auto answer = search_services(m_office, asked);
        for (const auto& f : answer.found) {
          all.push_back(f.id.text() + (f.travel ? std::to_string(f.travel->minutes) : "-"));
          if (f.id == crisis_centre) {
            EXPECT_FALSE(f.travel);
            EXPECT_FALSE(because(f, Why::Kind::near_you));
          }
        }
      }
    }
    return all;
  };
  hide_in("43369", 42.3614, 24.1111);
  const auto here = answers();
  hide_in("55155", 42.1928, 24.3336);
  EXPECT_EQ(answers(), here);
  EXPECT_TRUE(std::any_of(here.begin(), here.end(), [](const auto& s) { return s.starts_with(crisis_centre.text()); }));
}

TEST_P(SearchTest, the_index_itself_does_not_know_where_a_shelter_is) {
  const auto snapshot = index_of(*m_db)->fresh();
  const int document = snapshot->base->find(crisis_centre);
  ASSERT_GE(document, 0);
  const auto& entry = snapshot->base->entries[static_cast<std::size_t>(document)];
  EXPECT_TRUE(entry.restricted);
  EXPECT_FALSE(entry.place.known());
  EXPECT_EQ(entry.municipality, CodeNumbers::none);
}

TEST_P(SearchTest, a_shelter_is_found_by_whom_it_serves_and_not_by_where_it_lies) {
  const auto finds = [&](const Asked& asked) {
    const auto answer = search_services(m_office, asked);
    return std::any_of(answer.found.begin(), answer.found.end(), [](const Found& f) { return f.id == crisis_centre; });
  };
  Asked by_need;
  by_need.need = "violence_shelter";
  by_need.limit = 100;
  EXPECT_TRUE(finds(by_need));
  Asked there = by_need;
  there.lies_in = {"PAZ21"};
  EXPECT_FALSE(finds(there));
  m_db->write([&](db::Tx& tx) {
    auto entry = *find_entry(tx, crisis_centre);
    entry.service.serves = {{"PAZ14"}};
    entry.service.serves_everywhere = false;
    store_service(tx, entry);
  });
  const auto serves_you = [&](const char* municipality) {
    Asked asked = by_need;
    asked.municipality = {municipality};
    for (const auto& f : search_services(m_office, asked).found) {
      if (f.id == crisis_centre) return because(f, Why::Kind::serves_you);
    }
    return false;
  };
  EXPECT_TRUE(serves_you("PAZ14"));
  EXPECT_FALSE(serves_you("PAZ21")) << "it lies there, and nobody says so";
}

}  // namespace

/// Both engines side by side: one index over the same entries.
TEST(SearchEngines, give_the_same_answer) {
  if (db::testing::engines().size() < 2) GTEST_SKIP() << "no PostgreSQL";
  const auto vault = secrets::Vault::for_tests();
  SetClock clock{{1'795'300'000'000'000}};
  std::vector<std::vector<std::string>> answers;
  for (const auto engine : db::testing::engines()) {
    const auto database = db::testing::fresh_database(engine);
    Office office{*database, vault, clock};
    database->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(office);
    const auto kept = keep_search(*database);
    answers.emplace_back();
    for (const char* words : {"", "асистент", "баща ми получи инсулт, не може сам", "socialni uslugi peshtera",
                              "рехабелитация", "day care for children", "помощ", "дом център грижа"}) {
      Asked asked;
      asked.words = words;
      asked.limit = 100;
      asked.municipality = {"PAZ14"};
      const auto answer = search_services(office, asked);
      answers.back().push_back(std::to_string(answer.total) + answer.did_you_mean);
      for (const auto& f : answer.found) answers.back().push_back(f.id.text() + std::to_string(f.why.size()));
      for (const auto& facet : answer.facets.types) answers.back().push_back(facet.code + std::to_string(facet.count));
    }
    for (const auto& s : suggest_services(office, "ас", words::Language::bg, 20)) answers.back().push_back(s.text);
  }
  EXPECT_EQ(answers[0], answers[1]);
}

}  // namespace gishe::directory
