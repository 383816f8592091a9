#include "platform/db/postgres_database.h"

#include <fmt/format.h>

#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <random>
#include <thread>

#include "base/clock.h"
#include "platform/db/migrations.h"
#include "platform/db/postgres_connection.h"
#include "platform/db/postgres_copy.h"

namespace gishe::db {
namespace {

constexpr auto connection_wait_max = std::chrono::seconds(5);
constexpr int tries_max = 8;
constexpr auto first_pause_max = std::chrono::milliseconds(10);
constexpr const char* begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr const char* begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// Two that ran into each other must not begin again at the same moment: a part of a span that doubles with every try.
/// No lock and no connection is held meanwhile.
void pause_after(int tries) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const auto most = std::chrono::microseconds(first_pause_max).count() << (tries - 1);
  std::this_thread::sleep_for(
      std::chrono::microseconds(std::uniform_int_distribution<std::int64_t>(most / 2, most)(random)));
}

/// One transaction on one connection. It begins with its first statement, in the same round trip.
class PostgresTx final : public Tx {
 public:
  PostgresTx(PostgresConnection& connection, const char* begin) : m_connection(connection), m_begin(begin) {}
  Engine engine() const override { return Engine::postgresql; }

  std::int64_t run(const Query& query, Args args) override {
    const auto result = statement(query, args);
    const std::string count = PQcmdTuples(result.get());
    return count.empty() ? 0 : std::stoll(count);
  }
  void after_commit(std::function<void()> call) override { calls.push_back(std::move(call)); }
  bool select(const Query& query, Args args, const std::function<void(const Row&)>& row, bool first_only) override {
    const auto result = statement(query, args);
    return read_rows(result.get(), query, row, first_only);
  }

  bool begun() const { return m_begun; }
  bool spoilt = false;
  bool try_again = false;
  std::vector<std::function<void()>> calls;

 private:
  PostgresResult statement(const Query& query, Args args) {
    if (spoilt) throw std::logic_error("the transaction is used after a conflict");
    try {
      static const Acting nobody;
      const Acting& now = Acting::of_this_thread ? *Acting::of_this_thread : nobody;
      const Acting* news = now == m_told ? nullptr : &now;
      auto result = m_begun ? m_connection.run(nullptr, query, args, news) : first_statement(query, args, news);
      if (news) m_told = now;
      return result;
    } catch (const TryAgain&) {
      spoilt = try_again = true;
      throw;
    } catch (const std::exception&) {
      spoilt = true;
      throw;
    }
  }
  /// A connection that rested may be dead without anybody knowing; before the first statement that harms nothing.
  PostgresResult first_statement(const Query& query, Args args, const Acting* news) {
    try {
      auto result = m_connection.run(m_begin, query, args, news);
      m_begun = true;
      return result;
    } catch (const Fault& fault) {
      if (fault.kind != Fault::Kind::lost_connection) throw;
    }
    m_connection.reconnect();
    auto result = m_connection.run(m_begin, query, args, news);
    m_begun = true;
    return result;
  }

  PostgresConnection& m_connection;
  const char* m_begin;
  bool m_begun = false;
  Acting m_told;  // what the server has been told in this transaction
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string url, const Options& options)
      : m_url(std::move(url)), m_connections_max(std::max(2, options.readers)) {
    auto first = std::make_unique<PostgresConnection>(m_url);
    // Where the server's role owns nothing, another one brings the schema up to date.
    if (const char* owner = std::getenv("GISHE_DATABASE_OWNER"); owner && *owner && options.migrate) {
      PostgresConnection as_owner(owner);
      migrate(as_owner, true);
      let_work(as_owner, PQuser(first->raw()));
    } else {
      migrate(*first, options.migrate);
    }
    m_made = 1;
    m_free.push_back(std::move(first));
  }

  Engine engine() const override { return Engine::postgresql; }
  std::vector<std::pair<std::string, std::string>> condition() override;
  void copy_to(const std::string& file, const std::function<void(int)>& progress) override {
    PostgresConnection connection(m_url);
    copy_all(connection, file, progress);
  }

 protected:
  void read_with(const std::function<void(Session&)>& f) override;
  void write_with(const std::function<bool(Tx&)>& f) override;

 private:
  /// A connection of the pool, given back in good state or thrown away.
  class Lent {
   public:
    explicit Lent(PostgresDatabase& database) : m_database(database), m_connection(database.take()) {}
    ~Lent() { m_database.give_back(std::move(m_connection)); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    PostgresConnection& operator*() { return *m_connection; }
    PostgresConnection* operator->() { return m_connection.get(); }

   private:
    PostgresDatabase& m_database;
    std::unique_ptr<PostgresConnection> m_connection;
  };

  static void migrate(PostgresConnection& connection, bool allowed);
  static void let_work(PostgresConnection& owner, const char* role);
  static void commit(PostgresConnection& connection);
  bool try_write(const std::function<bool(Tx&)>& f, bool last_try);
  std::unique_ptr<PostgresConnection> take();
  void give_back(std::unique_ptr<PostgresConnection> connection);

  const std::string m_url;
  const int m_connections_max;
  std::mutex m_mutex;
  std::condition_variable m_freed;
  std::vector<std::unique_ptr<PostgresConnection>> m_free;
  int m_made = 0;
};

void PostgresDatabase::migrate(PostgresConnection& connection, bool allowed) {
  static const Query q_there{"db.schema_there", "SELECT to_regclass('schema_version') IS NOT NULL"};
  static const Query q_applied{"db.schema_applied", "SELECT name, digest FROM schema_version ORDER BY name"};
  static const Query q_note{"db.schema_note",
                            "INSERT INTO schema_version (name, digest, applied_at) VALUES ($1, $2, $3)"};
  // Two servers may start together; the lock goes with the connection should this one fail.
  connection.execute("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(740146)");
  bool there = false;
  std::map<std::string, std::string> applied;
  read_rows(connection.run(nullptr, q_there, {}).get(), q_there, [&](const Row& r) { there = r.truth(0); }, true);
  if (there) {
    read_rows(
        connection.run(nullptr, q_applied, {}).get(), q_applied,
        [&](const Row& r) { applied[r.string(0)] = r.string(1); }, false);
  }
  for (const auto& step : still_to_run(Engine::postgresql, applied)) {
    if (!allowed) refuse_old_schema(step);
    try {
      connection.execute("BEGIN; SET LOCAL gishe.wall = 'open'");
      connection.execute(step.sql.c_str());
      connection.run(nullptr, q_note, {step.name, step.digest, system_clock().now()});
      connection.execute("COMMIT");
    } catch (const std::exception& e) {
      throw Fault(Fault::Kind::broken, fmt::format("migration {}: {}", step.name, e.what()));
    }
  }
  connection.execute("SET statement_timeout = '10s'; SET lock_timeout = '8s'; SELECT pg_advisory_unlock(740146)");
}

/// Rows, and nothing of the schema.
void PostgresDatabase::let_work(PostgresConnection& owner, const char* role) {
  const std::unique_ptr<char, decltype(&PQfreemem)> name(PQescapeIdentifier(owner.raw(), role, std::strlen(role)),
                                                         &PQfreemem);
  if (!name) owner.fail("grant", nullptr);
  owner.execute(
      fmt::format("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}", name.get()).c_str());
}

std::unique_ptr<PostgresConnection> PostgresDatabase::take() {
  {
    std::unique_lock lock(m_mutex);
    const auto ready = [&] { return !m_free.empty() || m_made < m_connections_max; };
    if (!m_freed.wait_for(lock, connection_wait_max, ready)) {
      throw Fault(Fault::Kind::busy, "all connections are in use");
    }
    if (!m_free.empty()) {
      auto connection = std::move(m_free.back());
      m_free.pop_back();
      return connection;
    }
    ++m_made;
  }
  try {
    return std::make_unique<PostgresConnection>(m_url);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void PostgresDatabase::give_back(std::unique_ptr<PostgresConnection> connection) {
  const bool good = connection && connection->alive() && !connection->in_transaction();
  if (!good) connection.reset();
  {
    const std::lock_guard lock(m_mutex);
    if (good)
      m_free.push_back(std::move(connection));
    else
      --m_made;
  }
  m_freed.notify_one();
}

void PostgresDatabase::read_with(const std::function<void(Session&)>& f) {
  Lent connection(*this);
  PostgresTx tx(*connection, begin_read);
  try {
    f(tx);
  } catch (...) {
    if (connection->alive() && connection->in_transaction()) connection->execute("ROLLBACK");
    throw;
  }
  if (tx.spoilt)
    connection->execute("ROLLBACK");
  else if (tx.begun())
    connection->execute_later("COMMIT");
}

void PostgresDatabase::write_with(const std::function<bool(Tx&)>& f) {
  for (int tries = 1; !try_write(f, tries == tries_max); ++tries) pause_after(tries);
}

/// False when the server wants it tried again.
bool PostgresDatabase::try_write(const std::function<bool(Tx&)>& f, bool last_try) {
  std::vector<std::function<void()>> calls;
  {
    Lent connection(*this);
    PostgresTx tx(*connection, begin_write);
    try {
      const bool keep = f(tx);
      if (keep && tx.spoilt && !tx.try_again) throw std::logic_error("a transaction was kept after a conflict");
      if (tx.try_again) throw TryAgain("not serialisable");
      if (tx.begun()) {
        if (keep)
          commit(*connection);
        else
          connection->execute("ROLLBACK");
      }
      if (keep) calls = std::move(tx.calls);
    } catch (const std::exception& e) {
      const bool again = tx.try_again || dynamic_cast<const TryAgain*>(&e);
      if (connection->alive() && connection->in_transaction()) connection->execute("ROLLBACK");
      if (again && !last_try) return false;
      throw;
    }
  }
  for (const auto& call : calls) call();
  return true;
}

void PostgresDatabase::commit(PostgresConnection& connection) {
  connection.take_warning();
  try {
    const auto result = connection.execute("COMMIT");
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw std::logic_error("COMMIT rolled back");
  } catch (const Fault& fault) {
    if (fault.kind != Fault::Kind::lost_connection) throw;
    throw Fault(Fault::Kind::unknown_outcome, fmt::format("lost while committing: {}", fault.what()));
  }
  if (connection.take_warning()) {
    throw Fault(Fault::Kind::unknown_outcome, "committed here, but the server warned that replicas may not have it");
  }
}

std::vector<std::pair<std::string, std::string>> PostgresDatabase::condition() {
  static const Query q_settings{
      "db.settings",
      "SELECT name, setting FROM pg_settings WHERE name IN ('server_version', 'fsync', 'full_page_writes', "
      "'synchronous_commit', 'data_checksums', 'data_sync_retry', 'max_connections') ORDER BY name"};
  static const Query q_state{"db.state", "SELECT pg_database_size(current_database()), max(name) FROM schema_version"};
  static const Query q_wall{
      "db.wall",
      "SELECT current_user, rolsuper OR rolbypassrls, EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = "
      "CAST('public' AS regnamespace) AND c.relkind = 'r' AND pg_has_role(c.relowner, 'MEMBER')), w.up, w.down FROM "
      "pg_roles, (SELECT count(*) FILTER (WHERE c.relrowsecurity AND c.relforcerowsecurity) AS up, count(*) FILTER "
      "(WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity)) AS down FROM pg_policy p JOIN pg_class c ON c.oid = "
      "p.polrelid WHERE p.polname = 'wall') w WHERE rolname = current_user"};
  std::vector<std::pair<std::string, std::string>> lines{{"engine", "postgresql"},
                                                         {"library", std::to_string(PQlibVersion())}};
  read([&](Session& s) {
    s.each(q_settings, {}, [&](const Row& r) { lines.emplace_back(r.string(0), r.string(1)); });
    s.one(q_state, {}, [&](const Row& r) {
      lines.emplace_back("database bytes", r.string(0));
      lines.emplace_back("schema", r.string(1));
    });
    s.one(q_wall, {}, [&](const Row& r) {
      const auto says = r.truth(1) ? "DOES NOT STAND: {} is a superuser or has BYPASSRLS; give Gishe a role of its own"
                        : r.integer(4) > 0
                            ? "DOES NOT STAND around {2} tables: row-level security was switched off there"
                        : r.truth(2) ? "stands around {1} tables; {0} owns them and could take it down"
                                     : "stands around {1} tables; {0} owns nothing";
      lines.emplace_back(wall_line, fmt::format(fmt::runtime(says), r.string(0), r.integer(3), r.integer(4)));
    });
  });
  const std::lock_guard lock(m_mutex);
  lines.emplace_back("connections", fmt::format("{} of {}", m_made, m_connections_max));
  return lines;
}

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& url, const Database::Options& options) {
  return std::make_unique<PostgresDatabase>(url, options);
}

}  // namespace gishe::db
