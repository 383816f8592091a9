#include <set>

#include "people/alarm_store.h"
#include "people/identifier.h"
#include "people/person_search.h"
#include "people/world_test.h"

namespace gishe::people {
namespace {

const db::Query q_messages{"test.messages", "SELECT count(*) FROM message"};
const db::Query q_sealed{"test.sealed", "SELECT sealed, masked FROM person_identifier"};

class People : public ::testing::TestWithParam<db::Engine>, protected World {
 protected:
  People() : World(GetParam()) {}
  Actor officer = actor_with(Function::desk_officer);

  static NewPerson georgi() {
    NewPerson n;
    n.given_name = "Георги";
    n.middle_name = "Стоянов";
    n.family_name = "Въльов";
    n.sex = "m";
    n.identifier_kind = "egn";
    n.identifier = "4801120127";
    n.identifier_reason = "";
    return n;
  }
  PersonId must(const Result<PersonId>& id) {
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : PersonId{};
  }
  FoundPeople look_up(const Actor& actor, std::string_view query, int limit = 20, std::string_view cursor = "") {
    return database->read([&](db::Session& s) {
      return list_people(s, vault, access::scope(actor, access::Action::find_person), query, limit, cursor);
    });
  }
  static std::string with_check_digit(std::string nine) {
    for (char c = '0'; c <= '9'; ++c) {
      if (read_egn(nine + c, *Day::from_iso("2026-11-22")).reading == Reading::valid) return nine + c;
    }
    return {};
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, People, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(People, are_found_by_typed_beginnings_in_either_script_and_any_order) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  const auto id = must(register_person(office, officer, n, "k1"));
  for (const char* query :
       {"георги", "Georgi", "vulyov geo", "Валь Гео", "vylio", "sto", "  въльов ", "GEORGI STOYANOV VALYOV"}) {
    const auto found = look_up(officer, query);
    ASSERT_EQ(found.people.size(), 1U) << query;
    EXPECT_EQ(found.people[0].id, id);
    EXPECT_EQ(found.by, FoundBy::names);
  }
  for (const char* query : {"иван", "georgi ivanov", "", "   ", "%", "_", "'; --"}) {
    EXPECT_TRUE(look_up(officer, query).people.empty()) << query;
  }
}

TEST_P(People, are_found_by_number_also_with_one_wrong_digit_and_never_from_elsewhere) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  must(register_person(office, officer, n, "k1"));
  EXPECT_EQ(look_up(officer, n.identifier).by, FoundBy::number);
  EXPECT_EQ(look_up(officer, n.identifier).people.size(), 1U);
  auto off = n.identifier;
  off[7] = off[7] == '9' ? '8' : static_cast<char>(off[7] + 1);
  EXPECT_EQ(look_up(officer, off).by, FoundBy::near_number);
  EXPECT_EQ(look_up(officer, off).people.size(), 1U);
  off[1] = off[1] == '9' ? '8' : static_cast<char>(off[1] + 1);
  EXPECT_TRUE(look_up(officer, off).people.empty());
  EXPECT_EQ(look_up(officer, "12.01.1948").people.size(), 1U);
  const auto neighbour = actor_with(Function::desk_officer, "", "PAZ21");
  for (const auto& query : {n.identifier, std::string("георги"), std::string("12.01.1948")}) {
    EXPECT_TRUE(look_up(neighbour, query).people.empty());
    EXPECT_TRUE(look_up(actor_with(Function::mayor), query).people.empty());
    EXPECT_TRUE(look_up(actor_with(Function::administrator), query).people.empty());
  }
}

TEST_P(People, number_is_sealed_masked_and_revealed_only_with_a_purpose_that_is_noted) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  const auto id = must(register_person(office, officer, n, "k1"));
  database->read([&](db::Session& s) {
    s.one(q_sealed, {}, [&](const db::Row& row) {
      EXPECT_EQ(row.text(0).find(n.identifier), std::string_view::npos);
      EXPECT_EQ(row.text(1), "480112****");
    });
  });
  EXPECT_FALSE(reveal_identifier(office, officer, id, "").ok());
  EXPECT_FALSE(reveal_identifier(office, officer, id, "curiosity").ok());
  EXPECT_EQ(ledger_lines("person.identifier_revealed"), 0);
  const auto shown = reveal_identifier(office, officer, id, "application");
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(*shown, n.identifier);
  EXPECT_EQ(ledger_lines("person.identifier_revealed"), 1);
  EXPECT_EQ(ledger_lines(n.identifier), 0);
  EXPECT_TRUE(reveal_identifier(office, actor_with(Function::supervisor), id, "application")
                  .refusals()
                  .front()
                  .is(not_your_function));
}

TEST_P(People, registering_twice_is_refused_or_answered_once) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  const auto id = must(register_person(office, officer, n, "same-key"));
  EXPECT_EQ(must(register_person(office, officer, n, "same-key")), id);  // a double click
  EXPECT_EQ(why(register_person(office, officer, n, "other")), "people.number_known");
  n.duplicates_seen = true;
  EXPECT_EQ(why(register_person(office, officer, n, "other")), "people.number_known");
  EXPECT_EQ(look_up(officer, "георги").people.size(), 1U);
}

TEST_P(People, near_duplicates_are_shown_before_saving_and_may_be_overruled) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  must(register_person(office, officer, n, "k1"));

  auto latin = georgi();
  latin.given_name = "Georgi";
  latin.middle_name = "";
  latin.family_name = "Vylyov";
  latin.identifier_kind = "none";
  EXPECT_EQ(why(register_person(office, officer, latin, "k2")), "people.maybe_known");
  auto swapped = latin;
  std::swap(swapped.given_name, swapped.family_name);
  swapped.born_on = "1.12.1948";  // day and month changed over
  EXPECT_EQ(why(register_person(office, officer, swapped, "k3")), "people.maybe_known");
  auto other_birth = latin;
  other_birth.born_on = "03.03.1990";
  must(register_person(office, officer, other_birth, "k4"));

  auto one_digit = georgi();
  one_digit.given_name = "Пламен";
  one_digit.family_name = "Друг";
  one_digit.middle_name = "";
  one_digit.identifier = n.identifier;
  one_digit.identifier[9] = one_digit.identifier[9] == '0' ? '1' : '0';
  one_digit.identifier_reason = "така е в личната карта";
  EXPECT_EQ(why(register_person(office, officer, one_digit, "k5")), "people.maybe_known");
  one_digit.duplicates_seen = true;
  must(register_person(office, officer, one_digit, "k5"));
}

TEST_P(People, near_duplicates_are_found_by_a_word_of_a_name_and_beside_a_slip_in_the_birth) {
  auto known = georgi();
  known.given_name = "Анна-Мария";
  known.family_name = "Къдрева";
  known.sex = "f";
  known.identifier_kind = "none";
  known.identifier = "";
  known.born_on = "12.01.1948";
  must(register_person(office, officer, known, "k1"));
  auto again = known;
  again.given_name = "Анна Мария";
  again.born_on = "";
  EXPECT_EQ(why(register_person(office, officer, again, "k2")), "people.maybe_known");
  again.born_on = "21.01.1948";
  EXPECT_EQ(why(register_person(office, officer, again, "k3")), "people.maybe_known");
  again.middle_name = "Петрова";
  must(register_person(office, officer, again, "k4"));  // another father and another day: somebody else
}

TEST_P(People, shielded_person_does_not_exist_for_anybody_else) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  n.sensitivity = Sensitivity::shielded;
  find_correspondents_with([](db::Session&, const AccountId&) -> std::optional<Correspondent> {
    return Correspondent{"Named", "named@example.bg", "bg"};
  });
  const auto hidden = must(register_person(office, officer, n, "k1"));
  EXPECT_EQ(look_up(officer, "георги").people.size(), 1U);
  static const db::Query q_keys{"t.keys", "SELECT count(*) FROM person_name_key WHERE person_id = $1"};
  EXPECT_EQ(database->read([&](db::Session& s) { return s.count(q_keys, {hidden}); }), 0) << "no index holds her name";

  const auto other = actor_with(Function::desk_officer);
  auto off = n.identifier;
  off[8] = off[8] == '9' ? '8' : static_cast<char>(off[8] + 1);
  for (const auto& query : {std::string("георги"), n.identifier, off, std::string("12.01.1948")}) {
    EXPECT_TRUE(look_up(other, query).people.empty()) << query;
  }
  EXPECT_TRUE(open_person(office, other, hidden).refusals().front().is(not_found));
  EXPECT_TRUE(reveal_identifier(office, other, hidden, "application").refusals().front().is(not_found));
  EXPECT_TRUE(open_person(office, officer, hidden).ok());

  // The same number, registered by somebody who may not know: a row of its own, as if the first did not exist.
  auto again = n;
  again.sensitivity = Sensitivity::personal;
  const auto visible = must(register_person(office, other, again, "k2"));
  EXPECT_NE(visible, hidden);
  EXPECT_EQ(look_up(other, n.identifier).people.size(), 1U);
  EXPECT_EQ(ledger_lines("person.number_registered_again"), 1);
  EXPECT_EQ(database->read([](db::Session& s) { return s.count(q_messages, {}); }), 1);
  // …but a third one meets the second.
  EXPECT_EQ(why(register_person(office, other, again, "k3")), "people.number_known");
  find_correspondents_with(nullptr);
}

TEST_P(People, barred_account_sees_nothing) {
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  const auto id = must(register_person(office, officer, n, "k1"));
  const auto relative = actor_with(Function::desk_officer);
  database->write([&](db::Tx& tx) {
    store::bar_account(tx, {id, officer.post.municipality, relative.account, officer.account, "kinship", clock.now()});
  });
  EXPECT_TRUE(look_up(relative, n.identifier).people.empty());
  EXPECT_TRUE(open_person(office, relative, id).refusals().front().is(not_found));
}

TEST_P(People, social_worker_opens_only_files_of_her_team) {
  const auto worker = actor_with(Function::social_worker);
  auto n = georgi();
  n.identifier = with_check_digit("480112012");
  const auto id = must(register_person(office, officer, n, "k1"));
  EXPECT_TRUE(open_person(office, worker, id).refusals().front().is(not_found));
  database->write(
      [&](db::Tx& tx) { store::join_team(tx, worker.post.municipality, id, worker.account, clock.today()); });
  EXPECT_TRUE(open_person(office, worker, id).ok());
  EXPECT_EQ(ledger_lines("person.opened"), 1);
}

TEST_P(People, stale_form_is_refused_and_search_follows_the_new_name) {
  auto n = georgi();
  n.identifier_kind = "none";
  const auto id = must(register_person(office, officer, n, "k1"));
  PersonChange change{"Георги", "", "Янков", "m", "", "ул. Първа 1", "0888 123 456", "", "", {"older_person"}};
  ASSERT_TRUE(change_person(office, officer, id, 1, change, "c1").ok());
  EXPECT_TRUE(change_person(office, officer, id, 1, change, "c2").refusals().front().is(changed_meanwhile));
  EXPECT_TRUE(look_up(officer, "въльов").people.empty());
  EXPECT_EQ(look_up(officer, "qnkov").people.size(), 1U);
  EXPECT_EQ(ledger_lines("person.changed"), 1);
  EXPECT_EQ(ledger_lines("Първа"), 0);
}

TEST_P(People, representatives_and_households_hold_dated_rows) {
  auto n = georgi();
  n.identifier_kind = "none";
  const auto father = must(register_person(office, officer, n, "k1"));
  n.given_name = "Мария";
  n.family_name = "Въльова";
  n.sex = "f";
  const auto daughter = must(register_person(office, officer, n, "k2"));
  const auto refused = add_representative(office, officer, {father, father, "", "", "", "01.01.2020"}, "r0");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusals().size(), 4U);
  ASSERT_TRUE(add_representative(office, officer,
                                 {father, daughter, "proxy", "дъщеря", "пълномощно № 123/2026", "22.11.2027"}, "r1")
                  .ok());
  ASSERT_TRUE(add_to_household(office, officer, father, daughter, "дъщеря", "h1").ok());
  EXPECT_TRUE(
      add_to_household(office, officer, father, daughter, "дъщеря", "h2").refusals().front().is(in_another_household));
  const auto file = open_person(office, officer, father);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->representatives.size(), 1U);
  EXPECT_EQ(file->representatives[0].name, "Мария Стоянов Въльова");
  EXPECT_EQ(file->household.size(), 2U);
  const auto values = database->read([&](db::Session& s) {
    return package_values(s, access::scope(officer, access::Action::send_referral), father, package_fields());
  });
  ASSERT_FALSE(values.empty());
  EXPECT_EQ(values.front().second, "Георги Стоянов Въльов");
  EXPECT_EQ(values.back().first, "representative");
  clock.move_to(clock.now().plus_seconds(400 * 24 * 3600));
  EXPECT_TRUE(open_person(office, officer, father)->representatives.empty());
}

TEST_P(People, pages_of_a_long_list_hold_everybody_once) {
  for (int i = 0; i < 25; ++i) {
    NewPerson n;
    n.given_name = "Иван";
    n.middle_name = "Иванов";
    n.family_name = i % 2 ? "Иванов" : "Петров";
    n.sex = "m";
    n.identifier_kind = "none";
    n.duplicates_seen = true;
    must(register_person(office, officer, n, "k" + std::to_string(i)));
  }
  for (const char* query : {"ива", "ivan", "ив иванов"}) {
    std::set<PersonId> seen;
    std::string cursor;
    int pages = 0;
    do {
      const auto page = look_up(officer, query, 10, cursor);
      for (const auto& p : page.people) EXPECT_TRUE(seen.insert(p.id).second);
      cursor = page.next;
    } while (!cursor.empty() && ++pages < 10);
    EXPECT_EQ(seen.size(), 25U) << query;
  }
}

}  // namespace
}  // namespace gishe::people
