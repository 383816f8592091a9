#include "merging/merge_map.h"

#include <regex>
#include <set>

#include "merging/world_test.h"

// The schema as it is in the database, against the map: a new column that refers to a person must say where it goes.
namespace gishe::merging {
namespace {

std::set<std::string> sqlite_references(db::Session& s) {
  static const db::Query q{"t.schema", "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"};
  static const std::regex key("FOREIGN KEY \\(municipality, (\\w+)\\) REFERENCES person \\(");
  std::set<std::string> found;
  s.each(q, {}, [&](const db::Row& row) {
    const std::string sql = row.string(1);
    for (std::sregex_iterator it(sql.begin(), sql.end(), key), end; it != end; ++it)
      found.insert(row.string(0) + "." + (*it)[1].str());
  });
  return found;
}

std::set<std::string> postgresql_references(db::Session& s) {
  static const db::Query q{
      "t.keys",
      "SELECT CAST(c.relname AS text), CAST(a.attname AS text) FROM pg_constraint k JOIN pg_class c "
      "ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid JOIN pg_attribute a ON "
      "a.attrelid = c.oid AND a.attnum = k.conkey[2] WHERE k.contype = 'f' AND f.relname = "
      "'person'"};
  std::set<std::string> found;
  s.each(q, {}, [&](const db::Row& row) { found.insert(row.string(0) + "." + row.string(1)); });
  return found;
}

class MergeMap : public testing::TestWithParam<db::Engine> {};
INSTANTIATE_TEST_SUITE_P(Engines, MergeMap, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(MergeMap, names_every_column_that_refers_to_a_person) {
  World w(GetParam());
  const auto references = w.database->read([&](db::Session& s) {
    return GetParam() == db::Engine::sqlite ? sqlite_references(s) : postgresql_references(s);
  });
  std::set<std::string> mapped;
  for (const Move& m : moves()) mapped.insert(m.place);
  for (const Stays& s : staying()) mapped.insert(s.place);
  EXPECT_GT(references.size(), 25u) << "the schema was not read";
  for (const auto& place : references)
    EXPECT_TRUE(mapped.contains(place)) << place << ": say in src/merging/merge_map_store.cpp whether it goes over";
}

TEST_P(MergeMap, every_statement_runs) {
  World w(GetParam());
  const auto merge = MergeId::make();
  const auto gone = PersonId::make(), kept = PersonId::make();
  w.database->write([&](db::Tx& tx) {
    for (const Join& j : joins()) {
      for (const auto* q : {&j.note, &j.join, &j.part})
        EXPECT_EQ(tx.run(*q, {"PAZ14", merge, gone, kept}), 0) << q->name;
    }
    for (const Move& m : moves()) {
      for (const auto* q : {&m.note, &m.move, &m.back})
        EXPECT_EQ(tx.run(*q, {"PAZ14", merge, gone, kept}), 0) << q->name;
    }
  });
}

}  // namespace
}  // namespace gishe::merging
