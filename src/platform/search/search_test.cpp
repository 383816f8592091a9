#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "platform/search/bulgarian.h"
#include "platform/search/edit_distance.h"
#include "platform/search/letters.h"
#include "platform/search/scoring.h"
#include "platform/search/stems.h"

namespace gishe::search {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  each_word(text, [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

std::string stem(std::string_view word) { return utf8_of(bulgarian_stem(letters_of(word))); }

bool meet(std::string_view a, std::string_view b, const Stems& stems = Stems::shared()) {
  const auto left = stems.of(a), right = stems.of(b);
  return std::any_of(left.begin(), left.end(),
                     [&](const std::string& s) { return std::find(right.begin(), right.end(), s) != right.end(); });
}

TEST(Letters, words_are_runs_of_letters_and_digits_in_lower_case) {
  EXPECT_EQ(words_of("Дом „Надежда“ – 24 часа, Città"),
            (std::vector<std::string>{"дом", "надежда", "24", "часа", "citta"}));
  EXPECT_EQ(words_of("Найден"), (std::vector<std::string>{"найден"}));  // й in two parts
  EXPECT_TRUE(words_of(" – „“ \xFF").empty());
  EXPECT_EQ(letters_of(words_of(std::string(500, 'a')).front()).size(), 40U);
}

TEST(Stemmer, takes_off_article_plural_and_gender) {
  for (const auto* form : {"услуга", "услугата", "услуги", "услугите"}) EXPECT_EQ(stem(form), "услуг") << form;
  for (const auto* form : {"социален", "социалната", "социалните", "социална"})
    EXPECT_EQ(stem(form), "социалн") << form;
  for (const auto* form : {"рехабилитация", "рехабилитацията", "рехабилитации", "рехабилитациите"}) {
    EXPECT_EQ(stem(form), "рехабилитац") << form;
  }
  EXPECT_EQ(stem("психолози"), "психолог");
  EXPECT_EQ(stem("дом"), "дом");
}

TEST(Stems, words_that_no_rule_brings_together) {
  EXPECT_TRUE(meet("деца", "детето") || !Stems::shared().has_dictionary());
  EXPECT_TRUE(meet("децата", "дете"));
  EXPECT_TRUE(meet("хората", "човек"));
  EXPECT_FALSE(meet("хора", "хор"));
}

TEST(Stems, work_without_the_dictionary) {
  const Stems bare("/nowhere/bg");
  EXPECT_FALSE(bare.has_dictionary());
  EXPECT_TRUE(meet("услугите", "услуга", bare));
  EXPECT_TRUE(meet("възрастните", "възрастен", bare));
  EXPECT_FALSE(bare.knows("услуга"));
}

TEST(Stems, english_and_italian) {
  EXPECT_TRUE(meet("services", "service"));
  EXPECT_TRUE(meet("servizi", "servizio"));
}

TEST(Readings, latin_by_the_law_and_by_habit) {
  EXPECT_EQ(readings_of("uslugi").front(), "услуги");
  EXPECT_EQ(readings_of("pomo6t").front(), "помошт");
  EXPECT_EQ(readings_of("услуги"), std::vector<std::string>{"услуги"});
  EXPECT_TRUE(meet(readings_of("pomosht").front(), "помощ"));
  EXPECT_TRUE(meet(readings_of("kashta").front(), "къща"));
  const auto readings = readings_of("kushta");
  EXPECT_TRUE(std::any_of(readings.begin(), readings.end(), [](const std::string& r) { return meet(r, "къща"); }));
}

TEST(EditDistance, counts_wrong_missing_added_and_swapped_letters) {
  EXPECT_EQ(edit_distance(u"център", u"център", 2), 0);
  EXPECT_EQ(edit_distance(u"ценътр", u"център", 2), 1);
  EXPECT_EQ(edit_distance(u"цeнтър", u"център", 2), 1);  // a Latin e
  EXPECT_EQ(edit_distance(u"центр", u"център", 2), 1);
  EXPECT_EQ(edit_distance(u"рихабелитация", u"рехабилитация", 2), 2);
  EXPECT_EQ(edit_distance(u"дом", u"асистент", 2), 3);
  EXPECT_EQ(edits_allowed(3), 0);
  EXPECT_EQ(edits_allowed(7), 1);
  EXPECT_EQ(edits_allowed(8), 2);
}

class SegmentTest : public ::testing::Test {
 protected:
  SegmentTest() {
    SegmentMaker maker(Stems::shared());
    const Field name{3, 4}, description{1, 14};
    for (const auto* text : {"Асистентска подкрепа", "Дневен център за деца", "Дом за възрастни хора"}) {
      maker.begin_document();
      maker.text(name, text);
      maker.text(description, "Социална услуга");
      maker.code("#type:one");
    }
    m_segment = maker.finish();
  }
  std::vector<std::uint32_t> documents_with(std::string_view term) const {
    std::vector<std::uint32_t> list;
    for (const auto p : m_segment->postings(term)) list.push_back(p.document());
    return list;
  }
  std::shared_ptr<const Segment> m_segment;
};

TEST_F(SegmentTest, documents_are_found_by_stem_and_by_code) {
  EXPECT_EQ(documents_with(Stems::shared().of("децата").front()), std::vector<std::uint32_t>{1});
  EXPECT_EQ(documents_with("#type:one"), (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_TRUE(documents_with("няма").empty());
}

TEST_F(SegmentTest, a_name_says_more_than_a_description) {
  const auto impact = [&](const char* word) {
    return m_segment->postings(Stems::shared().of(word).front())[0].impact();
  };
  EXPECT_GT(impact("дом"), impact("услуга"));
}

TEST_F(SegmentTest, near_terms_are_guessed_but_never_codes) {
  std::vector<std::string> near;
  const auto guess = [&](std::string_view word, int edits) {
    near.clear();
    m_segment->terms().each_near(word, edits, [&](TermId id, int) { near.emplace_back(m_segment->terms().text(id)); });
  };
  guess(Stems::shared().of("подкрепа").front().substr(2), 1);
  EXPECT_EQ(near.size(), 1U);
  guess("#type:one", 2);
  EXPECT_TRUE(near.empty());
}

TEST_F(SegmentTest, a_slot_is_met_by_any_alternative_and_an_alternative_by_all_its_terms) {
  const auto term = [](const char* word) { return Stems::shared().of(word).front(); };
  const std::vector<Slot> slots = {{{{term("дом")}, 1}, {{"#type:one"}, 0.5F}}, {{{term("център"), term("деца")}, 1}}};
  Scores scores;
  score(*m_segment, slots, rarity_of(slots, {m_segment.get()}), scores);
  EXPECT_EQ(scores.slots, (std::vector<std::uint16_t>{1, 3, 1}));
  EXPECT_GT(scores.score[2], scores.score[0]);
  EXPECT_EQ(alternative_met(*m_segment, slots[0], 2), 0);
  EXPECT_EQ(alternative_met(*m_segment, slots[0], 0), 1);
  EXPECT_EQ(alternative_met(*m_segment, slots[1], 2), -1);
}

}  // namespace
}  // namespace gishe::search
