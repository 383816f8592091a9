#include "platform/db/sqlite_database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <filesystem>

#include "platform/db/sqlite_connection.h"
#include "platform/db/sqlite_writer.h"

namespace gishe::db {
namespace {

namespace fs = std::filesystem;

constexpr auto reader_wait_max = std::chrono::seconds(5);

void sync_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0 || ::fsync(file) != 0) {
    if (file >= 0) ::close(file);
    throw Fault(Fault::Kind::broken, fmt::format("cannot sync the folder {}", folder.string()));
  }
  ::close(file);
}

/// SQLite's locks and shared memory do not hold across machines.
void refuse_network_folder(const fs::path& folder) {
  struct statfs where{};
  if (::statfs(folder.c_str(), &where) != 0) {
    throw Fault(Fault::Kind::broken, fmt::format("cannot look at the folder {}", folder.string()));
  }
  constexpr std::uint32_t nfs = 0x6969, cifs = 0xFF534D42, smb2 = 0xFE534D42;
  const auto type = static_cast<std::uint32_t>(where.f_type);
  if (type == nfs || type == cifs || type == smb2) {
    throw Fault(Fault::Kind::broken,
                fmt::format("{} lies on a network file system; use a local disk", folder.string()));
  }
}

class SqliteSession final : public Session {
 public:
  explicit SqliteSession(SqliteConnection& connection) : m_connection(connection) {}
  Engine engine() const override { return Engine::sqlite; }

 private:
  bool select(const Query& query, Args args, const std::function<void(const Row&)>& row, bool first_only) override {
    return m_connection.select(query, args, row, first_only);
  }
  SqliteConnection& m_connection;
};

const Query q_begin{"db.begin_read", "BEGIN"};
const Query q_end{"db.end_read", "ROLLBACK"};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const fs::path& folder, const Options& options) : m_folder(folder), m_writer(folder, options) {
    sync_folder(folder);
    for (int i = 0; i < std::max(1, options.readers); ++i) {
      auto reader = std::make_unique<SqliteConnection>((folder / "gishe.db").string(), SqliteConnection::Use::read);
      reader->lock_schema();
      m_free.push_back(std::move(reader));
    }
  }

  Engine engine() const override { return Engine::sqlite; }
  std::vector<std::pair<std::string, std::string>> condition() override;
  void copy_to(const std::string& file, const std::function<void(int)>& progress) override;

 protected:
  void read_with(const std::function<void(Session&)>& f) override;
  void write_with(const std::function<bool(Tx&)>& f) override { m_writer.write(f); }
  void write_before_answer_with(std::function<bool(Tx&)> f) override {
    if (HeldAnswer::of_this_thread)
      m_writer.write_before(HeldAnswer::of_this_thread, std::move(f));
    else
      m_writer.write(f);
  }

 private:
  std::unique_ptr<SqliteConnection> take_reader();
  void give_back(std::unique_ptr<SqliteConnection> reader);

  const fs::path m_folder;
  SqliteWriter m_writer;
  std::mutex m_mutex;
  std::condition_variable m_freed;
  std::vector<std::unique_ptr<SqliteConnection>> m_free;  // the warmest at the back
};

std::unique_ptr<SqliteConnection> SqliteDatabase::take_reader() {
  std::unique_lock lock(m_mutex);
  if (!m_freed.wait_for(lock, reader_wait_max, [&] { return !m_free.empty(); })) {
    throw Fault(Fault::Kind::busy, "all read connections are in use");
  }
  auto reader = std::move(m_free.back());
  m_free.pop_back();
  return reader;
}

void SqliteDatabase::give_back(std::unique_ptr<SqliteConnection> reader) {
  {
    const std::lock_guard lock(m_mutex);
    m_free.push_back(std::move(reader));
  }
  m_freed.notify_one();
}

void SqliteDatabase::read_with(const std::function<void(Session&)>& f) {
  struct Lent {
    SqliteDatabase& database;
    std::unique_ptr<SqliteConnection> reader;
    ~Lent() {
      try {
        if (reader->in_transaction()) reader->run(q_end, {});
      } catch (const std::exception&) {
        // A reader that cannot even end its transaction is opened anew by the next failing query's report, not here.
      }
      database.give_back(std::move(reader));
    }
  } lent{*this, take_reader()};
  lent.reader->run(q_begin, {});
  SqliteSession session(*lent.reader);
  f(session);
}

std::vector<std::pair<std::string, std::string>> SqliteDatabase::condition() {
  static const Query q_last{"db.schema_last", "SELECT max(name) FROM schema_version"};
  std::vector<std::pair<std::string, std::string>> lines{{"engine", "sqlite"}, {"library", sqlite3_libversion()}};
  auto reader = take_reader();
  for (const char* name : {"journal_mode", "synchronous", "foreign_keys", "cell_size_check", "mmap_size",
                           "recursive_triggers", "wal_autocheckpoint", "page_size"}) {
    lines.emplace_back(name, reader->pragma(name));
  }
  reader->select(q_last, {}, [&](const Row& r) { lines.emplace_back("schema", r.string(0)); }, true);
  give_back(std::move(reader));
  for (const char* name : {"gishe.db", "gishe.db-wal", "gishe.reserve"}) {
    std::error_code error;
    const auto size = fs::file_size(m_folder / name, error);
    lines.emplace_back(fmt::format("{} bytes", name), error ? "0" : std::to_string(size));
  }
  const auto counts = m_writer.counts();
  lines.emplace_back("write batches", std::to_string(counts.batches));
  lines.emplace_back("writes", std::to_string(counts.jobs));
  lines.emplace_back("last commit microseconds", std::to_string(counts.last_commit_micros));
  lines.emplace_back("read only", counts.read_only ? "yes" : "no");
  return lines;
}

void SqliteDatabase::copy_to(const std::string& file, const std::function<void(int)>& progress) {
  static const Query q_pin{"db.pin", "SELECT count(*) FROM schema_version"};
  constexpr int pages_a_step = 512;
  SqliteConnection source((m_folder / "gishe.db").string(), SqliteConnection::Use::read);
  sqlite3* target = nullptr;
  const auto fail = [&](const std::string& why) {
    sqlite3_close(target);
    throw Fault(Fault::Kind::broken, fmt::format("copy to {}: {}", file, why));
  };
  if (fs::exists(file)) fail("the file is there already");
  if (sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) != SQLITE_OK) {
    fail(sqlite3_errmsg(target));
  }
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  // One snapshot for the whole copy: else every write by the other connection would start it over.
  source.run(q_begin, {});
  source.select(q_pin, {}, [](const Row&) {}, true);
  sqlite3_backup* backup = sqlite3_backup_init(target, "main", source.raw(), "main");
  if (!backup) fail(sqlite3_errmsg(target));
  int code = SQLITE_OK;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup, pages_a_step);
    const int total = std::max(1, sqlite3_backup_pagecount(backup));
    if (progress) progress(100 * (total - sqlite3_backup_remaining(backup)) / total);
  }
  sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) fail(sqlite3_errstr(code));
  // A copy is one file: without the log of changes beside it.
  sqlite3_exec(target, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
  sqlite3_close(target);
  sync_folder(fs::absolute(file).parent_path());
}

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& folder, const Database::Options& options) {
  std::error_code error;
  if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
  if (!fs::is_directory(folder)) throw Fault(Fault::Kind::broken, fmt::format("{} is not a folder", folder));
  refuse_network_folder(folder);
  return std::make_unique<SqliteDatabase>(folder, options);
}

}  // namespace gishe::db
