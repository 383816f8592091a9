#include "platform/db/postgres_copy.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace gishe::db {
namespace {

// Names come from the server's catalogue, quoted by the server: COPY takes no parameters.
const Query q_tables{
    "db.tables",
    "SELECT quote_ident(c.relname), (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) "
    "FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "AND a.attgenerated = '') "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.relname"};

class OutFile {
 public:
  explicit OutFile(const std::string& name)
      : m_name(name), m_file(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
    if (m_file < 0) fail();
  }
  ~OutFile() { ::close(m_file); }
  OutFile(const OutFile&) = delete;
  OutFile& operator=(const OutFile&) = delete;
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(m_file, bytes.data(), bytes.size());
      if (written < 0) fail();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(m_file) != 0) fail();
  }

 private:
  [[noreturn]] void fail() const { throw Fault(Fault::Kind::broken, fmt::format("cannot write {}", m_name)); }
  const std::string m_name;
  int m_file;
};

void copy_table(PostgresConnection& connection, const std::string& table, const std::string& columns, OutFile& out) {
  const auto copy = fmt::format("COPY {} ({}) TO STDOUT", table, columns);
  const PostgresResult started{PQexec(connection.raw(), copy.c_str())};
  if (PQresultStatus(started.get()) != PGRES_COPY_OUT) connection.fail("copy", started.get());
  out.write(fmt::format("COPY {} ({}) FROM stdin;\n", table, columns));
  char* row = nullptr;
  for (int length; (length = PQgetCopyData(connection.raw(), &row, 0)) > 0; PQfreemem(row)) {
    out.write({row, static_cast<std::size_t>(length)});
  }
  out.write("\\.\n");
  while (const PostgresResult result{PQgetResult(connection.raw())}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) connection.fail("copy", result.get());
  }
}

}  // namespace

void copy_all(PostgresConnection& connection, const std::string& file, const std::function<void(int)>& progress) {
  OutFile out(file);
  connection.execute(
      "SET statement_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL gishe.wall = 'open'");
  std::vector<std::pair<std::string, std::string>> tables;
  read_rows(
      connection.run(nullptr, q_tables, {}).get(), q_tables,
      [&](const Row& r) { tables.emplace_back(r.string(0), r.string(1)); }, false);
  // Without triggers and key checks while restoring: the rows were checked when they were written.
  out.write("SET session_replication_role = replica;\n");
  std::string names;  // in one statement, since tables refer to each other
  for (const auto& [table, columns] : tables) names += (names.empty() ? "" : ", ") + table;
  out.write(fmt::format("TRUNCATE {};\n", names));
  int done = 0;
  for (const auto& [table, columns] : tables) {
    copy_table(connection, table, columns, out);
    if (progress) progress(100 * ++done / static_cast<int>(tables.size()));
  }
  connection.execute("COMMIT");
  out.sync();
}

}  // namespace gishe::db
