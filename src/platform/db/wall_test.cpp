#include "platform/db/wall.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <deque>

#include "platform/db/postgres_connection.h"
#include "platform/db/town_test.h"

// What the database itself keeps back, asked with statements that forgot every condition. On PostgreSQL only, and as
// the role a server logs in with: GISHE_TEST_PG is a superuser's.
namespace gishe::db {
namespace {

using namespace db::testing;

constexpr const char* role = "gishe_wall_test";

std::string as_role(std::string url, const std::string& name) {
  const auto from = url.find("://") + 3;
  const auto at = url.find('@', from);
  return url.substr(0, from) + name + url.substr(at == std::string::npos ? from - 1 : at);
}

PersonId person_id(int n) { return {*Uuid::parse("00000000-0000-7000-8000-00000000000" + std::to_string(n))}; }

class WallTest : public ::testing::Test {
 protected:
  static constexpr std::string_view tables_sql =
      "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE p.polname = 'wall' AND "
      "c.relrowsecurity AND c.relforcerowsecurity ORDER BY c.relname";

  void SetUp() override {
    const auto all = engines();
    if (all.size() < 2) GTEST_SKIP() << "NOT RUN: no GISHE_TEST_PG (tests/with_postgresql sets it)";
    m_house = fresh_database(Engine::postgresql);  // a superuser: no wall for it
    const std::string url = where(*m_house);
    m_super = std::make_unique<PostgresConnection>(url);
    // Several processes may make the role at once.
    m_super->execute(
        "DO $$ BEGIN CREATE ROLE gishe_wall_test LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; "
        "END $$; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO gishe_wall_test");
    m_url = as_role(url, role);
    m_house->write([&](Tx& tx) { fill(tx); });
    m_server = Database::open(m_url, {.readers = 2, .migrate = false});
  }
  void TearDown() override {
    m_server.reset();
    m_super.reset();
    m_house.reset();
  }

  /// 1 ordinary, 2 shielded and named for `named`, 3 barred `barred`.
  void fill(Tx& tx) {
    add_towns(tx, {lesichovo_town, peshtera_town});
    for (const auto& a : {named, unnamed, barred}) add_account(tx, a);
    add_person(tx, person_id(1));
    add_person(tx, person_id(2), {.family = "Скрита", .level = 4});
    add_person(tx, person_id(3));
    name_for(tx, person_id(2), named);
    static const Query bar{"t.bar", "INSERT INTO person_barred VALUES ('PAZ14', $1, $2, 'брак', 1)"};
    tx.run(bar, {person_id(3), barred.account});
    static const Query number{"t.number",
                              "INSERT INTO person_identifier (municipality, kind, hash, person_id, sealed, masked, "
                              "verified, reason, set_apart, added_at) VALUES ('PAZ14', 'egn', $1, $2, $1, '…', "
                              "'check_digit', '', 0, 1)"};
    static const Query team{"t.team",
                            "INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ14', "
                            "$1, $2, '2026-01-01')"};
    static const Query paper{"t.application",
                             "INSERT INTO application (municipality, id, number, person_id, own_words, urgency, "
                             "received_at, received_on, due_on, state, secret_hash, sensitivity, opened_by) SELECT "
                             "'PAZ14', id, CAST(id AS text), id, '', 'normal', 1, '2026-01-01', '2026-02-01', "
                             "'received', $1, sensitivity, $2 FROM person"};
    for (int n = 1; n <= 3; ++n) {
      const std::string hash(32, static_cast<char>('0' + n));
      tx.run(number, {Blob{hash}, person_id(n)});
      tx.run(team, {person_id(n), named.account});
    }
    tx.run(paper, {Blob{std::string(32, 'x')}, named.account});
  }

  std::vector<std::string> behind() {
    static const Query q{"t.behind", tables_sql.data()};
    std::vector<std::string> names;
    m_house->read([&](Session& s) { s.each(q, {}, [&](const Row& r) { names.push_back(r.string(0)); }); });
    return names;
  }
  /// Everything of a table, with no condition at all.
  std::int64_t all_of(const std::string& table) {
    const std::string& sql = m_texts.emplace_back("SELECT count(*) FROM " + table);  // kept: prepared by its address
    const Query& q = m_queries.emplace_back("t.all", sql.c_str());
    return m_server->read([&](Session& s) { return s.count(q, {}); });
  }
  std::vector<std::string> seen() {
    static const Query q{"t.seen", "SELECT right(CAST(id AS text), 1) FROM person ORDER BY id"};
    std::vector<std::string> list;
    m_server->read([&](Session& s) { s.each(q, {}, [&](const Row& r) { list.push_back(r.string(0)); }); });
    return list;
  }
  static Acting as(const Actor& a) { return {Acting::As::account, a.account, a.post.municipality}; }

  const Actor named = testing::actor(Function::social_worker, {"PAZ14"}),
              unnamed = testing::actor(Function::supervisor, {"PAZ14"}),
              barred = testing::actor(Function::social_worker, {"PAZ14"});
  std::unique_ptr<Database> m_house, m_server;
  std::unique_ptr<PostgresConnection> m_super;
  std::string m_url;
  std::deque<std::string> m_texts;
  std::deque<Query> m_queries;
};

using List = std::vector<std::string>;

TEST_F(WallTest, for_nobody_every_table_behind_it_is_empty) {
  const auto tables = behind();
  EXPECT_GE(tables.size(), 39u);
  for (const auto& table : tables) EXPECT_EQ(all_of(table), 0) << table;
  const BeyondTheWall house;
  for (const char* table : {"person", "person_identifier", "person_team", "application"})
    EXPECT_EQ(all_of(table), 3) << table;
}

TEST_F(WallTest, a_shielded_row_exists_for_who_is_named_and_a_barred_one_not_for_who_is_barred) {
  {
    const ActingAs one(as(named));
    EXPECT_EQ(seen(), (List{"1", "2", "3"}));
    for (const char* table : {"person_identifier", "person_team", "application"}) EXPECT_EQ(all_of(table), 3) << table;
  }
  {
    const ActingAs one(as(unnamed));
    EXPECT_EQ(seen(), (List{"1", "3"}));
    for (const char* table : {"person_identifier", "person_team", "application"}) EXPECT_EQ(all_of(table), 2) << table;
  }
  {
    const ActingAs one(as(barred));
    EXPECT_EQ(seen(), (List{"1"}));
    for (const char* table : {"person_identifier", "person_team", "application"}) EXPECT_EQ(all_of(table), 1) << table;
  }
  EXPECT_EQ(seen(), List{});  // the same connections, given back
}

TEST_F(WallTest, who_acts_ends_with_the_transaction_and_changes_in_the_middle_of_one) {
  static const Query q{"t.count", "SELECT count(*) FROM person"};
  m_server->read([&](Session& s) {
    EXPECT_EQ(s.count(q, {}), 0);
    {
      const ActingAs one(as(unnamed));
      EXPECT_EQ(s.count(q, {}), 2);
      {
        const BeyondTheWall house;
        EXPECT_EQ(s.count(q, {}), 3);
      }
      EXPECT_EQ(s.count(q, {}), 2);
    }
    EXPECT_EQ(s.count(q, {}), 0);
  });
  PostgresConnection raw(m_url);
  static const Query count{"t.raw", "SELECT count(*) FROM person"};
  const Acting house{Acting::As::house, {}, {}};
  const auto of = [&](const char* first, const Acting* acting) {
    std::int64_t n = -1;
    read_rows(raw.run(first, count, {}, acting).get(), count, [&](const Row& r) { n = r.integer(0); }, true);
    return n;
  };
  EXPECT_EQ(of("BEGIN", &house), 3);
  EXPECT_EQ(of(nullptr, nullptr), 3);
  raw.execute("COMMIT");
  EXPECT_EQ(of(nullptr, nullptr), 0);
  EXPECT_EQ(of("BEGIN", &house), 3);
  raw.execute("ROLLBACK");
  EXPECT_EQ(of(nullptr, nullptr), 0);
}

TEST_F(WallTest, rows_of_others_are_neither_changed_nor_made) {
  static const Query change{"t.change", "UPDATE person SET phone = 'x' WHERE sensitivity = 4 OR id = $1"};
  static const Query take{"t.take", "DELETE FROM person_team"};
  static const Query elsewhere{
      "t.elsewhere",
      "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision, "
      "state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, "
      "registered_at, changed_at) VALUES ($1, $2, $2, '', '', '', 'unknown', 'unknown', 'stub', $3, '', '', '', '', "
      "'', '', '', 1, 1)"};
  static const Query onto{"t.onto",
                          "INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ14', $1, "
                          "$2, '2026-01-01')"};
  const ActingAs one(as(barred));
  EXPECT_EQ(m_server->write([&](Tx& tx) { return tx.run(change, {person_id(3)}); }), 0);
  EXPECT_EQ(m_server->write([&](Tx& tx) { return tx.run(take, {}); }), 1);  // hers alone
  const auto refused = [&](const Query& q, Args args) {
    EXPECT_THROW(m_server->write([&](Tx& tx) { tx.run(q, args); }), std::logic_error) << q.name;
  };
  refused(elsewhere, {"PAZ21", Uuid::make(), 2});
  refused(elsewhere, {"PAZ14", Uuid::make(), 4});
  refused(onto, {person_id(2), barred.account});
  refused(onto, {person_id(3), barred.account});
}

TEST_F(WallTest, the_role_of_the_server_cannot_take_it_down) {
  for (const char* sql :
       {"ALTER TABLE person DISABLE ROW LEVEL SECURITY", "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY wall ON person", "SET ROLE gishe", "SET SESSION AUTHORIZATION gishe",
        "CREATE OR REPLACE FUNCTION wall_is_open() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER ROLE gishe_wall_test BYPASSRLS", "ALTER ROLE gishe_wall_test SUPERUSER",
        "SET row_security = off; SELECT count(*) FROM person", "TRUNCATE person CASCADE"}) {
    PostgresConnection raw(m_url);
    EXPECT_THROW(raw.execute(sql), std::exception) << sql;
  }
}

TEST_F(WallTest, it_stands_for_the_owner_of_the_tables_too) {
  m_super->execute("REASSIGN OWNED BY gishe_wall_test TO gishe_wall_test");
  m_super->execute(
      "DO $$ DECLARE t record; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE "
      "format('ALTER TABLE %I OWNER TO gishe_wall_test', t.tablename); END LOOP; END $$");
  EXPECT_EQ(seen(), List{});
  const ActingAs one(as(unnamed));
  EXPECT_EQ(seen(), (List{"1", "3"}));
}

/// How often the client waits for the server: each Sync or simple query is one.
int round_trips(PostgresConnection& connection, const std::function<void()>& work) {
  char* text = nullptr;
  std::size_t length = 0;
  FILE* trace = open_memstream(&text, &length);
  PQtrace(connection.raw(), trace);
  work();
  PQuntrace(connection.raw());
  std::fclose(trace);
  int trips = 0;
  for (std::string_view lines(text, length); !lines.empty();) {
    const auto line = lines.substr(0, lines.find('\n'));
    const bool asks = line.find("\tF\t") != std::string_view::npos;
    trips += asks && (line.find("Sync") != std::string_view::npos || line.find("\tQuery") != std::string_view::npos);
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
  std::free(text);
  return trips;
}

TEST_F(WallTest, telling_who_acts_costs_no_round_trip) {
  static const Query q{"t.one", "SELECT count(*) FROM person"};
  PostgresConnection raw(m_url);
  const auto acting = as(named);
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(round_trips(raw, [&] { raw.run("BEGIN", q, {}); }), 1);
    raw.execute("COMMIT");
    EXPECT_EQ(round_trips(raw, [&] { raw.run("BEGIN", q, {}, &acting); }), 1);
    EXPECT_EQ(round_trips(raw, [&] { raw.run(nullptr, q, {}, &acting); }), 1);
    raw.execute("COMMIT");
  }
}

std::string how_it_stands(Database& database) {
  for (const auto& [name, value] : database.condition()) {
    if (name == wall_line) return value;
  }
  return "";
}

TEST_F(WallTest, taken_down_around_one_table_it_says_so) {
  for (const char* down : {"DISABLE", "NO FORCE"}) {
    m_super->execute((std::string("ALTER TABLE person ") + down + " ROW LEVEL SECURITY").c_str());
    EXPECT_TRUE(wall_is_down(m_server->condition())) << how_it_stands(*m_server);
    m_super->execute("ALTER TABLE person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
    EXPECT_FALSE(wall_is_down(m_server->condition())) << how_it_stands(*m_server);
  }
}

TEST_F(WallTest, two_roles_one_owns_and_one_works) {
  EXPECT_TRUE(how_it_stands(*m_house).starts_with("DOES NOT STAND")) << how_it_stands(*m_house);
  EXPECT_TRUE(wall_is_down(m_house->condition()));
  EXPECT_FALSE(wall_is_down(m_server->condition()));
  const std::string name = "wall_" + Uuid::make().text().substr(24);
  m_super->execute(("CREATE DATABASE " + name).c_str());
  const auto other = [&](const std::string& url) { return url.substr(0, url.rfind('/') + 1) + name; };
  ::setenv("GISHE_DATABASE_OWNER", other(where(*m_house)).c_str(), 1);
  {
    const auto fresh = Database::open(other(m_url), {.readers = 2});
    EXPECT_TRUE(how_it_stands(*fresh).ends_with("owns nothing")) << how_it_stands(*fresh);
    const BeyondTheWall house;
    fresh->write([&](Tx& tx) {
      add_towns(tx, {lesichovo_town});
      add_person(tx, person_id(1));
    });
  }
  ::unsetenv("GISHE_DATABASE_OWNER");
  m_super->execute(("DROP DATABASE " + name + " WITH (FORCE)").c_str());
}

}  // namespace
}  // namespace gishe::db
