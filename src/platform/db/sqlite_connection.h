#pragma once
#include <sqlite3.h>

#include <string>
#include <unordered_map>

#include "platform/db/db.h"

namespace gishe::db {

/// One SQLite connection with its prepared statements. Used by one thread at a time.
class SqliteConnection {
 public:
  enum class Use { read, write };
  /// Opens with every pragma of shared/security.md §7 and checks that they took.
  SqliteConnection(const std::string& file, Use use);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  bool select(const Query& query, Args args, const std::function<void(const Row&)>& row, bool first_only);
  std::int64_t run(const Query& query, Args args);
  /// Statements without arguments that are not worth keeping (migrations, pragmas).
  void execute(const std::string& sql);
  std::string pragma(const std::string& name);
  /// From now on no statement may attach files, change the schema or load code.
  void lock_schema();

  bool in_transaction() const { return sqlite3_get_autocommit(m_db) == 0; }
  sqlite3* raw() { return m_db; }
  /// Turns the connection's last error into a Conflict or a Fault.
  [[noreturn]] void fail(const char* doing) const;

 private:
  struct Statement {
    sqlite3_stmt* prepared = nullptr;
    const char* sql = nullptr;
    std::vector<int> argument_at;  // parameter slot → index of the argument
    int arguments = 0;
    bool busy = false;
  };
  class Using;

  void prepare(const Query& query, Statement& into);
  void bind(Statement& statement, const Query& query, Args args);
  void configure(Use use);

  sqlite3* m_db = nullptr;
  std::unordered_map<const Query*, Statement> m_statements;
};

}  // namespace gishe::db
