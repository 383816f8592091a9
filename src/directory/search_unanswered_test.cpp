#include "directory/search_unanswered.h"

#include <gtest/gtest.h>

#include "directory/directory.h"
#include "directory/search_word_acts.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

constexpr std::string_view phone = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/120.0 Mobile Safari";

TEST(KeptOfSearch, keeps_the_telling_words_and_nothing_that_may_name_a_person) {
  EXPECT_EQ(kept_of_search("Искам парно за ТЕЦ-а"), "парно тец");
  EXPECT_EQ(kept_of_search("  ПАРНО   ОТОПЛЕНИЕ "), "парно отопление");
  EXPECT_EQ(kept_of_search("парно на тел. 112"), "парно тел 112");
  for (const char* typed : {"", "искам да има", "maria@example.org", "Мария 8001011234", "парно 0888 123 456",
                            "обадете се на 08 88 12", "Мария Петрова", "мария петрова", "maria petrova пари",
                            "Къде е Петър Стоянов", "парно 2026", "едно две три четири пет шест седем осем девет",
                            "мъжът ми пие и ме гони от къщи а аз нямам къде да отида с двете деца и чантата ми"}) {
    EXPECT_EQ(kept_of_search(typed), "") << typed;
  }
}

class UnansweredTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  UnansweredTest() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
    m_kept = keep_search(*m_db);
    flush_unanswered(m_office);
  }
  ~UnansweredTest() override {
    flush_seen(m_office);  // what a process counts waits for the next office otherwise
  }
  std::string get(const char* pattern, const char* words, const Actor& actor = {}, std::string_view agent = phone) {
    web::Request request;
    request.headers = {{"user-agent", std::string(agent)}};
    if (*words) request.query_values = {{pattern == std::string_view("/services") ? "q" : "words", words}};
    for (const auto& route : routes()) {
      if (route.method != web::Method::get || route.pattern != pattern) continue;
      web::Context context{request, m_office, actor, words::Words(words::Language::bg), {}};
      return route.handler(context).body;
    }
    return {};
  }
  void search(const char* words, int times = 1) {
    for (int i = 0; i < times; ++i) get("/services", words);
  }
  void next_day() {
    flush_unanswered(m_office);
    m_clock.move_to(m_clock.now().plus_seconds(86'400));
  }
  std::vector<UnansweredSearch> listed() {
    return m_db->read([](db::Session& s) { return list_unanswered(s); });
  }
  std::int64_t rows(const db::Query& query) {
    return m_db->read([&](db::Session& s) { return s.count(query, {}); });
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};  // 22.11.2026
  Office m_office{*m_db, m_vault, m_clock};
  std::shared_ptr<void> m_kept;
};
INSTANTIATE_TEST_SUITE_P(Engines, UnansweredTest, ::testing::ValuesIn(db::testing::engines()),
                         db::testing::engine_name);

const db::Query q_all{"test.unanswered", "SELECT count(*) FROM search_unanswered"};
const db::Query q_readable{"test.unanswered_words", "SELECT count(*) FROM search_unanswered WHERE words IS NOT NULL"};

TEST_P(UnansweredTest, is_read_only_when_asked_three_times_on_two_days) {
  search("зюмбюл", 5);
  search("кокиче");
  next_day();
  EXPECT_TRUE(listed().empty()) << "often, but on one day";
  search("искам кокиче");
  next_day();
  EXPECT_TRUE(listed().empty()) << "on two days, but twice";
  EXPECT_EQ(rows(q_readable), 0) << "until then not even the database says the words";
  search("Кокиче!");
  search("зюмбюл");
  flush_unanswered(m_office);
  const auto all = listed();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].words, "зюмбюл");
  EXPECT_EQ(all[0].times, 6);
  EXPECT_EQ(all[0].days, 2);
  EXPECT_EQ(all[0].last_on, m_office.today());
  EXPECT_EQ(all[1].words, "кокиче");
  EXPECT_EQ(all[1].days, 3);
}

TEST_P(UnansweredTest, what_finds_something_robots_and_colleagues_are_not_counted) {
  Actor colleague;
  colleague.account = AccountId::make();
  get("/services", "зюмбюл", colleague);
  get("/services", "зюмбюл", {}, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
  get("/services", "рехабилитация");
  get("/services", "");
  EXPECT_EQ(flush_unanswered(m_office), 0);
  EXPECT_EQ(rows(q_all), 0);
}

TEST_P(UnansweredTest, the_editor_sees_it_until_a_word_answers_it) {
  Actor editor;
  editor.account = AccountId::make();
  editor.post = {PostId::make(), Function::directory_editor, {"PAZ14"}, {}};
  search("зюмбюл", 2);
  next_day();
  search("зюмбюл");
  flush_unanswered(m_office);
  const auto page = get("/editor/searches-without-answer", "", editor);
  EXPECT_NE(page.find("зюмбюл"), std::string::npos);
  EXPECT_NE(page.find("/editor/search-words?words=%D0%B7"), std::string::npos);
  EXPECT_NE(get("/editor/search-words", "зюмбюл", editor).find("value=\"зюмбюл\""), std::string::npos);
  ASSERT_TRUE(keep_search_word(m_office, editor, {}, SearchWord{"зюмбюл", "need", "heating"}, "key-of-a-form").ok());
  EXPECT_EQ(get("/editor/searches-without-answer", "", editor).find("зюмбюл"), std::string::npos);
}

TEST_P(UnansweredTest, is_erased_after_ninety_days) {
  search("зюмбюл", 2);
  next_day();
  search("зюмбюл");
  flush_unanswered(m_office);
  m_clock.move_to(m_clock.now().plus_seconds(90 * 86'400LL));
  EXPECT_EQ(forget_unanswered(m_office), 1);
  EXPECT_TRUE(listed().empty()) << "one day is left of two";
  m_clock.move_to(m_clock.now().plus_seconds(86'400));
  EXPECT_EQ(forget_unanswered(m_office), 1);
  EXPECT_EQ(rows(q_all), 0);
}

}  // namespace
}  // namespace gishe::directory
