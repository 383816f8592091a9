#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "base/text.h"
#include "platform/search/edit_distance.h"
#include "platform/search/letters.h"
#include "platform/search/stems.h"

// Every form of a word finds every other, in capitals, in Latin letters by the law, and with a letter swapped.
namespace gishe::search {
namespace {

const std::vector<std::vector<std::string>> paradigms = {
    {"услуга", "услугата", "услуги", "услугите"},
    {"асистент", "асистентът", "асистента", "асистенти", "асистентите"},
    {"център", "центърът", "центъра", "центрове", "центровете"},
    {"дете", "детето", "деца", "децата"},
    {"дом", "домът", "дома", "домове", "домовете"},
    {"къща", "къщата", "къщи", "къщите"},
    {"психолог", "психологът", "психолога", "психолози", "психолозите"},
    {"човек", "човекът", "човека", "хора", "хората"},
    {"увреждане", "увреждането", "увреждания", "уврежданията"},
    {"семейство", "семейството", "семейства", "семействата"},
    {"рехабилитация", "рехабилитацията", "рехабилитации", "рехабилитациите"},
    {"помощ", "помощта", "помощи", "помощите"},
    {"родител", "родителят", "родителя", "родители", "родителите"},
    {"майка", "майката", "майки", "майките"},
    {"болен", "болният", "болния", "болна", "болната", "болно", "болни", "болните"},
    {"възрастен", "възрастният", "възрастния", "възрастна", "възрастната", "възрастни", "възрастните"},
    {"социален", "социалният", "социалния", "социална", "социалната", "социално", "социалното", "социални",
     "социалните"},
    {"безработен", "безработния", "безработна", "безработни", "безработните"},
    {"лекар", "лекарят", "лекаря", "лекари", "лекарите"},
    {"място", "мястото", "места", "местата"},
    {"нужда", "нуждата", "нужди", "нуждите"},
    {"документ", "документът", "документа", "документи", "документите"},
    {"легло", "леглото", "легла", "леглата"},
    {"училище", "училището", "училища", "училищата"},
    {"жена", "жената", "жени", "жените"},
    {"старец", "старецът", "стареца", "старци", "старците"},
    {"град", "градът", "града", "градове", "градовете"},
    {"село", "селото", "села", "селата"},
    {"болест", "болестта", "болести", "болестите"},
    {"медиатор", "медиаторът", "медиатора", "медиатори", "медиаторите"},
};

bool meet(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  return std::any_of(left.begin(), left.end(), [&](const std::string& stem) { return text::one_of(right, stem); });
}

/// The table of the Transliteration Act.
std::string in_latin(std::string_view word) {
  static constexpr std::string_view table[] = {"a",  "b",  "v",  "g",   "d", "e", "zh", "z", "i",  "y", "k",
                                               "l",  "m",  "n",  "o",   "p", "r", "s",  "t", "u",  "f", "h",
                                               "ts", "ch", "sh", "sht", "a", "",  "y",  "",  "yu", "ya"};
  std::string latin;
  for (const char32_t c : letters_of(word)) latin += table[c - U'а'];
  return latin;
}

class Paradigms : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Stems::shared().has_dictionary()) GTEST_SKIP() << "no Bulgarian dictionary";
  }
  static void check(const char* what, const std::function<void(const std::string&, const std::string&)>& holds) {
    const bool held = rc::check(what, [&] {
      const auto forms = *rc::gen::elementOf(paradigms);
      holds(*rc::gen::elementOf(forms), *rc::gen::elementOf(forms));
    });
    EXPECT_TRUE(held);
  }
};

TEST_F(Paradigms, every_form_finds_every_other) {
  check("forms", [](const std::string& a, const std::string& b) {
    RC_LOG() << a << " " << b;
    RC_ASSERT(meet(Stems::shared().of(a), Stems::shared().of(b)));
  });
}

TEST_F(Paradigms, in_latin_letters_too) {
  check("latin", [](const std::string& a, const std::string& b) {
    RC_LOG() << in_latin(a) << " " << b;
    const auto readings = Stems::shared().readings(in_latin(a));
    RC_ASSERT(std::any_of(readings.begin(), readings.end(),
                          [&](const std::string& r) { return meet(Stems::shared().of(r), Stems::shared().of(b)); }));
  });
}

TEST_F(Paradigms, two_letters_swapped_are_one_wrong_letter) {
  check("swapped", [](const std::string& a, const std::string&) {
    std::u16string word, other;
    for (const char32_t c : letters_of(a)) word += static_cast<char16_t>(c);
    other = word;
    const auto at = *rc::gen::inRange<std::size_t>(0, word.size() - 1);
    std::swap(other[at], other[at + 1]);
    RC_ASSERT(edit_distance(word, other, 2) <= 1);
    RC_ASSERT(letter_signature(word) == letter_signature(other));
  });
}

}  // namespace
}  // namespace gishe::search
