#include "letters/letter_text.h"

#include <gtest/gtest.h>

#include "platform/db/town_test.h"

namespace gishe::letters {
namespace {

TEST(LetterText, names_what_it_does_not_know) {
  const Kind& kind = *find_kind("missing_papers");
  EXPECT_FALSE(unknown_in(kind, "За {number} до {day}, още веднъж {number}."));
  EXPECT_EQ(unknown_in(kind, "За {person}."), "{person}");
  EXPECT_EQ(unknown_in(kind, "За {number"), "{");
  EXPECT_EQ(unknown_in(kind, "За number}"), "}");
  EXPECT_EQ(unknown_in(*find_kind("own_access"), "{number}"), "{number}");
}

TEST(LetterText, the_house_itself_keeps_to_the_holes) {
  for (const Kind& kind : letter_kinds()) {
    for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
      const words::Words w(language);
      EXPECT_TRUE(w.has(kind.house_text)) << kind.code;
      EXPECT_FALSE(unknown_in(kind, w(kind.house_text))) << kind.code;
      for (const auto& name : kind.holes)
        EXPECT_NE(w(kind.house_text).find("{" + name + "}"), std::string::npos) << kind.code;
    }
  }
}

class LetterTextOf : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> database = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{{Instant{1795305600000000}}};
  Office office{*database, vault, clock};
  Actor admin = actor(Function::administrator);

  Actor actor(Function function) {
    auto a = db::testing::actor(function, {"PAZ14"}, {}, std::string(function_name(function)) + "@example.bg");
    database->write([&](db::Tx& tx) { db::testing::add_account(tx, a); });
    return a;
  }
  std::string save(const Actor& who, const char* words, std::int64_t version, bool house = false) {
    return db::testing::why(save_text(office, who, {"referral", words::Language::bg, words, house, version}, ""));
  }
  std::string text(const char* municipality = "PAZ14", std::optional<Day> dated = {}) {
    const words::Words w(words::Language::bg);
    return database->read(
        [&](db::Session& s) { return text_of(s, {municipality}, "referral", w, {{"number", "7"}}, dated); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, LetterTextOf, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(LetterTextOf, is_the_towns_own_until_it_goes_back_and_an_old_letter_says_what_it_said) {
  const auto house = text();
  EXPECT_EQ(save(admin, "Уважаеми колеги, заявление {number}.", 0), "");
  EXPECT_EQ(text(), "Уважаеми колеги, заявление 7.");
  EXPECT_EQ(text("PAZ21"), house);
  const Instant then = office.now();
  clock.move_to(then.plus_seconds(86'400));
  EXPECT_EQ(save(admin, "Друго {number}.", 0), "changed_meanwhile");
  EXPECT_EQ(save(admin, "Друго {number}.", 1), "");
  EXPECT_EQ(text("PAZ14", local_time(then).day), "Уважаеми колеги, заявление 7.");
  EXPECT_EQ(save(admin, "", 2, true), "");
  EXPECT_EQ(text(), house);
  const auto versions = database->read(
      [&](db::Session& s) { return store::list_versions(s, {"PAZ14"}, "referral", words::Language::bg); });
  ASSERT_EQ(versions.size(), 3u);
  EXPECT_EQ(versions.front().words, "");
  EXPECT_EQ(versions.front().saved_by, admin.name);
}

TEST_P(LetterTextOf, ends_a_sentence_with_one_full_stop) {
  ASSERT_EQ(save(admin, "Чакаме до {number}.", 0), "");
  const words::Words w(words::Language::bg);
  const auto day = w.day(office.today());
  ASSERT_TRUE(day.ends_with("г."));
  EXPECT_EQ(database->read([&](db::Session& s) { return text_of(s, {"PAZ14"}, "referral", w, {{"number", day}}); }),
            "Чакаме до " + day);
}

TEST_P(LetterTextOf, only_the_administrator_saves_and_only_what_can_be_printed) {
  EXPECT_EQ(save(actor(Function::desk_officer), "Заявление {number}.", 0), "not_your_function");
  EXPECT_EQ(save(admin, "{person}", 0), "letters.unknown_hole");
  EXPECT_EQ(save(admin, " ", 0), "required");
  EXPECT_EQ(save(admin, std::string(2001, 'x').c_str(), 0), "too_long");
}

}  // namespace
}  // namespace gishe::letters
