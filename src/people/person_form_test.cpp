#include "people/person_form.h"

#include <gtest/gtest.h>

#include <map>

#include "people/duplicates.h"

namespace gishe::people {
namespace {

const Day today = *Day::from_iso("2026-11-22");

NewPerson good() {
  NewPerson n;
  n.given_name = "Мария";
  n.family_name = "Петрова-Иванова";
  n.sex = "f";
  n.identifier_kind = "none";
  return n;
}

std::map<std::string, std::string> refused(const NewPerson& n) {
  std::map<std::string, std::string> out;
  const auto checked = check_new_person(n, today);
  if (checked.ok()) return out;
  for (const auto& r : checked.refusals()) out[r.field] = r.code->name;
  return out;
}
using Map = std::map<std::string, std::string>;

TEST(PersonForm, takes_what_is_good) {
  EXPECT_EQ(refused(good()), Map{});
  for (const char* name : {"О’Нийл", "D'Angelo", "Анна Мария", "Çelik", "Ян."}) {
    auto n = good();
    n.family_name = name;
    EXPECT_EQ(refused(n), Map{}) << name;
  }
}

TEST(PersonForm, refuses_names_with_words_beside_the_field) {
  auto n = good();
  n.given_name = "";
  n.family_name = "Иван 😀";
  n.middle_name = std::string(10000, 'a');
  EXPECT_EQ(refused(n),
            (Map{{"given_name", "required"}, {"family_name", "people.name_letters"}, {"middle_name", "too_long"}}));
  for (const char* name : {"<b>", "Иван2", "名前",
                           "a\xE2\x80\xAE"
                           "b",
                           "\xD0", "Иван\n"}) {
    n = good();
    n.given_name = name;
    EXPECT_EQ(refused(n).count("given_name"), 1U) << name;
  }
}

TEST(PersonForm, never_defaults_sex_but_reads_it_from_the_number) {
  auto n = good();
  n.sex = "";
  EXPECT_EQ(refused(n), (Map{{"sex", "required"}}));
  n.identifier_kind = "egn";
  n.identifier = "0550290476";
  const auto checked = check_new_person(n, today);
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(checked->person.sex, "f");
  EXPECT_EQ(checked->person.born_on->iso(), "2005-10-29");
  EXPECT_EQ(checked->person.identifier_masked, "055029****");
}

TEST(PersonForm, checks_dates_and_numbers) {
  auto n = good();
  n.born_on = "23.11.2026";
  EXPECT_EQ(refused(n), (Map{{"born_on", "people.birth_in_future"}}));
  n.born_on = "01.01.1850";
  EXPECT_EQ(refused(n), (Map{{"born_on", "people.birth_too_long_ago"}}));
  n.born_on = "31.02.2000";
  EXPECT_EQ(refused(n), (Map{{"born_on", "not_a_date"}}));
  n = good();
  n.identifier_kind = "egn";
  n.identifier = "8019010008";
  n.identifier_reason = "по документ";
  EXPECT_EQ(refused(n), (Map{{"identifier", "people.impossible_number"}}));  // no reason makes a day exist
  n.identifier = "8812102461";
  n.identifier_reason = "";
  EXPECT_EQ(refused(n), (Map{{"identifier", "people.failed_check_digit"}}));
  n.identifier_reason = "по документ";
  EXPECT_EQ(refused(n), Map{});
  n.identifier = "0550290476";
  n.identifier_reason = "";
  n.born_on = "30.10.2005";
  EXPECT_EQ(refused(n), (Map{{"born_on", "people.birth_differs"}}));
  n.identifier = "12345";
  EXPECT_EQ(refused(n), (Map{{"identifier", "people.not_ten_digits"}}));
  n.identifier_kind = "";
  EXPECT_EQ(refused(n), (Map{{"identifier_kind", "required"}}));
}

Person named(const char* given, const char* middle, const char* family, const char* born) {
  Person p;
  p.given_name = given;
  p.middle_name = middle;
  p.family_name = family;
  p.born_on = Day::from_iso(born);
  return p;
}

TEST(Duplicates, are_scored_with_reasons) {
  const auto known = named("Георги", "Стоянов", "Въльов", "1948-01-12");
  EXPECT_GE(compare(named("Georgi", "", "Valyov", "1948-01-12"), known, false).score, 90);
  const auto swapped = compare(named("Въльов", "", "Георги", "1948-12-01"), known, false);
  EXPECT_GE(swapped.score, candidate_from);
  EXPECT_EQ(swapped.reasons, (std::vector{Likeness::swapped_names, Likeness::swapped_birth}));
  EXPECT_GE(compare(named("Георги", "Стоянов", "Новак", "1948-01-12"), known, false).score, candidate_from);
  EXPECT_LT(compare(named("Георги", "Стоянов", "Въльов", "1990-05-05"), known, false).score, candidate_from);
  EXPECT_LT(compare(named("Георги", "Петков", "Новак", "1948-01-12"), known, false).score, candidate_from);
  EXPECT_GE(compare(named("Иво", "", "Новак", "1990-05-05"), known, true).score, candidate_from);
}

TEST(Duplicates, slips_and_names_of_home_are_met) {
  const auto known = named("Георги", "Стоянов", "Въльов", "1948-01-12");
  const auto is_shown = [&](const Person& fresh) { return compare(fresh, known, false).score >= candidate_from; };
  EXPECT_TRUE(is_shown(named("Гошо", "", "Въльов", "1948-01-12"))) << "as he is called at home";
  EXPECT_TRUE(is_shown(named("Георги", "Стоянов", "Въьлов", "1948-01-12"))) << "two letters changed over";
  EXPECT_TRUE(is_shown(named("Георги", "", "Вълов", "1948-01-12"))) << "a letter left out";
  EXPECT_TRUE(is_shown(named("Георги", "Стоянов", "Въльов", "1948-01-21"))) << "a slip in the date";
  EXPECT_FALSE(is_shown(named("Георги", "", "Въльов", "1948-01-21"))) << "half the village is called so";
  EXPECT_FALSE(is_shown(named("Петър", "Стоянов", "Въльов", "1948-01-12"))) << "his twin";
  EXPECT_FALSE(is_shown(named("Гошо", "", "Въльов", "1985-03-02"))) << "his son";
  auto twice_named = named("Анна-Мария", "Иванова", "Къдрева", "1990-02-03");
  auto again = named("Анна Мария", "", "Къдрева", "1990-02-03");
  again.born_on.reset();
  EXPECT_GE(compare(again, twice_named, false).score, candidate_from) << "two words of one name";
}

TEST(Duplicates, a_telephone_counts_for_the_person_not_for_the_family) {
  auto known = named("Мария", "", "Колева", "1971-04-12");
  auto married = named("Мария", "", "Славова", "1971-04-12");
  EXPECT_LT(compare(married, known, false).score, candidate_from);
  known.phone = "0888 123 456";
  married.phone = "+359888123456";
  EXPECT_GE(compare(married, known, false).score, candidate_from);
  auto sister = named("Ивелина", "", "Колева", "1971-04-12");
  sister.phone = known.phone;
  EXPECT_LT(compare(sister, known, false).score, candidate_from);
}

}  // namespace
}  // namespace gishe::people
