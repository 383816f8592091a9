// The conflict list: for a barred account the person is absent, and looking for her tells those who keep her file.
#include "people/alarm.h"

#include "people/alarm_store.h"
#include "people/barring.h"
#include "people/circle.h"
#include "people/person_search.h"
#include "people/world_test.h"

namespace gishe::people {
namespace {

const Actor officer = actor_with(Function::desk_officer, "officer@lesichovo.example");
const Actor husband = actor_with(Function::desk_officer, "husband@strelcha.example", "PAZ29");
const Actor nephew = actor_with(Function::desk_officer, "nephew@lesichovo.example");
const Actor supervisor = actor_with(Function::supervisor, "supervisor@lesichovo.example");
const Actor worker = actor_with(Function::social_worker, "worker@lesichovo.example");
const std::vector<const Actor*> all = {&officer, &husband, &nephew, &supervisor, &worker};

std::optional<AccountId> account_by_email(db::Session&, std::string_view email) {
  for (const Actor* a : all) {
    if (a->name == email) return a->account;
  }
  return std::nullopt;
}
std::vector<Colleague> holders(db::Session&, access::Action, const MunicipalityCode& municipality, Day) {
  if (municipality.text != "PAZ14") return {};
  return {{supervisor.account, "", supervisor.name}};
}
std::vector<Colleague> colleagues(db::Session&, const MunicipalityCode&, Day) { return {}; }
std::optional<Correspondent> correspondent(db::Session&, const AccountId& account) {
  for (const Actor* a : all) {
    if (a->account == account) return Correspondent{"име", a->name, "bg"};
  }
  return std::nullopt;
}

constexpr const char* number = "4801120127";

class ConflictOf : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  ConflictOf() : World(GetParam()) {}
  PersonId person;

  void SetUp() override {
    find_colleagues_with(&colleagues, &account_by_email, &holders);
    find_correspondents_with(&correspondent);
    person = registered(officer, number, "k1");
  }
  void TearDown() override {
    find_colleagues_with(nullptr, nullptr);
    find_correspondents_with(nullptr);
  }
  std::string bar(const Actor& who, const char* reason = "бивш съпруг") {
    return why(bar_account(office, supervisor, person, who.name, reason, ""));
  }
  std::size_t search(const Actor& who, const char* typed) {
    const auto scope = access::scope(who, access::Action::find_person);
    const auto found =
        database->read([&](db::Session& s) { return list_people(s, vault, scope, typed, 20, "").people.size(); });
    note_look_up(office, who, {"searched", typed, {}, {}, {}, scope.rule()});
    return found;
  }
  std::int64_t count_of(const char* sql) {
    const db::Query q{"t.count", sql};
    return database->read([&](db::Session& s) { return s.count(q, {}); });
  }
  std::int64_t alarms() { return count_of("SELECT count(*) FROM person_alarm"); }
  std::int64_t letters_to(const Actor& who) {
    static const db::Query q{"t.letters", "SELECT count(*) FROM message WHERE to_address = $1"};
    return database->read([&](db::Session& s) { return s.count(q, {who.name}); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, ConflictOf, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(ConflictOf, for_a_barred_account_she_is_absent_and_every_look_up_alarms) {
  EXPECT_EQ(search(nephew, "въльов"), 1u);
  EXPECT_EQ(alarms(), 0);
  ASSERT_EQ(bar(nephew, "племенник"), "");
  EXPECT_EQ(bar(nephew), "people.already_barred");
  int expected = 0;
  for (const char* typed : {"въльов", "vulyov georgi", "Георги", number, "4801120128", "12.01.1948"}) {
    EXPECT_EQ(search(nephew, typed), 0u) << typed;
    EXPECT_EQ(alarms(), ++expected) << typed;
  }
  for (const char* typed : {"иванов", "въльов петър", "7506030020", "13.01.1948", "", "?"}) search(nephew, typed);
  EXPECT_EQ(alarms(), expected) << "what would not have found her is no alarm";
  EXPECT_EQ(why(open_person(office, nephew, person)), "not_found");
  EXPECT_EQ(why(open_circle(office, nephew, person)), "not_found");
  EXPECT_EQ(alarms(), expected + 2);
  EXPECT_EQ(why(open_person(office, nephew, PersonId::make())), "not_found");
  search(officer, "въльов");
  EXPECT_EQ(alarms(), expected + 2) << "an absent id, or a colleague's search";
  EXPECT_EQ(ledger_lines("person.looked_for_by_barred"), alarms());
}

TEST_P(ConflictOf, absent_and_barred_leave_the_same_lines_of_their_own) {
  ASSERT_EQ(bar(nephew), "");
  const auto before = ledger_lines("person.looked_up");
  EXPECT_EQ(why(open_person(office, nephew, PersonId::make())), "not_found");
  EXPECT_EQ(ledger_lines("person.looked_up"), before + 1);
  EXPECT_EQ(why(open_person(office, nephew, person)), "not_found");
  EXPECT_EQ(ledger_lines("person.looked_up"), before + 2);
}

TEST_P(ConflictOf, those_who_keep_the_file_are_told_once_an_hour_and_the_barred_never) {
  ASSERT_EQ(bar(nephew), "");
  search(nephew, "въльов");
  search(nephew, "георги въльов");
  EXPECT_EQ(letters_to(officer), 1);
  EXPECT_EQ(letters_to(supervisor), 1);
  EXPECT_EQ(letters_to(nephew), 0);
  EXPECT_EQ(count_of("SELECT count(*) FROM message WHERE body LIKE '%Въльов%' OR body LIKE '%people/%'"), 0);
  clock.move_to(clock.now().plus_seconds(3601));
  search(nephew, "въльов");
  EXPECT_EQ(letters_to(officer), 2);
  const auto seen = open_alarms(office, supervisor);
  ASSERT_TRUE(seen.ok());
  ASSERT_EQ(seen->size(), 3u);
  EXPECT_EQ(seen->front().account, nephew.account);
  EXPECT_EQ(why(mark_alarm_seen(office, nephew, seen->front().id, "")), "not_your_function");
  ASSERT_EQ(why(mark_alarm_seen(office, supervisor, seen->front().id, "")), "");
  const auto count = [&](const Actor& who) {
    return database->read([&](db::Session& s) { return count_alarms(s, who); });
  };
  EXPECT_EQ(count(supervisor), 2);
  EXPECT_EQ(count(worker), 0) << "not on the team";
  EXPECT_EQ(count(nephew), 0);
}

TEST_P(ConflictOf, a_shielded_file_alarms_its_named_only_and_across_municipalities) {
  const auto version = open_person(office, supervisor, person)->person.version;
  ASSERT_EQ(why(change_sensitivity(office, worker, {person, 4, "насилие", version}, "")), "not_found");
  ASSERT_EQ(why(change_sensitivity(office, supervisor, {person, 4, "насилие", version}, "")), "");
  ASSERT_EQ(bar(husband), "");
  search(husband, "Въльов");
  EXPECT_EQ(alarms(), 1);
  EXPECT_EQ(letters_to(supervisor), 1);
  EXPECT_EQ(letters_to(officer), 0) << "not named";
  NewPerson n;
  n.given_name = "Жена";
  n.family_name = "Друга";
  n.identifier_kind = "egn";
  n.identifier = number;
  n.sex = "m";
  n.identifier_reason = "така пише";
  ASSERT_EQ(why(register_person(office, husband, n, "r1")), "");
  EXPECT_EQ(alarms(), 2);
  EXPECT_EQ(why(open_alarms(office, officer)), "not_your_function");
  EXPECT_EQ(open_alarms(office, supervisor)->size(), 2u);
}

TEST_P(ConflictOf, registering_her_number_is_answered_as_if_it_were_new) {
  ASSERT_EQ(bar(nephew), "");
  registered(nephew, number, "r1");
  EXPECT_EQ(alarms(), 1);
  EXPECT_EQ(count_of("SELECT count(*) FROM person_identifier WHERE set_apart = 1"), 1);
  EXPECT_EQ(search(officer, number), 1u) << "the first file stays the one with the number";
}

TEST_P(ConflictOf, barring_takes_team_and_naming_and_asks_for_a_reason) {
  EXPECT_EQ(bar(officer, " "), "required");
  EXPECT_EQ(why(bar_account(office, supervisor, person, "nobody@nowhere.example", "роднина", "")),
            "people.no_such_colleague");
  EXPECT_EQ(why(bar_account(office, officer, person, nephew.name, "роднина", "")), "not_your_function");
  ASSERT_EQ(bar(officer), "");
  EXPECT_EQ(why(open_person(office, officer, person)), "not_found");
  EXPECT_EQ(count_of("SELECT count(*) FROM person_team WHERE until_on IS NULL"), 0);
  EXPECT_EQ(why(lift_bar(office, supervisor, person, officer.account, "", "")), "required");
  ASSERT_EQ(why(lift_bar(office, supervisor, person, officer.account, "грешка", "")), "");
  EXPECT_EQ(why(lift_bar(office, supervisor, person, officer.account, "грешка", "")), "not_found");
  EXPECT_EQ(why(open_person(office, officer, person)), "");
  EXPECT_EQ(count_of("SELECT count(*) FROM person_barring"), 2);
  EXPECT_EQ(ledger_lines("бивш"), 0) << "the reason stands there as a hash";
  const auto version = open_person(office, supervisor, person)->person.version;
  ASSERT_EQ(why(change_sensitivity(office, supervisor, {person, 4, "насилие", version}, "")), "");
  EXPECT_EQ(bar(supervisor), "people.last_named");
  ASSERT_EQ(bar(nephew), "");
  EXPECT_EQ(why(name_account(office, supervisor, person, nephew.name, "")), "people.no_such_colleague");
}

TEST_P(ConflictOf, what_a_search_finds_is_what_would_raise_an_alarm) {
  const auto scope = access::scope(officer, access::Action::find_person);
  for (const char* typed : {"в", "въ", "ge v", "Georgi Valyov", "GEORGI", "вълйов", "въльова", "ов", "георги георги",
                            "георги иванов", number, "4801120120", "5801120127", "12.1.1948", "01.12.1948", "1948"}) {
    database->read([&](db::Session& s) {
      const bool found = !list_people(s, vault, scope, typed, 20, "").people.empty();
      const auto her = find_person(s, scope, person);
      EXPECT_EQ(search_would_find(vault, typed, *her, {identifier_hash(vault, "egn", number)}), found) << typed;
    });
  }
}

}  // namespace
}  // namespace gishe::people
