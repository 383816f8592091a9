#include "imports/imports.h"

#include <gtest/gtest.h>

#include "imports/import_acts.h"
#include "platform/db/town_test.h"

namespace gishe::imports {
namespace {

using db::testing::why;

/// Each look moves it by a tenth of a second, so that work by the clock stops half-way.
class WalkingClock : public Clock {
 public:
  Instant now() const override {
    m_at.micros += step;
    return m_at;
  }
  void leap(int seconds) { m_at = m_at.plus_seconds(seconds); }
  std::int64_t step = 0;

 private:
  mutable Instant m_at{1795305600000000};
};

struct World {
  explicit World(db::Engine engine) : database(db::testing::fresh_database(engine)) {}
  std::unique_ptr<db::Database> database;
  secrets::Vault vault = secrets::Vault::for_tests();
  WalkingClock clock;
  Office office{*database, vault, clock};
  words::Words words{words::Language::en};
  const Actor supervisor = db::testing::actor(Function::supervisor, {"PAZ14"}),
              officer = db::testing::actor(Function::desk_officer, {"PAZ14"}),
              neighbour = db::testing::actor(Function::supervisor, {"PAZ21"});

  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return database->read([&](db::Session& s) { return s.count(q, {}); });
  }
  void run(const char* sql, db::Args values = {}) {
    const db::Query q{"t.run", sql};
    database->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  ImportId taken(const std::string& table) {
    const auto id = take_table(office, supervisor, table, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : ImportId{};
  }
  std::string state(const ImportId& id) {
    const auto i = find(office, supervisor, id);
    return i ? i->state : why(i);
  }
  std::map<std::string, std::int64_t> outcomes(const ImportId& id) {
    const auto i = find(office, supervisor, id);
    return database->read([&](db::Session& s) { return store::count_outcomes(s, *i); });
  }
  people::NewPerson woman(Sensitivity level) {
    people::NewPerson n;
    n.given_name = "Ралица";
    n.family_name = "Двойнева";
    n.sex = "f";
    n.identifier_kind = "egn";
    n.identifier = "4801120012";
    n.identifier_reason = "така е в личната карта";
    n.sensitivity = level;
    return n;
  }
  bool ledger_good() {
    return database->read([&](db::Session& s) { return ledger::verify(s, vault); }).good;
  }
};

/// Names without likeness: each row another consonant skeleton and day.
std::string many(int rows) {
  std::string table = "Име;Фамилия;Пол;Дата на раждане\n";
  for (int i = 0; i < rows; ++i) {
    std::string name;
    for (int n = i + 20; n > 0; n /= 20) {
      static constexpr const char* parts[] = {"ба", "ва", "га", "да", "жа", "за", "ка", "ла", "ма", "на",
                                              "па", "ра", "са", "та", "фа", "ха", "ца", "ча", "ша", "ща"};
      name += parts[n % 20];
    }
    table += name + ";" + name + "ров;м;" + std::to_string(1 + i % 28) + "." + std::to_string(1 + i % 12) + "." +
             std::to_string(1930 + i % 70) + "\n";
  }
  return table;
}

class Imports : public testing::TestWithParam<db::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, Imports, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST(MappingOf, is_proposed_and_judged) {
  const auto m = propose({"ЕГН", "Име", "Фамилия", "Бележка", "Град"});
  EXPECT_EQ(m, (Mapping{"identifier", "given_name", "family_name", "", "settlement"}));
  EXPECT_FALSE(why_not(m));
  EXPECT_TRUE(why_not({"given_name", "given_name"})->is(column_twice));
  EXPECT_TRUE(why_not({"given_name", ""})->is(names_missing));
}

TEST_P(Imports, says_which_place_it_does_not_know) {
  World w(GetParam());
  const auto looked = look(w.office, w.supervisor, w.taken("Име;Фамилия;Пол;Град\nАна;Иванова;ж;Никъдето\n"));
  ASSERT_TRUE(looked.ok());
  ASSERT_EQ(looked->rows[0].faults.size(), 1u);
  EXPECT_TRUE(looked->rows[0].faults[0].is(unknown_place));
}

TEST_P(Imports, registers_what_is_good_and_lists_the_rest) {
  World w(GetParam());
  const auto id = w.taken(
      "Име;Фамилия;Пол;ЕГН;Дата на раждане\n=Ана;Иванова;ж;;1.2.1950\nАна;Иванова;ж;;1.2.1950\nПетър;Сечков;м;"
      "1234567890;\nДимитър;Гочев;;;3.3.1960\n");
  EXPECT_EQ(w.count("SELECT count(*) FROM person"), 0) << "a preview writes nothing";
  EXPECT_EQ(why(go_on(w.office, w.officer, id, w.words)), "not_your_function");
  EXPECT_EQ(why(go_on(w.office, w.neighbour, id, w.words)), "not_found");
  EXPECT_EQ(why(go_on(w.office, w.supervisor, id, w.words)), "");
  EXPECT_EQ(w.state(id), "done");
  EXPECT_EQ(w.outcomes(id), (std::map<std::string, std::int64_t>{{"registered", 1}, {"left_out", 3}}));
  const auto rest = left_out(w.office, w.supervisor, id);
  ASSERT_TRUE(rest.ok());
  EXPECT_NE(rest->find("\"'=Ана\""), std::string::npos) << "no formula leaves the house";
  EXPECT_EQ(why(left_out(w.office, w.neighbour, id)), "not_found");
  EXPECT_EQ(w.count("SELECT count(*) FROM stored_file"), 1) << "the table is gone, the rest is there";
  w.clock.leap(file_hours * 3600 + 1);
  EXPECT_EQ(forget_files(w.office), 1);
  EXPECT_EQ(w.count("SELECT count(*) FROM stored_file"), 0);
  EXPECT_TRUE(w.ledger_good());
}

TEST_P(Imports, leaves_out_who_is_alike_unless_said_to_be_new) {
  World w(GetParam());
  const std::string table = "Име;Фамилия;Пол;Дата на раждане\nРалица;Двойнева;ж;12.01.1948\n";
  const auto first = w.taken(table);
  EXPECT_TRUE(go_on(w.office, w.supervisor, first, w.words).ok());
  const auto second = w.taken(table);
  EXPECT_TRUE(go_on(w.office, w.supervisor, second, w.words).ok());
  EXPECT_EQ(w.outcomes(second)["left_out"], 1);
  const auto third = w.taken(table);
  EXPECT_TRUE(choose_alike(w.office, w.supervisor, third, "leave", {"1"}, {"1", "7"}).ok());
  EXPECT_TRUE(go_on(w.office, w.supervisor, third, w.words).ok());
  EXPECT_EQ(w.outcomes(third)["registered"], 1);
}

TEST_P(Imports, a_shielded_person_looks_like_nobody) {
  World w(GetParam());
  ASSERT_EQ(why(people::register_person(w.office, w.officer, w.woman(Sensitivity::shielded), "")), "");
  const auto id = w.taken("Име;Фамилия;ЕГН\nРалица;Двойнева;4801120012\n");
  const auto looked = look(w.office, w.supervisor, id);
  ASSERT_TRUE(looked.ok());
  const auto alike = w.database->read([&](db::Session& s) {
    return people::list_alike(s, w.office, access::scope(w.supervisor, access::Action::find_person),
                              looked->rows[0].person);
  });
  EXPECT_TRUE(looked->rows[0].faults.empty());
  EXPECT_TRUE(alike.empty());
  ASSERT_TRUE(go_on(w.office, w.supervisor, id, w.words).ok());
  EXPECT_EQ(w.outcomes(id)["registered"], 1) << "as the act of the desk does";
}

TEST_P(Imports, goes_on_where_it_stood_and_doubles_nothing) {
  World w(GetParam());
  const auto id = w.taken(many(120));
  w.clock.step = 20'000;
  ASSERT_EQ(why(go_on(w.office, w.supervisor, id, w.words)), "");
  const auto first = w.count("SELECT count(*) FROM person");
  EXPECT_GT(first, 0);
  EXPECT_LT(first, 120);
  EXPECT_EQ(w.state(id), "running");
  for (int turn = 0; turn < 30 && w.state(id) == "running"; ++turn)
    ASSERT_EQ(why(go_on(w.office, w.supervisor, id, w.words)), "");
  EXPECT_EQ(w.state(id), "done");
  EXPECT_EQ(w.outcomes(id)["registered"], w.count("SELECT count(*) FROM person"));
  EXPECT_EQ(w.outcomes(id)["registered"] + w.outcomes(id)["left_out"], 120);
  EXPECT_EQ(why(go_on(w.office, w.supervisor, id, w.words)), "not_from_this_state");
}

TEST_P(Imports, is_undone_where_nobody_worked_since) {
  World w(GetParam());
  const auto id = w.taken(many(30));
  ASSERT_TRUE(go_on(w.office, w.supervisor, id, w.words).ok());
  const auto all = w.outcomes(id)["registered"];
  ASSERT_GT(all, 10);
  // One was changed; a second one has an emergency alarm, which only the schema tells.
  w.run(
      "UPDATE person SET version = version + 1 WHERE id = (SELECT person_id FROM people_import_row WHERE "
      "row_number = 1)",
      {});
  w.run(
      "INSERT INTO person_alarm (municipality, id, person_id, account_id, how, raised_at) SELECT municipality, $1, "
      "person_id, $1, 'opened', 1 FROM people_import_row WHERE row_number = 3",
      {Uuid::make()});
  EXPECT_EQ(why(undo(w.office, w.neighbour, id)), "not_found");
  EXPECT_EQ(why(undo(w.office, w.supervisor, id)), "");
  EXPECT_EQ(w.state(id), "undone");
  EXPECT_EQ(w.outcomes(id)["touched"], 2);
  EXPECT_EQ(w.outcomes(id)["undone"], all - 2);
  EXPECT_EQ(w.count("SELECT count(*) FROM person"), 2);
  EXPECT_TRUE(w.ledger_good());
}

TEST_P(Imports, who_had_a_place_once_is_not_taken_out) {
  World w(GetParam());
  const auto id = w.taken(many(3));
  ASSERT_TRUE(go_on(w.office, w.supervisor, id, w.words).ok());
  const OrganisationId house = OrganisationId::make();
  const ServiceId service = ServiceId::make();
  const Uuid place = Uuid::make();
  w.database->write([&](db::Tx& tx) {
    db::testing::add_towns(tx, {db::testing::peshtera_town});
    db::testing::add_house(tx, house, {"PAZ21"});
    db::testing::add_service(tx, service, house, {"PAZ21"});
  });
  w.run(
      "INSERT INTO place (municipality, id, service_id, organisation_id, seq, name, room, kind, active_from_on, "
      "made_at) VALUES ('PAZ21', $1, $2, $3, 1, 'A', '', 'bed', '2026-01-01', 1)",
      {place, service, house});
  w.run(
      "INSERT INTO stay (municipality, id, number, version, place_id, service_id, organisation_id, state, sensitivity, "
      "from_municipality, person_municipality, person_id, reserved_on, ended_on, ended_at, end_reason, changed_at) "
      "SELECT 'PAZ21', $1, 'N', 1, $1, $2, $3, 'ended', 2, 'PAZ21', 'PAZ14', person_id, '2026-11-22', '2026-11-22', 1, "
      "'own_wish', 1 FROM people_import_row WHERE row_number = 2",
      {place, service, house});
  EXPECT_EQ(why(undo(w.office, w.supervisor, id)), "");
  EXPECT_EQ(w.outcomes(id), (std::map<std::string, std::int64_t>{{"touched", 1}, {"undone", 2}}));
  EXPECT_EQ(w.count("SELECT count(*) FROM stay JOIN person ON person.id = stay.person_id"), 1);
}

TEST_P(Imports, says_that_the_rows_left_out_are_too_long_for_a_table) {
  World w(GetParam());
  std::string table = "given name;family name;notes\n";
  const std::string row = ";;" + std::string(5'235, '\xE0') + "\n";  // twice as long in UTF-8
  for (int i = 0; i < 1000; ++i) table += row;
  const auto id = w.taken(table);
  ASSERT_EQ(why(go_on(w.office, w.supervisor, id, w.words)), "");
  const auto import = *find(w.office, w.supervisor, id);
  EXPECT_EQ(w.outcomes(id)["left_out"], 1000);
  EXPECT_EQ(import.state, "done");
  EXPECT_FALSE(rest_was_too_long(import, 0, w.office.now()));
  EXPECT_TRUE(rest_was_too_long(import, 1000, w.office.now()));
  w.clock.leap(file_hours * 3600 + 1);
  EXPECT_FALSE(rest_was_too_long(import, 1000, w.office.now())) << "its day is over";
}

TEST_P(Imports, keeps_a_last_column_that_is_not_taken) {
  World w(GetParam());
  const auto id = w.taken("Име;Фамилия;x\nАна;Иванова;1\n");
  EXPECT_EQ(find(w.office, w.supervisor, id)->mapping, (Mapping{"given_name", "family_name", ""}));
}

TEST_P(Imports, is_not_undone_after_its_days) {
  World w(GetParam());
  const auto id = w.taken(many(2));
  ASSERT_TRUE(go_on(w.office, w.supervisor, id, w.words).ok());
  w.clock.leap(8 * 86400);
  EXPECT_EQ(why(undo(w.office, w.supervisor, id)), "imports.too_late");
}

TEST_P(Imports, a_draft_goes_with_its_day) {
  World w(GetParam());
  const auto id = w.taken(many(2));
  w.clock.leap(file_hours * 3600 + 1);
  EXPECT_EQ(forget_files(w.office), 1);
  EXPECT_EQ(w.state(id), "not_found");
  EXPECT_EQ(w.count("SELECT count(*) FROM stored_file"), 0);
}

}  // namespace
}  // namespace gishe::imports
