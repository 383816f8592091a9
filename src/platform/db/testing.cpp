#include "platform/db/testing.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "platform/db/migrations.h"
#include "platform/db/postgres_connection.h"

namespace gishe::db::testing {
namespace {

namespace fs = std::filesystem;

/// Memory where there is some: tests of the rules need no disk. GISHE_TEST_DIR says otherwise.
fs::path scratch_folder() {
  if (const char* told = std::getenv("GISHE_TEST_DIR"); told && *told) return told;
  std::error_code error;
  return fs::is_directory("/dev/shm", error) ? fs::path("/dev/shm") : fs::temp_directory_path();
}

/// Hands everything on to a database that it opened, and removes that at the end.
class Fresh : public Database {
 public:
  Engine engine() const override { return m_inner->engine(); }
  std::vector<std::pair<std::string, std::string>> condition() override { return m_inner->condition(); }
  void copy_to(const std::string& file, const std::function<void(int)>& progress) override {
    m_inner->copy_to(file, progress);
  }
  const std::string& where() const { return m_where; }

 protected:
  Fresh(std::string where, const Options& options) : m_where(std::move(where)), m_inner(open(m_where, options)) {}

  void read_with(const std::function<void(Session&)>& f) override { m_inner->read(f); }
  void write_with(const std::function<bool(Tx&)>& f) override {
    struct Kept {
      bool kept;
      bool ok() const { return kept; }
    };
    m_inner->write([&](Tx& tx) { return Kept{f(tx)}; });
  }
  void close() { m_inner.reset(); }

 private:
  const std::string m_where;
  std::unique_ptr<Database> m_inner;
};

class FreshSqlite final : public Fresh {
 public:
  FreshSqlite(const fs::path& folder, const Options& options) : Fresh(folder.string(), options) {}
  ~FreshSqlite() override {
    close();
    std::error_code ignored;
    fs::remove_all(where(), ignored);
  }
};

fs::path new_folder() {
  auto folder = scratch_folder() / ("gishe-test-" + Uuid::make().text());
  fs::create_directories(folder);
  return folder;
}

/// The schema is made once a process and copied from then on.
std::unique_ptr<Database> fresh_sqlite(const Database::Options& options) {
  static const Folder pattern;
  static std::once_flag made;
  std::call_once(made, [] { Database::open(pattern.path().string(), {.readers = 1, .reserve_bytes = 0}); });
  const auto folder = new_folder();
  fs::copy_file(pattern.path() / "gishe.db", folder / "gishe.db");
  return std::make_unique<FreshSqlite>(folder, options);
}

/// The same server's other database.
std::string with_database(const std::string& url, const std::string& name) {
  const auto authority = url.find("://") + 3;
  const auto query = url.find('?', authority);
  const auto path = url.find('/', authority);
  return url.substr(0, std::min(path, query)) + "/" + name + (query == std::string::npos ? "" : url.substr(query));
}

void on_server(const std::string& sql) { PostgresConnection(std::getenv("GISHE_TEST_PG")).execute(sql.c_str()); }

/// A migrated database on the server, shared by every test process that has the same migrations.
std::string pattern_database(const std::string& url) {
  std::string all;
  for (const auto& step : list_migrations(Engine::postgresql)) all += step.name + step.digest;
  const auto name = fmt::format("gishe_pattern_{:016x}", std::hash<std::string>()(all));
  static const Query q_there{"testing.there", "SELECT 1 FROM pg_database WHERE datname = $1"};
  PostgresConnection server(url);
  server.execute("SET lock_timeout = 0; SET statement_timeout = 0; SELECT pg_advisory_lock(740147)");
  if (PQntuples(server.run(nullptr, q_there, {name}).get()) == 0) {
    const auto unfinished = name + "_unfinished";
    server.execute(fmt::format("DROP DATABASE IF EXISTS {}", unfinished).c_str());
    server.execute(fmt::format("CREATE DATABASE {}", unfinished).c_str());
    Database::open(with_database(url, unfinished), {.readers = 1});
    server.execute(fmt::format("ALTER DATABASE {} RENAME TO {}", unfinished, name).c_str());
  }
  return name;
}

class FreshPostgres final : public Fresh {
 public:
  FreshPostgres(const std::string& url, std::string name, const Options& options)
      : Fresh(with_database(url, name), options), m_name(std::move(name)) {}
  ~FreshPostgres() override {
    close();
    on_server(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", m_name));
  }

 private:
  const std::string m_name;
};

std::unique_ptr<Database> fresh_postgres(const Database::Options& options) {
  const std::string url = std::getenv("GISHE_TEST_PG");
  static const std::string pattern = pattern_database(url);
  auto name = "gishe_test_" + Uuid::make().text();
  std::replace(name.begin(), name.end(), '-', '_');
  on_server(fmt::format("CREATE DATABASE {} TEMPLATE {}", name, pattern));
  return std::make_unique<FreshPostgres>(url, name, options);
}

}  // namespace

std::unique_ptr<Database> fresh_database(Engine engine) {
  return fresh_database(engine, {.readers = 4, .reserve_bytes = 0});
}

std::unique_ptr<Database> fresh_database(Engine engine, const Database::Options& options) {
  return engine == Engine::sqlite ? fresh_sqlite(options) : fresh_postgres(options);
}

std::string where(const Database& fresh) { return dynamic_cast<const Fresh&>(fresh).where(); }

}  // namespace gishe::db::testing
