#include "base/transliterate.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "base/text.h"

namespace gishe {
namespace {

std::vector<std::string> columns(const std::string& line) {
  std::vector<std::string> out;
  std::stringstream stream(line);
  for (std::string part; std::getline(stream, part, ',');) out.push_back(part);
  return out;
}

TEST(NameSkeleton, meets_the_official_latin_name_of_every_settlement) {
  const char* shared = std::getenv("GISHE_SHARED");
  if (!shared) GTEST_SKIP() << "NOT RUN: GISHE_SHARED is not set, the official settlement names were not compared";
  std::ifstream file(std::string(shared) + "/data/geo-bg/settlements.csv");
  if (!file) GTEST_SKIP() << "NOT RUN: GISHE_SHARED has no data/geo-bg/settlements.csv";
  int compared = 0;
  int met_by_skeleton = 0;
  for (std::string line; std::getline(file, line);) {
    const auto c = columns(line);
    if (c.size() < 5 || c[4] != "source") continue;
    met_by_skeleton += name_skeleton(c[2]) == name_skeleton(c[3]);
    ++compared;
  }
  EXPECT_GT(compared, 4000);
  EXPECT_GT(met_by_skeleton, compared * 99 / 100) << "of " << compared;
}

TEST(ToCyrillic, reads_the_laws_spelling_and_what_people_type) {
  const std::vector<std::pair<const char*, const char*>> typed = {
      {"Sofia", "София"},       {"Mariya", "Мария"},      {"Yordan", "Йордан"},     {"Hristo", "Христо"},
      {"6i6kov", "шишков"},     {"Qna", "Яна"},           {"Wasil", "Васил"},       {"chasovnik", "часовник"},
      {"4asovnik", "часовник"}, {"Shtaklevo", "Щаклево"}, {"Zhivko", "Живко"},      {"Jivko", "Живко"},
      {"Petyr", "Петър"},       {"Nikolay", "Николай"},   {"Sinyo", "Синьо"},       {"Cvetan", "Цветан"},
      {"Tsvetan", "Цветан"},    {"Lyuben", "Любен"},      {"Bulgaria", "България"}, {"SOFIA", "СОФИЯ"},
      {"Димо", "Димо"}};
  for (const auto& [latin, bulgarian] : typed) {
    if (std::string_view(latin) == "6i6kov") continue;
    EXPECT_EQ(to_cyrillic(latin), bulgarian) << latin;
  }
  EXPECT_EQ(to_cyrillic("6i6kov"), "шишков");
  EXPECT_EQ(to_cyrillic("No 64"), "Но 64");
}

TEST(NameSkeleton, spellings_of_one_name_meet) {
  const std::vector<std::vector<const char*>> same = {
      {"Христо", "Hristo", "Khristo", "Christo", "Xristo"},
      {"Въльо", "Valyo", "Vylio", "Vâlyo"},
      {"Петър", "Petar", "Petur", "Petyr"},
      {"Мария", "Maria", "Mariya", "МАРИЯ"},
      {"Юлия", "Yulia", "Yuliya"},
      {"Стоян", "Stoyan", "Stoian"},
      {"Цветан", "Tsvetan", "Cvetan", "Tzvetan"},
      {"Шишков", "Shishkov", "6i6kov"},
      {"Жечо", "Zhecho", "Jecho", "Je4o"},
      {"Николай", "Nikolay", "Nikolai"},
      {"Анна-Мария Иванова", "anna mariya ivanova", "Ана Мария  Иванова"}};
  for (const auto& group : same) {
    for (const char* spelling : group) EXPECT_EQ(name_skeleton(spelling), name_skeleton(group[0])) << spelling;
  }
}

TEST(NameSkeleton, different_names_stay_apart_and_nothing_is_nothing) {
  EXPECT_NE(name_skeleton("Иван"), name_skeleton("Иво"));
  EXPECT_NE(name_skeleton("Петров"), name_skeleton("Петрова"));
  EXPECT_EQ(name_skeleton(" 12 - ! "), "");
  EXPECT_EQ(name_skeleton(""), "");
}

TEST(NameSkeleton, marks_fall_and_other_alphabets_stay_whole) {
  EXPECT_EQ(name_skeleton("HĪ"), name_skeleton("hi"));
  EXPECT_EQ(name_skeleton("Nicolò"), name_skeleton("Nicolo"));
  for (const char* name : {"丸", "𐐐", "Ødegård", "Αθηνά"}) {
    EXPECT_FALSE(name_skeleton(name).empty()) << name;
    EXPECT_TRUE(text::is_plain(name_skeleton(name))) << name;
  }
}

TEST(NameSkeleton, a_typed_beginning_begins_the_skeleton) {
  for (const std::string_view typed : {"Shi", "S", "Шиш", "6i6"}) {
    EXPECT_TRUE(name_skeleton("Шишков").starts_with(name_skeleton(typed))) << typed;
  }
}

}  // namespace
}  // namespace gishe
