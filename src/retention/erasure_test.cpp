#include "retention/erasure.h"

#include <fstream>
#include <sstream>

#include "platform/db/sqlite_rewrite.h"
#include "retention/erasure_list.h"
#include "retention/world_test.h"

namespace gishe::retention {
namespace {

class Erasing : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  Decision yes(const Item& item, std::string words = "") { return {item.id, item.version, "", std::move(words), true}; }
};
INSTANTIATE_TEST_SUITE_P(Engines, Erasing, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

TEST_P(Erasing, the_clock_finds_what_is_over_and_a_person_decides) {
  const auto old = w.registered_years_ago(3);
  w.registered_years_ago(1);
  EXPECT_EQ(find_what_is_due(w.office), 1);
  EXPECT_EQ(find_what_is_due(w.office), 0);
  ASSERT_EQ(w.items(w.dpo).size(), 1u);
  EXPECT_EQ(w.items(w.dpo)[0].person, old);
  EXPECT_TRUE(w.items(w.stranger).empty());
  const Item item = w.items(w.supervisor).at(0);
  EXPECT_EQ(World::why(approve(w.office, w.officer, yes(item), "")), "not_your_function");
  EXPECT_EQ(World::why(approve(w.office, w.stranger, yes(item), "")), "not_found");
  auto unread = yes(item);
  unread.looked_at = false;
  EXPECT_EQ(World::why(approve(w.office, w.dpo, unread, "")), "retention.not_looked_at");
  EXPECT_EQ(w.count("SELECT count(*) FROM person"), 2);
  EXPECT_EQ(World::why(approve(w.office, w.dpo, yes(item), "")), "");
  EXPECT_EQ(w.count("SELECT count(*) FROM person"), 1);
  EXPECT_EQ(w.ledger_lines("person.erased"), 1);
}

TEST_P(Erasing, what_is_held_or_open_stays) {
  const auto old = w.registered_years_ago(3);
  find_what_is_due(w.office);
  Item item = w.items(w.dpo).at(0);
  EXPECT_EQ(World::why(take_step(w.office, w.dpo, "hold", {item.id, 1, "court", "", false}, "")), "required");
  EXPECT_EQ(World::why(take_step(w.office, w.dpo, "hold", {item.id, 1, "court", "дело 12/2026", false}, "")), "");
  EXPECT_EQ(World::why(approve(w.office, w.dpo, yes(item), "")), "changed_meanwhile");
  item = w.items(w.dpo).at(0);
  EXPECT_EQ(World::why(approve(w.office, w.dpo, yes(item), "")), "retention.is_held");
  EXPECT_EQ(World::why(take_step(w.office, w.supervisor, "release", {item.id, item.version, "", "край", false}, "")),
            "");
  w.applied(old, "under_way");
  item = w.items(w.dpo).at(0);
  EXPECT_EQ(World::why(approve(w.office, w.dpo, yes(item), "")), "retention.still_open");
  EXPECT_EQ(find_what_is_due(w.office), 0);
  EXPECT_TRUE(w.items(w.dpo).empty()) << "no more due, and so no more in the list";
}

TEST_P(Erasing, a_shielded_file_is_in_nobodys_list_but_of_who_is_named) {
  const auto old = w.registered_years_ago(3);
  find_what_is_due(w.office);
  w.run("UPDATE person SET sensitivity = 4 WHERE id = $1", {old});
  EXPECT_TRUE(w.items(w.dpo).empty());
  w.run("INSERT INTO person_named VALUES ('PAZ14', $1, $2, 1)", {old, w.dpo.account});
  EXPECT_EQ(w.items(w.dpo).size(), 1u);
  EXPECT_TRUE(w.items(w.supervisor).empty());
}

TEST_P(Erasing, a_commission_case_keeps_its_own_clock_and_is_not_told_of) {
  const auto child = w.registered_years_ago(3);
  find_what_is_due(w.office);
  const Item item = w.items(w.dpo).at(0);
  w.run(
      "INSERT INTO commission_case (municipality, id, number, state, source, child, born_on, person_id, opened_on, "
      "opened_by, outcome, seal_on, sealed_on, closed_on, version) VALUES ('PAZ14', $1, 'К-1', 'sealed', 'school', $2, "
      "'2010-01-01', $1, '2020-01-01', $1, '', '2021-01-01', '2021-01-01', '2021-01-01', 1)",
      {child, db::Blob{std::string_view("x")}});
  const auto no = approve(w.office, w.dpo, yes(item), "");
  ASSERT_EQ(World::why(no), "retention.still_open");
  EXPECT_EQ(no.refusals().front().with.front().second, "elsewhere");
  find_what_is_due(w.office);
  EXPECT_TRUE(w.items(w.dpo).empty());
}

TEST_P(Erasing, nothing_of_her_is_left_and_the_ledger_still_verifies) {
  const auto she = w.registered("Ралица", "Иглова", "4801120127");
  const auto he = w.registered("Стамен", "Другов", "");
  w.applied(she, "closed");
  w.applied(he, "closed");
  EXPECT_EQ(World::why(people::add_to_household(w.office, w.officer, she, he, "съпруг", "")), "");
  people::NewRepresentative r{she, he, "proxy", "съпруг", "пълномощно 1", ""};
  EXPECT_EQ(World::why(people::add_representative(w.office, w.officer, r, "")), "");
  const auto rows = w.database->write(
      [&](db::Tx& tx) { return erase_in(tx, w.office, w.dpo, {{"PAZ14"}, she, "request", "D-1", "file", "dpo"}); });
  EXPECT_GT(rows, 8);
  EXPECT_EQ(w.count("SELECT count(*) FROM person"), 1);
  EXPECT_EQ(w.count("SELECT count(*) FROM stored_file"), 1);
  EXPECT_EQ(w.count("SELECT count(*) FROM application"), 1);
  EXPECT_EQ(w.count("SELECT count(*) FROM person_identifier"), 0);
  EXPECT_EQ(w.count("SELECT count(*) FROM household"), 1) << "his household stays, he is its head";
  EXPECT_EQ(w.count("SELECT count(*) FROM erased_count WHERE kind = 'application' AND code = 'care_home'"), 1);
  EXPECT_EQ(w.count("SELECT count(*) FROM erasure WHERE request_number = 'D-1'"), 1);
  const auto verdict = w.database->read([&](db::Session& s) { return ledger::verify(s, w.vault); });
  EXPECT_TRUE(verdict.good) << verdict.first_fault;
  EXPECT_EQ(w.ledger_lines("person.erased"), 1);
  EXPECT_EQ(w.ledger_lines("Иглова"), 0);
  const auto again = w.database->write(
      [&](db::Tx& tx) { return erase_in(tx, w.office, w.dpo, {{"PAZ14"}, she, "request", "D-1", "file", "dpo"}); });
  EXPECT_EQ(again, 0);
}

TEST(ErasingOnSqlite, a_needle_is_in_no_byte_of_the_file_or_its_log) {
  World w(db::Engine::sqlite);
  const auto folder = std::filesystem::path(db::testing::where(*w.database));
  std::vector<PersonId> people;
  for (int i = 0; i < 60; ++i) {  // so that pages split and rows move
    people.push_back(
        w.registered(("Ралица" + std::string(static_cast<std::size_t>(i % 5), 'a')).c_str(), "Неповторимова"));
    w.applied(people.back(), "closed");
  }
  EXPECT_NE((bytes_of(folder / "gishe.db") + bytes_of(folder / "gishe.db-wal")).find("Неповторимова"),
            std::string::npos);
  for (const auto& id : people) {
    w.database->write([&](db::Tx& tx) { erase_in(tx, w.office, w.dpo, {{"PAZ14"}, id, "clock", "", "file", "dpo"}); });
  }
  db::rewrite_sqlite(folder.string());
  for (const char* needle : {"Неповторимова", "ralitsa.iglova@example.org", "0888 765 432", "иглата в думите"}) {
    for (const char* name : {"gishe.db", "gishe.db-wal"}) {
      EXPECT_EQ(bytes_of(folder / name).find(needle), std::string::npos) << needle << " in " << name;
    }
  }
  w.registered();  // the server works on after it was written anew
  EXPECT_EQ(w.count("SELECT count(*) FROM person"), 1);
}

TEST_P(Erasing, an_older_copy_of_the_database_brings_nobody_back) {
  const db::testing::Folder folder;
  keep_list_in(folder.path().string());
  const auto she = w.registered_years_ago(3);
  find_what_is_due(w.office);
  EXPECT_EQ(World::why(approve(w.office, w.dpo, yes(w.items(w.dpo).at(0)), "")), "");
  const auto text = bytes_of(folder.path() / list_file_name);
  EXPECT_NE(text.find("PAZ14 " + she.text() + " 2026-11-22"), std::string::npos);
  EXPECT_EQ(text.find("Иглова"), std::string::npos);
  // Another database in which she still is: as a restore leaves it.
  World older(GetParam());
  const auto back = older.registered();
  older.run("UPDATE person_name_key SET person_id = person_id WHERE person_id = $1", {back});
  add_to_list((folder.path() / list_file_name).string(), {{{"PAZ14"}, back, Day::from_iso("2026-11-22").value()}});
  EXPECT_EQ(erase_again(older.office), 1);
  EXPECT_EQ(older.count("SELECT count(*) FROM person"), 0);
  EXPECT_EQ(erase_again(older.office), 0);
  EXPECT_NE(bytes_of(folder.path() / list_file_name).find(she.text()), std::string::npos) << "the list only grows";
  keep_list_in("");
}

TEST(ErasedList, keeps_what_is_a_line_and_each_person_once) {
  const auto id = PersonId::make();
  const auto list = parse_list("# words\nPAZ14 " + id.text() + " 2026-11-22\nPAZ14 nobody 2026-11-22\n\nPAZ14 " +
                               id.text() + " 2026-12-01\n");
  EXPECT_EQ(list.size(), 2u);
  EXPECT_EQ(parse_list(list_text(list)).size(), 1u);
}

}  // namespace
}  // namespace gishe::retention
