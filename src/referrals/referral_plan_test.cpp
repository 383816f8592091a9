// No list walks the table: the plans of both engines, with enough rows that a planner would scan if it had to.
#include <chrono>
#include <cstdio>
#include <deque>

#include "referrals/world_test.h"

namespace gishe::referrals {
namespace {

std::int64_t rows_wanted() {
  const char* told = std::getenv("GISHE_TEST_ROWS");  // 200000 for the figures in bench/README.md
  return told && *told ? std::atoll(told) : 20000;
}

class Plans : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};

  void SetUp() override {
    static const db::Query fill{
        "t.fill",
        "WITH RECURSIVE n(i) AS (SELECT $6 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < $3) "
        "INSERT INTO referral (municipality, id, number, version, kind, state, stage, sensitivity, person_id, "
        "source_id, "
        "to_municipality, to_organisation_id, to_service_id, to_organisation_name, to_service_name, reason, urgency, "
        "legal_ground, consent_how, sent_at, answer_due_on, sent_by, changed_at) SELECT 'PAZ14', randomblob(16), 'N' "
        "|| i, "
        "1, 'referral', CASE i % 20 WHEN 0 THEN 'sent' WHEN 1 THEN 'accepted' ELSE 'completed' END, CASE i % 20 WHEN 0 "
        "THEN "
        "'waiting' WHEN 1 THEN 'answered' ELSE 'closed' END, 2, $1, randomblob(16), 'PAZ21', CASE WHEN i % 40 < 2 THEN "
        "$4 "
        "ELSE $5 END, $2, 'x', 'y', 'z', 'normal', 'consent', 'written', i, '2026-' || (10 + i % 3) || '-' || (10 + i "
        "% "
        "18), $1, i FROM n",
        "INSERT INTO referral (municipality, id, number, version, kind, state, stage, sensitivity, person_id, "
        "source_id, "
        "to_municipality, to_organisation_id, to_service_id, to_organisation_name, to_service_name, reason, urgency, "
        "legal_ground, consent_how, sent_at, answer_due_on, sent_by, changed_at) SELECT 'PAZ14', gen_random_uuid(), "
        "'N' || "
        "i, 1, 'referral', CASE i % 20 WHEN 0 THEN 'sent' WHEN 1 THEN 'accepted' ELSE 'completed' END, CASE i % 20 "
        "WHEN 0 "
        "THEN 'waiting' WHEN 1 THEN 'answered' ELSE 'closed' END, 2, $1, gen_random_uuid(), 'PAZ21', CASE WHEN i % 40 "
        "< 2 "
        "THEN $4::uuid ELSE $5::uuid END, $2, 'x', 'y', 'z', 'normal', 'consent', 'written', i, '2026-' || (10 + i % "
        "3) || "
        "'-' || (10 + i % 18), $1, i FROM generate_series($6 + 1, $3) i"};
    static const db::Query analyze{"t.analyze", "ANALYZE"};
    // In portions, each well under the time a statement may take.
    constexpr std::int64_t portion = 20000;
    for (std::int64_t from = 0; from < rows_wanted(); from += portion) {
      w.db->write(
          [&](db::Tx& tx) { tx.run(fill, {w.man, w.rehabilitation, from + portion, w.centre, w.other_centre, from}); });
    }
    // SQLite's authoriser forbids ANALYZE, and our indexes need no statistics there.
    if (w.db->engine() == db::Engine::postgresql) w.db->write([&](db::Tx& tx) { tx.run(analyze, {}); });
  }

  std::string plan(const char* name, db::Args args) {
    static std::deque<std::string> texts;  // a Query lives as long as the process
    static std::deque<db::Query> queries;
    const auto* query = store::find_query(name);
    EXPECT_TRUE(query) << name;
    const bool sqlite = w.db->engine() == db::Engine::sqlite;
    texts.push_back(std::string("t.explain.") + name);
    texts.push_back((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") +
                    std::string(sqlite || !query->postgresql ? query->sql : query->postgresql));
    queries.push_back({texts[texts.size() - 2].c_str(), texts.back().c_str()});
    std::string lines;
    w.db->read([&](db::Session& session) {
      session.each(queries.back(), args, [&](const db::Row& row) { lines += row.string(sqlite ? 3 : 0) + "\n"; });
    });
    return lines;
  }

  void expect_walk(const char* name, db::Args args) {
    const std::string lines = plan(name, args);
    for (const char* bad : {"SCAN r\n", "SCAN r ", "Seq Scan on referral r", "USE TEMP B-TREE FOR ORDER BY"}) {
      EXPECT_EQ(lines.find(bad), std::string::npos) << name << ":\n" << lines;
    }
    EXPECT_FALSE(lines.empty());
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Plans, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Plans, every_list_is_a_walk_along_an_index) {
  const auto account = w.officer.account;
  const Uuid id = Uuid::make();
  expect_walk("referral.find_in_municipality", {w.lesichovo, 2, account, id});
  expect_walk("referral.find_for_organisation", {w.centre, 2, account, id});
  expect_walk("referral.find_for_town", {w.peshtera, 2, account, id});
  expect_walk("referral.by_source", {w.lesichovo, 2, account, id});
  expect_walk("referral.outbox", {w.lesichovo, 2, account, "waiting", "2026-11-01", id, 26});
  expect_walk("referral.outbox_latest", {w.lesichovo, 2, account, "closed", "2026-11-01", id, 26});
  expect_walk("referral.inbox", {w.centre, 2, account, "waiting", "2026-11-01", id, 26});
  expect_walk("referral.inbox_latest", {w.centre, 2, account, "closed", "2026-11-01", id, 26});
  expect_walk("referral.town_inbox", {w.peshtera, 2, account, "waiting", "2026-11-01", id, 26});
  expect_walk("referral.town_inbox_latest", {w.peshtera, 2, account, "closed", "2026-11-01", id, 26});
  expect_walk("referral.outbox_overdue", {w.lesichovo, 2, account, "2026-10-12"});
  expect_walk("referral.inbox_overdue", {w.centre, 2, account, "2026-10-12"});
  expect_walk("referral.town_overdue", {w.peshtera, 2, account, "2026-10-12"});
  expect_walk("referral.overdue", {w.lesichovo, 2, account, "2026-10-12", 100});
  expect_walk("referral.past_due", {"2026-10-12", 500});
  expect_walk("referral.number_taken", {w.lesichovo, "N17"});

  const auto timed = [&](const Actor& who, Stage stage) {
    const auto start = steady_micros();
    for (int i = 0; i < 20; ++i) {
      w.db->read([&](db::Session& s) { (void)list_referrals(s, who, stage, std::nullopt, 25); });
    }
    return static_cast<int>((steady_micros() - start) / 20);
  };
  std::printf("rows %lld: outbox %d us, closed %d us, inbox %d us\n", static_cast<long long>(rows_wanted()),
              timed(w.officer, Stage::waiting), timed(w.officer, Stage::closed), timed(w.head, Stage::waiting));
}

}  // namespace
}  // namespace gishe::referrals
