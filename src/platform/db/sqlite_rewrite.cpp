#include "platform/db/sqlite_rewrite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/db/db.h"

namespace gishe::db {
namespace {

/// The writer's own lock: SQLite before 3.51.3 must not have two that write or checkpoint at one moment.
struct WriterLock {
  explicit WriterLock(const std::string& folder)
      : file(::open((folder + "/gishe.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file < 0 || flock(file, LOCK_EX) != 0) throw Fault(Fault::Kind::broken, "cannot lock the database's lock file");
  }
  ~WriterLock() { ::close(file); }
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;
  const int file;
};

struct Connection {
  explicit Connection(const std::string& file) {
    if (sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) fail();
    int now = 0;
    sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &now);
    sqlite3_busy_timeout(raw, 10'000);
  }
  ~Connection() { sqlite3_close(raw); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  void execute(const char* sql) {
    if (sqlite3_exec(raw, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  [[noreturn]] void fail() const {
    throw Fault(Fault::Kind::broken, fmt::format("rewriting the database: {}", sqlite3_errmsg(raw)));
  }
  sqlite3* raw = nullptr;
};

}  // namespace

void rewrite_sqlite(const std::string& folder) {
  const WriterLock lock(folder);
  Connection connection(folder + "/gishe.db");
  connection.execute(
      "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY");
  connection.execute("VACUUM");
  connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace gishe::db
