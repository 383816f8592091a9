// Who may open a file: the team, the shield and its named accounts, and the end of a mandate.
#include "people/circle.h"

#include <algorithm>
#include <thread>

#include "people/barring.h"
#include "people/person_search.h"
#include "people/world_test.h"

namespace gishe::people {
namespace {

const Actor officer = actor_with(Function::desk_officer, "officer@lesichovo.example");
const Actor worker = actor_with(Function::social_worker, "worker@lesichovo.example");
const Actor supervisor = actor_with(Function::supervisor, "supervisor@lesichovo.example");
const Actor second = actor_with(Function::supervisor, "second@lesichovo.example");
const Actor head = actor_with(Function::provider_head, "head@peshtera.example");

std::vector<Colleague> colleagues(db::Session&, const MunicipalityCode&, Day) {
  return {{officer.account, "Мария", officer.name}, {worker.account, "Елена", worker.name}};
}
std::optional<AccountId> account_by_email(db::Session&, std::string_view email) {
  for (const Actor* a : {&officer, &worker, &supervisor, &head, &second}) {
    if (a->name == email) return a->account;
  }
  return std::nullopt;
}

std::vector<int> levels_told;
void told(db::Tx&, const MunicipalityCode&, const PersonId&, Sensitivity level) {
  levels_told.push_back(static_cast<int>(level));
}

class CircleOf : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  CircleOf() : World(GetParam()) {}
  PersonId person;

  void SetUp() override {
    find_colleagues_with(&colleagues, &account_by_email);
    follow_sensitivity_with({&told});
    levels_told.clear();
    person = registered(officer, "4801120127", "k1");
  }
  void TearDown() override {
    find_colleagues_with(nullptr, nullptr);
    follow_sensitivity_with({});
  }
  std::string opened_by(const Actor& actor) { return why(open_person(office, actor, person)); }
  std::int64_t version() {
    return database->read([&](db::Session& s) {
      static const db::Query q{"t.version", "SELECT version FROM person WHERE id = $1"};
      return s.count(q, {person});
    });
  }
  PersonId unnumbered() {
    NewPerson n;
    n.given_name = "Жана";
    n.family_name = "Друга";
    n.sex = "f";
    n.identifier_kind = "none";
    n.duplicates_seen = true;
    return *register_person(office, officer, n, "");
  }
  std::string set_level(const Actor& actor, int level, std::string reason = "Насилие в дома") {
    return why(change_sensitivity(office, actor, {person, level, std::move(reason), version()}, ""));
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, CircleOf, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(CircleOf, a_colleague_on_the_team_opens_the_file_until_taken_off) {
  EXPECT_EQ(opened_by(worker), "not_found");
  EXPECT_EQ(why(join_team(office, worker, person, worker.name, "")), "not_found") << "nobody lets herself in";
  EXPECT_EQ(why(join_team(office, officer, person, head.name, "")), "people.no_such_colleague");
  ASSERT_EQ(why(join_team(office, officer, person, worker.name, "j1")), "");
  EXPECT_EQ(why(join_team(office, officer, person, worker.name, "j1")), "");
  EXPECT_EQ(ledger_lines("person.team_joined"), 1);
  EXPECT_EQ(ledger_lines(worker.name), 0);
  EXPECT_EQ(opened_by(worker), "");
  const auto circle = open_circle(office, worker, person);
  ASSERT_TRUE(circle.ok());
  EXPECT_EQ(circle->team.size(), 2u);
  EXPECT_TRUE(circle->colleagues.empty()) << "both are on the team already";
  ASSERT_EQ(why(leave_team(office, worker, person, worker.account, "")), "");
  EXPECT_EQ(opened_by(worker), "not_found");
  EXPECT_EQ(why(leave_team(office, officer, person, worker.account, "")), "not_found");
}

TEST_P(CircleOf, a_shielded_file_exists_for_named_accounts_only) {
  ASSERT_EQ(set_level(supervisor, 4), "");
  EXPECT_EQ(levels_told, std::vector<int>{4});
  EXPECT_EQ(opened_by(supervisor), "") << "who shields is the first one named";
  EXPECT_EQ(opened_by(officer), "not_found");
  EXPECT_EQ(why(open_circle(office, officer, person)), "not_found");
  const auto found = database->read([&](db::Session& s) {
    return list_people(s, vault, access::scope(officer, access::Action::find_person), "въльов", 20, "");
  });
  EXPECT_TRUE(found.people.empty());
  EXPECT_EQ(why(name_account(office, officer, person, officer.name, "")), "not_your_function");
  EXPECT_EQ(why(name_account(office, supervisor, person, "nobody@nowhere.example", "")), "people.no_such_colleague");
  EXPECT_EQ(why(unname_account(office, supervisor, person, supervisor.account, "")), "people.last_named");
  ASSERT_EQ(why(name_account(office, supervisor, person, officer.name, "")), "");
  ASSERT_EQ(why(name_account(office, supervisor, person, head.name, "")), "");
  EXPECT_EQ(open_circle(office, officer, person)->named.size(), 2u) << "the third waits for another one";
  EXPECT_EQ(why(answer_naming(office, supervisor, person, head.account, Naming::confirmed, "")),
            "people.needs_another");
  EXPECT_EQ(why(answer_naming(office, worker, person, head.account, Naming::confirmed, "")), "not_found");
  ASSERT_EQ(why(answer_naming(office, officer, person, head.account, Naming::confirmed, "")), "");
  EXPECT_EQ(why(answer_naming(office, officer, person, head.account, Naming::confirmed, "")), "not_found") << "once";
  EXPECT_EQ(opened_by(officer), "");
  EXPECT_EQ(opened_by(head), "not_your_function") << "being named opens no file to a provider";
  EXPECT_EQ(open_circle(office, officer, person)->named.size(), 3u);
  ASSERT_EQ(why(unname_account(office, supervisor, person, head.account, "")), "");
  ASSERT_EQ(why(answer_naming(office, officer, person, head.account, Naming::confirmed, "")), "");
  EXPECT_EQ(levels_told, (std::vector<int>{4, 4, 4, 4})) << "shielded, two named, one taken off";
}

TEST_P(CircleOf, one_takes_no_other_off_and_so_never_names_alone) {
  ASSERT_EQ(set_level(supervisor, 4), "");
  ASSERT_EQ(why(name_account(office, supervisor, person, officer.name, "")), "");
  ASSERT_EQ(why(unname_account(office, supervisor, person, officer.account, "")), "") << "proposed";
  EXPECT_EQ(opened_by(officer), "");
  EXPECT_EQ(why(answer_naming(office, supervisor, person, officer.account, Naming::confirmed, "")),
            "people.needs_another");
  EXPECT_EQ(why(bar_account(office, supervisor, person, officer.name, "роднина", "")), "people.named_account");
  EXPECT_EQ(opened_by(officer), "") << "nor by a conflict that one writes down";
  ASSERT_EQ(why(name_account(office, supervisor, person, worker.name, "")), "");
  EXPECT_EQ(opened_by(worker), "not_found") << "two are still named";
  const auto circle = open_circle(office, supervisor, person);
  ASSERT_EQ(circle->proposals.size(), 2u);
  EXPECT_NE(circle->proposals[0].removal, circle->proposals[1].removal);
  ASSERT_EQ(why(answer_naming(office, officer, person, worker.account, Naming::confirmed, "")), "");
  EXPECT_EQ(why(answer_naming(office, officer, person, officer.account, Naming::declined, "")), "people.needs_another")
      << "against two others her place is not hers to keep";
  ASSERT_EQ(why(join_team(office, supervisor, person, worker.name, "")), "");
  ASSERT_EQ(why(answer_naming(office, worker, person, officer.account, Naming::confirmed, "")), "");
  EXPECT_EQ(opened_by(officer), "not_found");
  EXPECT_EQ(ledger_lines("person.account_unnamed"), 1);
  ASSERT_EQ(why(bar_account(office, supervisor, person, officer.name, "роднина", "")), "");
}

TEST_P(CircleOf, who_opens_no_file_is_not_waited_for) {
  find_correspondents_with([](db::Session&, const AccountId& id) -> std::optional<Correspondent> {
    return Correspondent{"име", id == head.account ? head.name : "x@lesichovo.example", "bg", id != head.account};
  });
  ASSERT_EQ(set_level(supervisor, 4), "");
  ASSERT_EQ(why(name_account(office, supervisor, person, head.name, "")), "");
  EXPECT_EQ(why(unname_account(office, supervisor, person, supervisor.account, "")), "people.last_named")
      << "the provider alone could not open it";
  ASSERT_EQ(why(unname_account(office, supervisor, person, head.account, "")), "") << "nobody could confirm";
  EXPECT_EQ(open_circle(office, supervisor, person)->named.size(), 1u);
  static const db::Query q{"t.told", "SELECT count(*) FROM message WHERE kind = 'naming_changed'"};
  EXPECT_EQ(database->read([](db::Session& s) { return s.count(q, {}); }), 1) << "she is told, and not what";
  ASSERT_EQ(why(name_account(office, supervisor, person, officer.name, "")), "");
  ASSERT_EQ(set_level(supervisor, 2), "");
  EXPECT_EQ(database->read([](db::Session& s) { return s.count(q, {}); }), 2) << "lifting the shield is told too";
  find_correspondents_with(nullptr);
}

/// Both leave in the same moment: somebody must stay.
TEST_P(CircleOf, two_who_leave_at_once_never_leave_nobody) {
  for (int round = 0; round < 10; ++round) {
    const auto file = unnumbered();
    ASSERT_EQ(why(change_sensitivity(office, supervisor, {file, 4, "насилие", 1}, "")), "");
    ASSERT_EQ(why(name_account(office, supervisor, file, second.name, "")), "");
    std::string hers;
    std::thread other([&] { hers = why(unname_account(office, second, file, second.account, "")); });
    const auto mine = why(unname_account(office, supervisor, file, supervisor.account, ""));
    other.join();
    EXPECT_EQ(hers + mine, "people.last_named");
    static const db::Query q{"t.named", "SELECT count(*) FROM person_named WHERE person_id = $1"};
    EXPECT_EQ(database->read([&](db::Session& s) { return s.count(q, {file}); }), 1);
  }
}

TEST_P(CircleOf, a_shielded_mother_does_not_show_through_the_household) {
  const auto child = registered(officer, "7506030020", "k9");
  const auto aunt = registered(officer, "8001010008", "k10");
  ASSERT_EQ(why(add_to_household(office, officer, person, child, "дъщеря", "")), "");
  EXPECT_EQ(why(add_to_household(office, officer, aunt, child, "племенница", "")), "people.in_another_household");
  EXPECT_EQ(why(add_to_household(office, officer, aunt, person, "сестра", "")), "people.in_another_household");
  ASSERT_EQ(set_level(supervisor, 4), "");
  EXPECT_EQ(open_person(office, supervisor, person)->household.size(), 0u) << "her place ended with that day";
  EXPECT_EQ(why(add_to_household(office, officer, aunt, child, "племенница", "")), "") << "as if she had been alone";
  EXPECT_EQ(open_person(office, officer, aunt)->household.size(), 2u);
}

TEST_P(CircleOf, whoever_is_hidden_by_her_level_does_not_block_either) {
  const auto child = registered(officer, "7506030020", "k9");
  const auto aunt = registered(officer, "8001010008", "k10");
  ASSERT_EQ(why(add_to_household(office, officer, person, child, "дъщеря", "")), "");
  static const db::Query q{"t.level", "UPDATE person SET sensitivity = 4 WHERE id = $1"};  // a row from before
  database->write([&](db::Tx& tx) { tx.run(q, {person}); });
  EXPECT_EQ(why(add_to_household(office, officer, aunt, child, "племенница", "")), "");
}

TEST_P(CircleOf, an_account_named_for_anybody_is_known_as_such) {
  const auto named = [&](const Actor& who) {
    return database->read([&](db::Session& s) { return is_named_for_somebody(s, who.account); });
  };
  EXPECT_FALSE(named(supervisor));
  ASSERT_EQ(set_level(supervisor, 4), "");
  EXPECT_TRUE(named(supervisor));
  EXPECT_FALSE(named(officer));
}

TEST_P(CircleOf, registering_shows_nobody_that_searching_would_not) {
  const auto crisis = actor_with(Function::crisis_worker);
  NewPerson n;
  n.given_name = "Георги";
  n.family_name = "Въльов";
  n.sex = "m";
  n.identifier_kind = "egn";
  n.identifier = "4801120127";
  n.identifier_reason = "така е в личната карта";
  EXPECT_EQ(why(register_person(office, crisis, n, "")), "people.ask_coordinator") << "without her id";
  n.identifier_kind = "none";
  n.identifier = n.identifier_reason = "";
  EXPECT_EQ(why(register_person(office, officer, n, "")), "people.maybe_known");
  EXPECT_EQ(why(register_person(office, crisis, n, "")), "");
}

TEST_P(CircleOf, a_proposal_falls_with_the_one_who_made_it) {
  ASSERT_EQ(set_level(supervisor, 4), "");
  ASSERT_EQ(why(name_account(office, supervisor, person, officer.name, "")), "");
  ASSERT_EQ(why(name_account(office, supervisor, person, worker.name, "")), "");
  EXPECT_EQ(opened_by(worker), "not_found");
  EXPECT_EQ(why(answer_naming(office, supervisor, person, worker.account, Naming::declined, "")), "") << "taken back";
  ASSERT_EQ(why(name_account(office, supervisor, person, worker.name, "")), "") << "and proposed again";
  ASSERT_EQ(why(unname_account(office, supervisor, person, supervisor.account, "")), "") << "oneself, alone";
  EXPECT_EQ(why(answer_naming(office, officer, person, worker.account, Naming::confirmed, "")), "not_found");
  EXPECT_EQ(opened_by(worker), "not_found");
}

TEST_P(CircleOf, a_shielded_person_stands_in_no_other_file) {
  const auto child = registered(officer, "7506030020", "k9");
  ASSERT_EQ(why(add_to_household(office, officer, child, person, "майка", "")), "");
  ASSERT_EQ(why(add_representative(office, officer, {child, person, "parent", "майка", "акт за раждане", ""}, "")), "");
  ASSERT_EQ(open_person(office, supervisor, child)->household.size(), 2u);
  ASSERT_EQ(open_person(office, supervisor, child)->representatives.size(), 1u);
  ASSERT_EQ(set_level(supervisor, 4), "");
  const auto seen = open_person(office, supervisor, child);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->household.size(), 1u) << "not even for who is named";
  EXPECT_TRUE(seen->representatives.empty());
  EXPECT_EQ(open_person(office, supervisor, person)->household.size(), 0u) << "her place there ended";
  const auto values = database->read([&](db::Session& s) {
    return package_values(s, access::scope(supervisor, access::Action::open_person), child, {"representative"});
  });
  EXPECT_TRUE(values.empty());
}

TEST_P(CircleOf, raising_asks_why_and_looks_at_the_version) {
  EXPECT_EQ(set_level(officer, 4), "not_your_function");
  EXPECT_EQ(set_level(supervisor, 4, " "), "required");
  EXPECT_EQ(set_level(supervisor, 4, std::string(201, 'a')), "too_long");
  EXPECT_EQ(set_level(supervisor, 1), "not_in_list");
  EXPECT_EQ(set_level(supervisor, 5), "not_in_list");
  EXPECT_EQ(why(change_sensitivity(office, supervisor, {person, 4, "Насилие", version() + 1}, "")),
            "changed_meanwhile");
  EXPECT_EQ(why(name_account(office, supervisor, person, officer.name, "")), "people.not_shielded");
  ASSERT_EQ(set_level(supervisor, 3), "");
  EXPECT_EQ(opened_by(officer), "not_found") << "health and violence are for the team's social worker";
  EXPECT_EQ(ledger_lines("person.sensitivity_changed"), 1);
  EXPECT_EQ(ledger_lines("Насилие"), 0) << "the reason stands there as a hash";
}

TEST_P(CircleOf, lifting_the_shield_empties_the_list_unless_the_number_is_held_twice) {
  ASSERT_EQ(set_level(supervisor, 4), "");
  ASSERT_EQ(set_level(supervisor, 2), "");
  EXPECT_EQ(opened_by(officer), "");
  ASSERT_EQ(set_level(supervisor, 4), "");
  EXPECT_EQ(open_circle(office, supervisor, person)->named.size(), 1u);
  registered(officer, "4801120127", "k2");  // the number of a shielded file may be registered again: it must not tell
  EXPECT_EQ(set_level(supervisor, 2), "people.ask_coordinator");
  EXPECT_EQ(opened_by(supervisor), "") << "nothing was changed";
}

TEST_P(CircleOf, a_mandate_ends_with_a_reason_and_once) {
  const auto daughter = registered(officer, "7506030020", "k3");
  const auto mandate =
      add_representative(office, officer, {person, daughter, "proxy", "дъщеря", "пълномощно № 1", ""}, "");
  ASSERT_TRUE(mandate.ok()) << why(mandate);
  EXPECT_EQ(why(end_mandate(office, officer, person, *mandate, "", "")), "required");
  EXPECT_EQ(why(end_mandate(office, officer, daughter, *mandate, "Оттеглено", "")), "not_found") << "not her mandate";
  EXPECT_EQ(why(end_mandate(office, supervisor, person, *mandate, "Оттеглено", "")), "not_your_function");
  ASSERT_EQ(why(end_mandate(office, officer, person, *mandate, "Оттеглено", "")), "");
  EXPECT_EQ(why(end_mandate(office, officer, person, *mandate, "Оттеглено", "")), "not_found");
  EXPECT_TRUE(open_person(office, officer, person)->representatives.empty());
  EXPECT_EQ(ledger_lines("person.mandate_ended"), 1);
}

}  // namespace
}  // namespace gishe::people
