#include "platform/db/sqlite_connection.h"

#include <fmt/format.h>

#include <cstdlib>

namespace gishe::db {
namespace {

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : m_statement(statement) {}
  bool null(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
  double real(int column) const override { return sqlite3_column_double(m_statement, column); }
  std::string_view text(int column) const override {
    const void* bytes = sqlite3_column_type(m_statement, column) == SQLITE_BLOB
                            ? sqlite3_column_blob(m_statement, column)
                            : sqlite3_column_text(m_statement, column);
    if (!bytes) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
  }
  Uuid uuid(int column) const override {
    const auto bytes = text(column);
    return bytes.size() == 16 ? Uuid::from_bytes(bytes) : Uuid{};
  }

 private:
  sqlite3_stmt* m_statement;
};

int bind_value(sqlite3_stmt* statement, int slot, const Arg& arg) {
  struct Visitor {
    sqlite3_stmt* statement;
    int slot;
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, slot); }
    int operator()(std::int64_t i) const { return sqlite3_bind_int64(statement, slot, i); }
    int operator()(double d) const { return sqlite3_bind_double(statement, slot, d); }
    int operator()(std::string_view t) const {
      return sqlite3_bind_text64(statement, slot, t.data() ? t.data() : "", t.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Blob& b) const {
      return sqlite3_bind_blob64(statement, slot, b.bytes.data() ? b.bytes.data() : "", b.bytes.size(), SQLITE_STATIC);
    }
    int operator()(const Uuid& u) const {
      return sqlite3_bind_blob64(statement, slot, u.bytes.data(), 16, SQLITE_STATIC);
    }
  };
  return std::visit(Visitor{statement, slot}, arg.value);
}

/// What a locked connection may still do: read, write rows, open transactions; virtual tables keep their own pragmas.
int only_rows(void*, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_ALTER_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
      return SQLITE_DENY;
    case SQLITE_PRAGMA:
      return second && first && std::string_view(first) != "data_version" ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_OK;
  }
}

}  // namespace

/// A statement taken for one call: a second use while it still runs (a query inside its own row callback) gets its own.
class SqliteConnection::Using {
 public:
  Using(SqliteConnection& connection, const Query& query) {
    auto& kept = connection.m_statements[&query];
    if (kept.busy) {
      connection.prepare(query, m_extra);
      m_statement = &m_extra;
    } else {
      // Tests may make a Query on the stack, where another stood before.
      if (kept.prepared && kept.sql != query.sql) sqlite3_finalize(std::exchange(kept.prepared, nullptr));
      if (!kept.prepared) connection.prepare(query, kept);
      m_statement = &kept;
    }
    m_statement->busy = true;
  }
  ~Using() {
    sqlite3_reset(m_statement->prepared);
    sqlite3_clear_bindings(m_statement->prepared);
    m_statement->busy = false;
    sqlite3_finalize(m_extra.prepared);
  }
  Using(const Using&) = delete;
  Using& operator=(const Using&) = delete;
  Statement& statement() { return *m_statement; }

 private:
  Statement m_extra;
  Statement* m_statement = nullptr;
};

SqliteConnection::SqliteConnection(const std::string& file, Use use) {
  // SQLite's own count of its memory takes one lock of the whole process at every allocation; nobody reads it.
  [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const int flags = use == Use::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(file.c_str(), &m_db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr) != SQLITE_OK) {
    const std::string why = m_db ? sqlite3_errmsg(m_db) : "no memory";
    sqlite3_close(m_db);
    throw Fault(Fault::Kind::broken, fmt::format("cannot open {}: {}", file, why));
  }
  try {
    configure(use);
  } catch (...) {
    sqlite3_close(m_db);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  for (auto& [query, statement] : m_statements) sqlite3_finalize(statement.prepared);
  sqlite3_close(m_db);
}

void SqliteConnection::configure(Use use) {
  sqlite3_busy_timeout(m_db, 10'000);
  int now = 0;
  sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
  sqlite3_db_config(m_db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &now);
  // Only the writer checkpoints, under its lock; the last connection to close must not do it on its own.
  sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &now);
  sqlite3_limit(m_db, SQLITE_LIMIT_ATTACHED, 0);
  if (use == Use::write) execute("PRAGMA journal_mode=WAL");
  execute(
      "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
      "PRAGMA recursive_triggers=ON; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY");
  // What is erased is overwritten, not only let go (README.md of retention).
  if (use == Use::write) execute("PRAGMA secure_delete=ON");
  execute(use == Use::write ? "PRAGMA cache_size=-16384" : "PRAGMA cache_size=-8192; PRAGMA query_only=ON");
  const std::pair<const char*, const char*> expected[] = {
      {"journal_mode", "wal"}, {"synchronous", "2"},        {"foreign_keys", "1"},      {"cell_size_check", "1"},
      {"mmap_size", "0"},      {"recursive_triggers", "1"}, {"wal_autocheckpoint", "0"}};
  for (const auto& [name, value] : expected) {
    if (const auto is = pragma(name); is != value) {
      throw Fault(Fault::Kind::broken, fmt::format("SQLite refuses {}={} (it is {})", name, value, is));
    }
  }
}

void SqliteConnection::lock_schema() { sqlite3_set_authorizer(m_db, only_rows, nullptr); }

void SqliteConnection::execute(const std::string& sql) {
  if (sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("execute");
}

std::string SqliteConnection::pragma(const std::string& name) {
  sqlite3_stmt* statement = nullptr;
  const std::string sql = "PRAGMA " + name;
  if (sqlite3_prepare_v2(m_db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail("pragma");
  std::string value;
  if (sqlite3_step(statement) == SQLITE_ROW) value = SqliteRow(statement).string(0);
  sqlite3_finalize(statement);
  return value;
}

void SqliteConnection::prepare(const Query& query, Statement& into) {
  const char* rest = nullptr;
  if (sqlite3_prepare_v3(m_db, query.sql, -1, SQLITE_PREPARE_PERSISTENT, &into.prepared, &rest) != SQLITE_OK) {
    throw std::logic_error(fmt::format("query {}: {}", query.name, sqlite3_errmsg(m_db)));
  }
  into.sql = query.sql;
  into.argument_at.clear();
  into.arguments = 0;
  for (int slot = 1; slot <= sqlite3_bind_parameter_count(into.prepared); ++slot) {
    const char* name = sqlite3_bind_parameter_name(into.prepared, slot);
    const int number = name && name[0] == '$' ? std::atoi(name + 1) : 0;
    if (number < 1) throw std::logic_error(fmt::format("query {}: parameters are $1, $2, …", query.name));
    into.argument_at.push_back(number - 1);
    into.arguments = std::max(into.arguments, number);
  }
}

void SqliteConnection::bind(Statement& statement, const Query& query, Args args) {
  if (args.size() != static_cast<std::size_t>(statement.arguments)) {
    throw std::logic_error(
        fmt::format("query {} wants {} arguments, got {}", query.name, statement.arguments, args.size()));
  }
  for (std::size_t i = 0; i < statement.argument_at.size(); ++i) {
    const auto& arg = args.begin()[statement.argument_at[i]];
    if (bind_value(statement.prepared, static_cast<int>(i) + 1, arg) != SQLITE_OK) fail(query.name);
  }
}

bool SqliteConnection::select(const Query& query, Args args, const std::function<void(const Row&)>& row,
                              bool first_only) {
  Using used(*this, query);
  bind(used.statement(), query, args);
  const SqliteRow current(used.statement().prepared);
  bool any = false;
  for (;;) {
    const int code = sqlite3_step(used.statement().prepared);
    if (code == SQLITE_DONE) return any;
    if (code != SQLITE_ROW) fail(query.name);
    any = true;
    row(current);
    if (first_only) return true;
  }
}

std::int64_t SqliteConnection::run(const Query& query, Args args) {
  Using used(*this, query);
  bind(used.statement(), query, args);
  const auto before = sqlite3_total_changes64(m_db);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(used.statement().prepared);
  if (code != SQLITE_DONE) fail(query.name);
  // changes() keeps the number of an earlier statement when this one changed nothing (BEGIN, DDL).
  return sqlite3_total_changes64(m_db) == before ? 0 : sqlite3_changes64(m_db);
}

void SqliteConnection::fail(const char* doing) const {
  const int code = sqlite3_extended_errcode(m_db);
  const std::string words = sqlite3_errmsg(m_db);
  const auto after_colon = [&] {
    const auto at = words.find(": ");
    return at == std::string::npos ? words : words.substr(at + 2);
  };
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      if (code == SQLITE_CONSTRAINT_FOREIGNKEY) throw Conflict("foreign key");
      if (code == SQLITE_CONSTRAINT_DATATYPE) throw std::logic_error(fmt::format("{}: {}", doing, words));
      throw Conflict(code == SQLITE_CONSTRAINT_TRIGGER ? words : after_colon());
    case SQLITE_FULL:
      throw Fault(Fault::Kind::full, fmt::format("{}: {}", doing, words));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Fault(Fault::Kind::busy, fmt::format("{}: {}", doing, words));
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
      if (code != SQLITE_READONLY_DBMOVED) throw std::logic_error(fmt::format("{}: {}", doing, words));
      [[fallthrough]];
    default:
      throw Fault(Fault::Kind::broken, fmt::format("{}: {} ({})", doing, words, code));
  }
}

}  // namespace gishe::db
