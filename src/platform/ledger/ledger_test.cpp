#include "platform/ledger/ledger.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <semaphore>
#include <thread>

#include "platform/db/testing.h"

namespace gishe::ledger {
namespace {

using db::Engine;

class LedgerTest : public ::testing::TestWithParam<Engine> {
 protected:
  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};
  Actor m_actor{AccountId::make(), "Мария", {PostId::make(), Function::desk_officer, {"PAZ14"}, {}}, "s1"};
  const Uuid m_subject = Uuid::make();

  Line line(std::string action) const {
    return {std::move(action),
            {"PAZ14"},
            "person",
            m_subject,
            "desk_officer/municipality/L2",
            "visit",
            {{"phone", "0888 123456", "0999 \"654321\""}}};
  }
  void add(int count) {
    for (int i = 0; i < count; ++i) {
      m_db->write([&](db::Tx& tx) { append(tx, m_vault, m_clock, m_actor, line("person.opened")); });
    }
  }
  Verdict check() {
    return m_db->read([&](db::Session& s) { return verify(s, m_vault); });
  }
  /// What somebody with the database's own tools could do: the guards are taken off first.
  void tamper(const char* sql) {
    if (GetParam() == Engine::sqlite) {
      const auto file = db::testing::where(*m_db) + "/gishe.db";
      const std::string guards =
          "DROP TRIGGER ledger_no_update; DROP TRIGGER ledger_no_delete; DROP TRIGGER ledger_head_true; "
          "DROP TRIGGER ledger_checkpoint_no_update; ";
      ASSERT_EQ(std::system(("sqlite3 '" + file + "' \"" + guards + sql + "\"").c_str()), 0);
    } else {
      const std::string guards = "SET session_replication_role = replica; ";
      ASSERT_EQ(std::system(("psql -q '" + db::testing::where(*m_db) + "' -c \"" + guards + sql + "\"").c_str()), 0);
    }
  }
};

TEST_P(LedgerTest, an_empty_ledger_is_good) {
  const auto verdict = check();
  EXPECT_TRUE(verdict.good) << verdict.first_fault;
  EXPECT_EQ(verdict.rows, 0);
}

TEST_P(LedgerTest, chains_what_is_appended) {
  add(3);
  m_db->write([&](db::Tx& tx) {
    append(tx, m_vault, m_clock, m_actor, line("person.changed"));
    append(tx, m_vault, m_clock, m_actor, line("person.changed"));
  });
  const auto refused = m_db->write([&](db::Tx& tx) -> Result<Done> {
    append(tx, m_vault, m_clock, m_actor, line("never"));
    return not_found;
  });
  EXPECT_FALSE(refused.ok());
  const auto verdict = check();
  EXPECT_TRUE(verdict.good) << verdict.first_fault;
  EXPECT_EQ(verdict.rows, 5);
}

TEST_P(LedgerTest, keeps_no_name_and_no_value) {
  add(1);
  const auto entries = m_db->read([&](db::Session& s) { return list_for_subject(s, {"PAZ14"}, m_subject, 10); });
  ASSERT_EQ(entries.size(), 1u);
  const auto& body = entries[0].body;
  EXPECT_NE(body.find("\"field\":\"phone\""), std::string::npos);
  EXPECT_EQ(body.find("0888"), std::string::npos);
  EXPECT_EQ(body.find("654321"), std::string::npos);
  EXPECT_EQ(body.find("Мария"), std::string::npos);
  EXPECT_TRUE(body.starts_with("{\"account\":")) << "keys are sorted";
}

TEST_P(LedgerTest, lists_newest_first_and_only_what_was_asked) {
  add(1);
  m_clock.move_to(m_clock.now().plus_seconds(10));
  m_db->write([&](db::Tx& tx) { append(tx, m_vault, m_clock, m_actor, line("later")); });
  m_db->read([&](db::Session& s) {
    const auto entries = list_for_subject(s, {"PAZ14"}, m_subject, 10);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_NE(entries[0].body.find("later"), std::string::npos);
    EXPECT_EQ(list_for_subject(s, {"PAZ14"}, m_subject, 1).size(), 1u);
    EXPECT_EQ(list_for_subject(s, {"SOF46"}, m_subject, 10).size(), 0u);
  });
}

TEST_P(LedgerTest, many_at_once_make_no_gap) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 12; ++t) threads.emplace_back([&] { add(20); });
  for (auto& thread : threads) thread.join();
  const auto verdict = check();
  EXPECT_TRUE(verdict.good) << verdict.first_fault;
  EXPECT_EQ(verdict.rows, 240);
}

TEST_P(LedgerTest, a_transaction_stays_on_its_lane) {
  if (GetParam() != Engine::postgresql) GTEST_SKIP() << "SQLite has one lane";
  std::binary_semaphore first_holds{0}, second_took{0}, first_left{0};
  std::thread first([&] {
    m_db->write([&](db::Tx& tx) {
      append(tx, m_vault, m_clock, m_actor, line("first"));
      first_holds.release();
      second_took.acquire();
    });
    first_left.release();
  });
  m_db->write([&](db::Tx& tx) {
    first_holds.acquire();
    append(tx, m_vault, m_clock, m_actor, line("second"));
    second_took.release();
    first_left.acquire();  // lane 0 is free again, and comes before ours
    append(tx, m_vault, m_clock, m_actor, line("second"));
  });
  first.join();
  const auto entries = m_db->read([&](db::Session& s) { return list_for_subject(s, {"PAZ14"}, m_subject, 10); });
  ASSERT_EQ(entries.size(), 3u);
  for (const auto& entry : entries) EXPECT_EQ(entry.lane, entry.body.find("second") != std::string::npos ? 1 : 0);
  EXPECT_TRUE(check().good);
}

TEST_P(LedgerTest, the_database_itself_refuses_changes) {
  static const db::Query q_update{"test.update", "UPDATE ledger SET body = 'x'"};
  static const db::Query q_delete{"test.delete", "DELETE FROM ledger"};
  static const db::Query q_head{"test.head", "UPDATE ledger_head SET seq = seq + 1 WHERE lane = 0"};
  static const db::Query q_gap{"test.gap",
                               "INSERT INTO ledger (lane, seq, at, municipality, body, prev, hash) "
                               "VALUES (0, $1, 0, '', '{}', $2, $2)"};
  add(1);
  const std::string wrong(32, 'w');
  EXPECT_THROW(m_db->write([&](db::Tx& tx) { tx.run(q_update, {}); }), db::Conflict);
  EXPECT_THROW(m_db->write([&](db::Tx& tx) { tx.run(q_delete, {}); }), db::Conflict);
  EXPECT_THROW(m_db->write([&](db::Tx& tx) { tx.run(q_head, {}); }), db::Conflict);
  EXPECT_THROW(m_db->write([&](db::Tx& tx) { tx.run(q_gap, {9, db::Blob{wrong}}); }), db::Conflict);
  EXPECT_THROW(m_db->write([&](db::Tx& tx) { tx.run(q_gap, {2, db::Blob{wrong}}); }), db::Conflict);
  EXPECT_TRUE(check().good);
}

TEST_P(LedgerTest, one_changed_letter_is_found) {
  add(5);
  tamper("UPDATE ledger SET body = replace(body, 'visit', 'visiT') WHERE seq = 1");
  const auto verdict = check();
  EXPECT_FALSE(verdict.good);
  EXPECT_NE(verdict.first_fault.find("line 1: the hash does not follow"), std::string::npos) << verdict.first_fault;
}

TEST_P(LedgerTest, a_changed_column_is_found) {
  add(2);
  tamper("UPDATE ledger SET municipality = 'SOF46' WHERE seq = 1");
  EXPECT_NE(check().first_fault.find("the columns beside"), std::string::npos);
}

TEST_P(LedgerTest, a_cut_end_is_found) {
  add(3);
  tamper("DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)");
  EXPECT_NE(check().first_fault.find("head says"), std::string::npos);
}

TEST_P(LedgerTest, checkpoints_are_signed_and_followed) {
  add(2);
  std::string first, same, second;
  m_db->write([&](db::Tx& tx) { first = sign_checkpoint(tx, m_vault, m_clock); });
  m_db->write([&](db::Tx& tx) { same = sign_checkpoint(tx, m_vault, m_clock); });
  add(1);
  m_db->write([&](db::Tx& tx) { second = sign_checkpoint(tx, m_vault, m_clock); });
  EXPECT_EQ(first, same) << "nothing happened between";
  EXPECT_NE(first, second);
  auto verdict = check();
  EXPECT_TRUE(verdict.good) << verdict.first_fault;
  EXPECT_EQ(verdict.checkpoints, 2);
  tamper("UPDATE ledger_checkpoint SET body = replace(body, 'seq 2', 'seq 3') WHERE seq = 1");
  verdict = check();
  EXPECT_EQ(verdict.first_fault, "checkpoint 1: its signature is not ours");
}

TEST_P(LedgerTest, a_second_program_agrees) {
  if (GetParam() != Engine::sqlite) GTEST_SKIP() << "the Python verifier reads SQLite files";
  const char* source = std::getenv("GISHE_SOURCE");
  const std::string script = std::string(source ? source : GISHE_SOURCE_FOLDER) + "/tests/ledger_verify.py";
  const auto command = "python3 '" + script + "' '" + db::testing::where(*m_db) + "/gishe.db' > /dev/null";
  add(4);
  m_db->write([&](db::Tx& tx) { sign_checkpoint(tx, m_vault, m_clock); });
  EXPECT_EQ(std::system(command.c_str()), 0);
  tamper("UPDATE ledger SET body = replace(body, 'visit', 'visiT') WHERE seq = 3");
  EXPECT_NE(std::system(command.c_str()), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, LedgerTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::ledger
