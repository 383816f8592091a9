#include "platform/db/db.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <thread>

#include "platform/db/migrations.h"
#include "platform/db/testing.h"

namespace gishe::db {
namespace {

inline constexpr RefusalCode refused{"db_test.refused", 422};

// The outbox table stands for any table here: it has every kind of column that matters.
const Query q_insert{"test.insert",
                     "INSERT INTO message (id, queued_at, to_address, kind, subject, body, next_try_at) "
                     "VALUES ($1, $2, $3, 'test', '', $4, $5)"};
const Query q_count{"test.count", "SELECT count(*) FROM message"};
const Query q_read{"test.read",
                   "SELECT id, queued_at, to_address, body, next_try_at, sent_at FROM message WHERE id = $1"};
const Query q_all{"test.all", "SELECT id, queued_at FROM message ORDER BY queued_at, id"};
const Query q_delete{"test.delete", "DELETE FROM message WHERE id = $1"};

void insert(Tx& tx, const Uuid& id, std::int64_t number, std::string_view body = "") {
  tx.run(q_insert, {id, number, "nobody@example.bg", body, std::optional<Instant>()});
}

class DatabaseTest : public ::testing::TestWithParam<Engine> {
 protected:
  std::unique_ptr<Database> m_db = testing::fresh_database(GetParam());
  std::int64_t rows() {
    return m_db->read([](Session& s) { return s.count(q_count, {}); });
  }
};

TEST_P(DatabaseTest, gives_back_what_was_written) {
  const auto id = Uuid::make();
  const std::string body = "Ж\x01 'quoted' \\ \"x\"";
  m_db->write([&](Tx& tx) {
    EXPECT_EQ(tx.run(q_insert, {id, -42, std::string("м@пример.бг"), body, std::optional<Instant>(Instant{7})}), 1);
  });
  const bool found = m_db->read([&](Session& s) {
    return s.one(q_read, {id}, [&](const Row& r) {
      EXPECT_EQ(r.uuid(0), id);
      EXPECT_EQ(r.integer(1), -42);
      EXPECT_EQ(r.text(2), "м@пример.бг");
      EXPECT_EQ(r.text(3), body);
      EXPECT_EQ(r.maybe_instant(4), Instant{7});
      EXPECT_TRUE(r.null(5));
      EXPECT_EQ(r.integer(5), 0);
      EXPECT_EQ(r.text(5), "");
      EXPECT_EQ(r.maybe_integer(5), std::nullopt);
    });
  });
  EXPECT_TRUE(found);
}

TEST_P(DatabaseTest, keeps_big_values_and_bytes) {
  static const Query q_key{"test.key",
                           "INSERT INTO done_once (account_id, key_hash, act, content_digest, answer, done_at) "
                           "VALUES ($1, $2, 'a', $3, $4, 9223372036854775807)"};
  static const Query q_look{"test.look", "SELECT key_hash, answer, done_at FROM done_once WHERE account_id = $1"};
  const auto id = Uuid::make();
  const std::string bytes("\0\xff\x80 zero", 8), big(3'000'000, 'x');
  m_db->write([&](Tx& tx) { tx.run(q_key, {id, Blob{bytes}, Blob{""}, big}); });
  m_db->read([&](Session& s) {
    EXPECT_TRUE(s.one(q_look, {id}, [&](const Row& r) {
      EXPECT_EQ(r.text(0), bytes);
      EXPECT_EQ(r.text(1).size(), big.size());
      EXPECT_EQ(r.integer(2), INT64_MAX);
    }));
  });
}

TEST_P(DatabaseTest, computes_with_reals_and_truths) {
  static const Query q_compute{"test.compute",
                               "SELECT CAST($1 AS DOUBLE PRECISION) / 4, EXISTS (SELECT 1 FROM message), "
                               "CAST(sum(days) AS BIGINT), 'text' FROM deadline_rule"};
  m_db->read([&](Session& s) {
    EXPECT_TRUE(s.one(q_compute, {10.0}, [](const Row& r) {
      EXPECT_DOUBLE_EQ(r.real(0), 2.5);
      EXPECT_FALSE(r.truth(1));
      EXPECT_EQ(r.text(3), "text");
    }));
  });
}

TEST_P(DatabaseTest, keeps_nothing_of_a_refusal) {
  const auto result = m_db->write([&](Tx& tx) -> Result<Done> {
    insert(tx, Uuid::make(), 1);
    return refused;
  });
  ASSERT_FALSE(result.ok());
  EXPECT_TRUE(result.refusals().front().is(refused));
  EXPECT_EQ(rows(), 0);
}

TEST_P(DatabaseTest, keeps_nothing_when_an_exception_passes) {
  EXPECT_THROW(m_db->write([&](Tx& tx) {
    insert(tx, Uuid::make(), 1);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(rows(), 0);
}

TEST_P(DatabaseTest, names_the_columns_of_a_conflict) {
  const auto id = Uuid::make();
  m_db->write([&](Tx& tx) { insert(tx, id, 1); });
  try {
    m_db->write([&](Tx& tx) { insert(tx, id, 2); });
    FAIL() << "a second row with the same key";
  } catch (const Conflict& conflict) {
    EXPECT_EQ(conflict.rule, "message.id");
  }
  EXPECT_EQ(rows(), 1);
}

TEST_P(DatabaseTest, a_conflict_can_become_a_refusal) {
  const auto id = Uuid::make();
  m_db->write([&](Tx& tx) { insert(tx, id, 1); });
  const auto result = m_db->write([&](Tx& tx) -> Result<Done> {
    insert(tx, Uuid::make(), 2);
    try {
      insert(tx, id, 3);
    } catch (const Conflict&) {
      return refused;
    }
    return Done{};
  });
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(rows(), 1);
}

TEST_P(DatabaseTest, a_transaction_is_not_kept_after_a_conflict) {
  const auto id = Uuid::make();
  m_db->write([&](Tx& tx) { insert(tx, id, 1); });
  EXPECT_THROW(m_db->write([&](Tx& tx) {
    try {
      insert(tx, id, 3);
    } catch (const Conflict&) {
    }
  }),
               std::logic_error);
  EXPECT_EQ(rows(), 1);
}

TEST_P(DatabaseTest, names_a_broken_check_and_a_missing_value) {
  static const Query q_rule{"test.rule",
                            "INSERT INTO deadline_rule (municipality, code, from_on, days, basis, mark) "
                            "VALUES ('', 'x', $1, $2, 'basis', 'V')"};
  try {
    m_db->write([&](Tx& tx) { tx.run(q_rule, {std::optional<std::string>(), 1}); });
    FAIL();
  } catch (const Conflict& conflict) {
    EXPECT_EQ(conflict.rule, "deadline_rule.from_on");
  }
  EXPECT_THROW(m_db->write([&](Tx& tx) { tx.run(q_rule, {"2026-01-01", -1}); }), Conflict);
  m_db->write([&](Tx& tx) { tx.run(q_rule, {"2026-01-01", 1}); });
  try {
    m_db->write([&](Tx& tx) { tx.run(q_rule, {"2026-01-01", 2}); });
    FAIL();
  } catch (const Conflict& conflict) {
    EXPECT_EQ(conflict.rule, "deadline_rule.municipality, deadline_rule.code, deadline_rule.from_on");
  }
}

TEST_P(DatabaseTest, one_job_of_a_batch_does_not_harm_the_others) {
  constexpr int writers = 32, each = 25;
  std::atomic<int> kept = 0, refusals = 0, conflicts = 0, calls = 0;
  const auto same = Uuid::make();
  m_db->write([&](Tx& tx) { insert(tx, same, -1); });
  std::vector<std::thread> threads;
  for (int t = 0; t < writers; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < each; ++i) {
        try {
          const auto result = m_db->write([&](Tx& tx) -> Result<Done> {
            insert(tx, Uuid::make(), t * each + i);
            if (i % 5 == 1) return refused;
            if (i % 5 == 2) insert(tx, same, 0);
            tx.after_commit([&] { ++calls; });
            return Done{};
          });
          ++(result.ok() ? kept : refusals);
        } catch (const Conflict&) {
          ++conflicts;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(kept, writers * each * 3 / 5);
  EXPECT_EQ(refusals, writers * each / 5);
  EXPECT_EQ(conflicts, writers * each / 5);
  EXPECT_EQ(calls, kept);
  std::vector<std::int64_t> numbers;
  m_db->read([&](Session& s) { s.each(q_all, {}, [&](const Row& r) { numbers.push_back(r.integer(1)); }); });
  EXPECT_EQ(numbers.size(), static_cast<std::size_t>(kept) + 1);
  EXPECT_EQ(std::adjacent_find(numbers.begin(), numbers.end()), numbers.end()) << "one was written twice";
}

TEST_P(DatabaseTest, a_read_sees_one_snapshot) {
  m_db->read([&](Session& s) {
    EXPECT_EQ(s.count(q_count, {}), 0);
    std::thread([&] { m_db->write([&](Tx& tx) { insert(tx, Uuid::make(), 1); }); }).join();
    EXPECT_EQ(s.count(q_count, {}), 0);
  });
  EXPECT_EQ(rows(), 1);
}

TEST_P(DatabaseTest, a_query_may_run_inside_its_own_rows) {
  m_db->write([&](Tx& tx) {
    for (int i = 0; i < 3; ++i) insert(tx, Uuid::make(), i);
    int pairs = 0;
    tx.each(q_all, {}, [&](const Row&) { tx.each(q_all, {}, [&](const Row&) { ++pairs; }); });
    EXPECT_EQ(pairs, 9);
    EXPECT_EQ(tx.run(q_delete, {Uuid::make()}), 0);
  });
}

TEST_P(DatabaseTest, reading_cannot_write) {
  EXPECT_ANY_THROW(m_db->read([&](Session& s) { s.each(q_delete, {Uuid::make()}, [](const Row&) {}); }));
  EXPECT_ANY_THROW(m_db->write([&](Tx& tx) { tx.run({"test.wrong", "SELECT nothing FROM nowhere"}, {}); }));
  EXPECT_ANY_THROW(m_db->write([&](Tx& tx) { tx.run(q_delete, {}); }));
  EXPECT_EQ(rows(), 0) << "usable afterwards";
}

TEST_P(DatabaseTest, opens_again_and_says_its_condition) {
  m_db->write([&](Tx& tx) { insert(tx, Uuid::make(), 1); });
  const auto again = Database::open(testing::where(*m_db), {.readers = 2, .migrate = false, .reserve_bytes = 0});
  EXPECT_EQ(again->read([](Session& s) { return s.count(q_count, {}); }), 1);
  again->write([&](Tx& tx) { insert(tx, Uuid::make(), 2); });
  EXPECT_EQ(rows(), 2);
  EXPECT_GE(again->condition().size(), 5u);
}

TEST_P(DatabaseTest, refuses_a_newer_schema) {
  static const Query q_newer{
      "test.newer", "INSERT INTO schema_version (name, digest, applied_at) VALUES ('2999-01-01_x.sql', '', 0)"};
  m_db->write([](Tx& tx) { tx.run(q_newer, {}); });
  try {
    Database::open(testing::where(*m_db), {.readers = 1, .reserve_bytes = 0});
    FAIL();
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.kind, Fault::Kind::newer_schema);
  }
}

TEST_P(DatabaseTest, copies_itself) {
  m_db->write([&](Tx& tx) { insert(tx, Uuid::make(), 1, "kept"); });
  const testing::Folder folder;
  int last = 0;
  m_db->copy_to((folder.path() / "gishe.db").string(), [&](int percent) { last = percent; });
  EXPECT_EQ(last, 100);
  EXPECT_GT(std::filesystem::file_size(folder.path() / "gishe.db"), 0u);
  if (GetParam() == Engine::sqlite) {
    const auto copy = Database::open(folder.path().string(), {.readers = 1, .migrate = false, .reserve_bytes = 0});
    EXPECT_EQ(copy->read([](Session& s) { return s.count(q_count, {}); }), 1);
  } else {
    const auto other = testing::fresh_database(GetParam());
    const auto restore = "psql -q -v ON_ERROR_STOP=1 --single-transaction -f '" +
                         (folder.path() / "gishe.db").string() + "' '" + testing::where(*other) + "'";
    ASSERT_EQ(std::system(restore.c_str()), 0);
    EXPECT_EQ(other->read([](Session& s) { return s.count(q_count, {}); }), 1);
  }
}

TEST_P(DatabaseTest, a_value_of_the_wrong_kind_is_a_bug) {
  static const Query q_wrong{"test.wrong_kind", "UPDATE message SET queued_at = $1"};
  m_db->write([&](Tx& tx) { insert(tx, Uuid::make(), 1); });
  EXPECT_THROW(m_db->write([&](Tx& tx) { tx.run(q_wrong, {"yesterday"}); }), std::logic_error);
}

TEST_P(DatabaseTest, names_a_broken_foreign_key) {
  static const Query q_post{"test.post",
                            "INSERT INTO api_token (digest, account_id, made_at, expires_at) "
                            "VALUES ($1, $2, 0, 0)"};
  const std::string digest(32, 'd');
  try {
    m_db->write([&](Tx& tx) { tx.run(q_post, {Blob{digest}, Uuid::make()}); });
    FAIL();
  } catch (const Conflict& conflict) {
    EXPECT_EQ(conflict.rule, "foreign key");
  }
}

TEST_P(DatabaseTest, two_that_lock_each_other_out_both_succeed) {
  static const Query q_touch{"test.touch", "UPDATE message SET tries = tries + 1 WHERE id = $1"};
  static const Query q_sum{"test.sum", "SELECT CAST(sum(tries) AS BIGINT) FROM message"};
  const auto a = Uuid::make(), b = Uuid::make();
  m_db->write([&](Tx& tx) {
    insert(tx, a, 1);
    insert(tx, b, 2);
  });
  const auto touch = [&](const Uuid& first, const Uuid& second) {
    for (int i = 0; i < 20; ++i) {
      m_db->write([&](Tx& tx) {
        tx.run(q_touch, {first});
        tx.run(q_touch, {second});
      });
    }
  };
  std::thread other([&] { touch(b, a); });
  touch(a, b);
  other.join();
  EXPECT_EQ(m_db->read([](Session& s) { return s.count(q_sum, {}); }), 80);
}

/// Ends every other connection of this database, as a restart of the server would.
void end_other_connections(Database& database) {
  static const Query q_end{"test.end",
                           "SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND pid <> pg_backend_pid()"};
  database.read([](Session& s) { s.count(q_end, {}); });
}

TEST_P(DatabaseTest, a_lost_server_is_said_or_found_again) {
  if (GetParam() != Engine::postgresql) GTEST_SKIP() << "SQLite has no server";
  const auto kind_of = [&](const std::function<void(Tx&)>& f) {
    try {
      m_db->write(f);
    } catch (const Fault& fault) {
      return std::optional(fault.kind);
    }
    return std::optional<Fault::Kind>();
  };
  const auto killer = Database::open(testing::where(*m_db), {.readers = 1});
  m_db->write([&](Tx& tx) { insert(tx, Uuid::make(), 1); });
  end_other_connections(*killer);
  EXPECT_EQ(kind_of([&](Tx& tx) { insert(tx, Uuid::make(), 2); }), std::nullopt)
      << "a resting connection is opened anew";
  EXPECT_EQ(rows(), 2);
  EXPECT_EQ(kind_of([&](Tx& tx) {
              insert(tx, Uuid::make(), 3);
              end_other_connections(*killer);
              insert(tx, Uuid::make(), 4);
            }),
            Fault::Kind::lost_connection);
  EXPECT_EQ(rows(), 2);
  EXPECT_EQ(kind_of([&](Tx& tx) {
              insert(tx, Uuid::make(), 5);
              end_other_connections(*killer);
            }),
            Fault::Kind::unknown_outcome);
  EXPECT_EQ(rows(), 2);
}

/// In a process of its own: the file may not grow any more, in the middle of the work. Gives back how many writes were
/// acknowledged, or 255 when the fault did not come as it should.
int write_until_the_file_may_not_grow(const std::string& folder) {
  ::signal(SIGXFSZ, SIG_IGN);
  const auto database = Database::open(folder, {.readers = 1, .reserve_bytes = 0});
  const rlimit limit{400'000, 400'000};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  const std::string body(10'000, 'x');
  for (int acknowledged = 0; acknowledged < 200; ++acknowledged) {
    try {
      database->write([&](Tx& tx) { insert(tx, Uuid::make(), acknowledged, body); });
    } catch (const Fault& fault) {
      const bool readable = database->read([](Session& s) { return s.count(q_count, {}); }) == acknowledged;
      bool refuses_more = false;
      try {
        database->write([&](Tx& tx) { insert(tx, Uuid::make(), 0); });
      } catch (const Fault&) {
        refuses_more = true;
      }
      return fault.kind == Fault::Kind::broken && readable && refuses_more ? acknowledged : 255;
    }
  }
  return 255;
}

TEST(SqliteFault, what_was_acknowledged_is_there_and_nothing_else) {
  const testing::Folder folder;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(write_until_the_file_may_not_grow(folder.path().string()));
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_NE(WEXITSTATUS(status), 255);
  const auto again = Database::open(folder.path().string(), {.readers = 1, .reserve_bytes = 0});
  EXPECT_EQ(again->read([](Session& s) { return s.count(q_count, {}); }), WEXITSTATUS(status));
  again->write([&](Tx& tx) { insert(tx, Uuid::make(), 0); });
}

TEST(Migration, is_one_text_for_both_engines) {
  const std::string file =
      "CREATE TABLE a (id UUID PRIMARY KEY, t TEXT DEFAULT 'BIGINT; uuid', n bigint, r double  precision);\n"
      "-- BYTEA stays in comments\n"
      "CREATE INDEX a_n ON a (n);\n"
      "-- engine: sqlite\n"
      "CREATE TABLE b (\"uuid\" BYTEA PRIMARY KEY) STRICT;\n"
      "-- engine: postgresql\n"
      "CREATE TABLE c (id UUID);\n"
      "-- engine: both\n"
      "CREATE TABLE d (uuid_text TEXT PRIMARY KEY, CHECK (length(uuid_text) = 36));\n";
  EXPECT_EQ(
      for_engine(file, Engine::sqlite),
      "CREATE TABLE a (id BLOB PRIMARY KEY, t TEXT DEFAULT 'BIGINT; uuid', n INTEGER, r REAL) STRICT, WITHOUT ROWID;\n"
      "-- BYTEA stays in comments\n"
      "CREATE INDEX a_n ON a (n);\n"
      "CREATE TABLE b (\"uuid\" BLOB PRIMARY KEY) STRICT;\n"
      "CREATE TABLE d (uuid_text TEXT PRIMARY KEY, CHECK (length(uuid_text) = 36)) STRICT, WITHOUT ROWID;\n");
  const auto postgresql = for_engine(file, Engine::postgresql);
  EXPECT_NE(postgresql.find("CREATE TABLE c (id UUID);"), std::string::npos);
  EXPECT_EQ(postgresql.find("STRICT"), std::string::npos);
  EXPECT_THROW(for_engine("-- engine: oracle\n", Engine::sqlite), Fault);
}

TEST(Migration, knows_what_is_left_to_run) {
  const auto all = list_migrations(Engine::sqlite);
  ASSERT_GE(all.size(), 1u);
  std::map<std::string, std::string> applied;
  EXPECT_EQ(still_to_run(Engine::sqlite, applied).size(), all.size());
  for (const auto& step : all) applied[step.name] = step.digest;
  EXPECT_TRUE(still_to_run(Engine::sqlite, applied).empty());
  applied[all[0].name] = "changed";
  EXPECT_THROW(still_to_run(Engine::sqlite, applied), Fault);
}

INSTANTIATE_TEST_SUITE_P(Engines, DatabaseTest, ::testing::ValuesIn(testing::engines()), testing::engine_name);

}  // namespace
}  // namespace gishe::db
