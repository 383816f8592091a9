#include "retention/erasure_map.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "retention/world_test.h"

// The schema as it is in the database, against the map: whoever adds a table about people says here what erasing does.
namespace gishe::retention {
namespace {

struct Table {
  std::set<std::string> columns, refers_to;
};
using Schema = std::map<std::string, Table>;

Schema sqlite_schema(db::Session& s) {
  static const db::Query q{"t.schema", "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"};
  static const std::regex remark("--[^\n]*"), reference("REFERENCES\\s+(\\w+)"),
      column("[\\n,(]\\s*(\\w+) (?:UUID|TEXT|BIGINT|BYTEA)");
  Schema schema;
  s.each(q, {}, [&](const db::Row& row) {
    Table& table = schema[row.string(0)];
    const std::string sql = std::regex_replace(row.string(1), remark, "");
    for (std::sregex_iterator it(sql.begin(), sql.end(), reference), end; it != end; ++it)
      table.refers_to.insert((*it)[1]);
    for (std::sregex_iterator it(sql.begin(), sql.end(), column), end; it != end; ++it) table.columns.insert((*it)[1]);
  });
  return schema;
}

Schema postgresql_schema(db::Session& s) {
  static const db::Query q_columns{"t.columns",
                                   "SELECT CAST(table_name AS text), CAST(column_name AS text) FROM "
                                   "information_schema.columns WHERE table_schema = current_schema()"};
  static const db::Query q_keys{"t.keys",
                                "SELECT CAST(c.relname AS text), CAST(f.relname AS text) FROM pg_constraint k JOIN "
                                "pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid WHERE "
                                "k.contype = 'f'"};
  Schema schema;
  s.each(q_columns, {}, [&](const db::Row& row) { schema[row.string(0)].columns.insert(row.string(1)); });
  s.each(q_keys, {}, [&](const db::Row& row) { schema[row.string(0)].refers_to.insert(row.string(1)); });
  return schema;
}

/// What leads to a person: by a foreign key, over whatever tables, or by a column of such a name.
std::set<std::string> about_people(const Schema& schema) {
  static const std::set<std::string> names{"person_id",   "holder_id",     "representative_id", "application_id",
                                           "referral_id", "case_id",       "crisis_id",         "stay_id",
                                           "signal_id",   "assessment_id", "departure_id"};
  std::set<std::string> found{"person"};
  for (const auto& [name, table] : schema) {
    if (std::any_of(table.columns.begin(), table.columns.end(), [](const auto& c) { return names.contains(c); }))
      found.insert(name);
  }
  for (bool more = true; more;) {
    more = false;
    for (const auto& [name, table] : schema) {
      if (found.contains(name)) continue;
      if (std::any_of(table.refers_to.begin(), table.refers_to.end(), [&](const auto& t) { return found.contains(t); }))
        more = found.insert(name).second;
    }
  }
  return found;
}

class ErasureMap : public testing::TestWithParam<db::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, ErasureMap, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(ErasureMap, names_every_table_that_leads_to_a_person) {
  World w(GetParam());
  const Schema schema = w.database->read(
      [&](db::Session& s) { return GetParam() == db::Engine::sqlite ? sqlite_schema(s) : postgresql_schema(s); });
  std::set<std::string> mapped;
  for (const Step& step : erasure_steps()) {
    EXPECT_TRUE(schema.contains(step.table)) << step.table << " is in the map and not in the schema";
    mapped.insert(step.table);
  }
  for (const OwnClock& clock : ending_by_themselves()) {
    EXPECT_TRUE(schema.contains(clock.table)) << clock.table;
    mapped.insert(clock.table);
  }
  const auto people = about_people(schema);
  EXPECT_GT(people.size(), 60u) << "the schema was not read";
  for (const auto& table : people) {
    EXPECT_TRUE(mapped.contains(table))
        << table
        << " leads to people: say in src/retention/erasure_map_store.cpp what happens to it when one is erased";
  }
}

/// Every statement runs on this engine, whatever there is; a wrong name or type would throw.
TEST_P(ErasureMap, every_statement_runs) {
  World w(GetParam());
  const auto person = PersonId::make();
  w.database->write([&](db::Tx& tx) {
    count_in(tx, {"PAZ14"}, person);
    for (const Step& step : erasure_steps()) EXPECT_EQ(tx.run(step.statement, {"PAZ14", person}), 0) << step.table;
  });
}

}  // namespace
}  // namespace gishe::retention
