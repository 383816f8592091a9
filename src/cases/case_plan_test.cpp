// The worklist of a worker with 200 cases is one walk along an index, among enough rows that a planner would scan if it
// had to.
#include <chrono>
#include <cstdio>
#include <deque>

#include "cases/world_test.h"

namespace gishe::cases {
namespace {

class QueryPlans : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  static constexpr int people = 5000, own = 200;

  void SetUp() override {
    // Every 25th of the first half is one of the worker's.
    static const db::Query person{
        "t.people",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) INSERT INTO person "
        "(municipality, "
        "id, pseudonym, given_name, middle_name, family_name, sex, born_precision, state, sensitivity, settlement, "
        "address, phone, email, contact_rule, target_groups, identifier_masked, registered_at, changed_at) SELECT "
        "'PAZ14', randomblob(16), randomblob(16), 'Много', '', 'Хора', 'f', 'unknown', 'identified', 2, '', '', '', "
        "'', "
        "'', '', '', i, 1 FROM n",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision, "
        "state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, "
        "registered_at, changed_at) SELECT 'PAZ14', gen_random_uuid(), gen_random_uuid(), 'Много', '', 'Хора', 'f', "
        "'unknown', 'identified', 2, '', '', '', '', '', '', '', i, 1 FROM generate_series(1, $1) i"};
    static const db::Query cases{
        "t.cases",
        "INSERT INTO case_file (municipality, id, number, person_id, type, lead_id, state, stage, reason, opened_on, "
        "review_due_on, next_due_on, version, changed_at) SELECT 'PAZ14', randomblob(16), 'N' || t.type || "
        "p.registered_at, p.id, t.type, CASE WHEN p.registered_at % 25 = 0 AND t.type = 'support' THEN $1 ELSE $2 END, "
        "'active', 'running', 'x', '2026-01-01', '2027-01-01', '2026-12-' || (10 + p.registered_at % 18), 1, 1 FROM "
        "person p, (SELECT 'support' AS type UNION ALL SELECT 'housing' UNION ALL SELECT 'violence' UNION ALL SELECT "
        "'disability') t WHERE p.given_name = 'Много'",
        "INSERT INTO case_file (municipality, id, number, person_id, type, lead_id, state, stage, reason, opened_on, "
        "review_due_on, next_due_on, version, changed_at) SELECT 'PAZ14', gen_random_uuid(), 'N' || t.type || "
        "p.registered_at, p.id, t.type, CASE WHEN p.registered_at % 25 = 0 AND t.type = 'support' THEN $1::uuid ELSE "
        "$2::uuid END, 'active', 'running', 'x', '2026-01-01', '2027-01-01', '2026-12-' || (10 + p.registered_at % "
        "18), "
        "1, 1 FROM person p, (SELECT 'support' AS type UNION ALL SELECT 'housing' UNION ALL SELECT 'violence' UNION "
        "ALL "
        "SELECT 'disability') t WHERE p.given_name = 'Много'"};
    static const db::Query team{
        "t.team",
        "INSERT INTO person_team (municipality, person_id, account_id, from_on) SELECT 'PAZ14', "
        "person_id, lead_id, '2026-01-01' FROM case_file WHERE lead_id = $1"};
    static const db::Query analyze{"t.analyze_cases", "ANALYZE"};
    w.db->write([&](db::Tx& tx) {
      tx.run(person, {people});
      tx.run(cases, {w.worker.account, w.second.account});
      tx.run(team, {w.worker.account});
    });
    if (w.db->engine() == db::Engine::postgresql) w.db->write([&](db::Tx& tx) { tx.run(analyze, {}); });
  }

  void expect_walk(const char* name, db::Args args) {
    static std::deque<std::string> texts;  // a Query lives as long as the process
    static std::deque<db::Query> queries;
    const auto* query = store::find_query(name);
    ASSERT_TRUE(query) << name;
    const bool sqlite = w.db->engine() == db::Engine::sqlite;
    texts.push_back(std::string("t.explain.") + name);
    texts.push_back((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") +
                    std::string(sqlite || !query->postgresql ? query->sql : query->postgresql));
    queries.push_back({texts[texts.size() - 2].c_str(), texts.back().c_str()});
    std::string lines;
    w.db->read([&](db::Session& session) {
      session.each(queries.back(), args, [&](const db::Row& row) { lines += row.string(sqlite ? 3 : 0) + "\n"; });
    });
    for (const char* bad : {"SCAN c\n", "SCAN c ", "SCAN p", "Seq Scan on case_file", "Seq Scan on person p",
                            "USE TEMP B-TREE FOR ORDER BY", "Sort Key"}) {
      EXPECT_EQ(lines.find(bad), std::string::npos) << name << ":\n" << lines;
    }
    EXPECT_FALSE(lines.empty());
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, QueryPlans, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(QueryPlans, the_worklist_is_one_walk) {
  const auto account = w.worker.account;
  const Uuid id = Uuid::make();
  expect_walk("case.led", {w.lesichovo, 3, account, 1, "running", "2026-12-01", id, 26});
  expect_walk("case.of_town", {w.lesichovo, 2, account, 0, "running", "2026-12-01", id, 26});
  expect_walk("case.find", {w.lesichovo, 3, account, 1, id});
  expect_walk("case.find_as_partner", {id, 3, account, w.lesichovo, OrganisationId{}});
  expect_walk("case.number_is_taken", {w.lesichovo, "N17"});
  const auto start = std::chrono::steady_clock::now();
  std::size_t rows = 0;
  for (int i = 0; i < 20; ++i) {
    rows += w.db->read(
        [&](db::Session& s) { return list_cases(s, w.worker, Stage::running, std::nullopt, 25).rows.size(); });
  }
  const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  std::printf("%d cases, %d of this worker: a page of the worklist %lld us\n", people * 4, own,
              static_cast<long long>(spent.count() / 20));
  EXPECT_EQ(rows, 20u * 25u);
}

}  // namespace
}  // namespace gishe::cases
