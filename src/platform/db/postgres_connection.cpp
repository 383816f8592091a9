#include "platform/db/postgres_connection.h"

#include <endian.h>
#include <fmt/format.h>

#include <array>
#include <bit>
#include <deque>

namespace gishe::db {
namespace {

Oid type_of(Arg::Kind kind) {
  switch (kind) {
    case Arg::Kind::integer:
      return 20;
    case Arg::Kind::real:
      return 701;
    case Arg::Kind::text:
      return 25;
    case Arg::Kind::blob:
      return 17;
    case Arg::Kind::uuid:
      return 2950;
  }
  return 0;
}

/// Arguments as libpq wants them; numbers are kept here in network order.
class Bound {
 public:
  explicit Bound(Args args) {
    for (const auto& arg : args) std::visit([&](const auto& value) { add(value); }, arg.value);
  }
  int count() const { return static_cast<int>(m_values.size()); }
  const char* const* values() const { return m_values.data(); }
  const int* lengths() const { return m_lengths.data(); }
  const int* formats() const {
    m_formats.assign(m_values.size(), 1);
    return m_formats.data();
  }

 private:
  void add(std::nullptr_t) { put(nullptr, 0); }
  void add(std::int64_t i) {
    m_numbers.push_back(htobe64(static_cast<std::uint64_t>(i)));
    put(reinterpret_cast<const char*>(&m_numbers.back()), 8);
  }
  void add(double d) { add(std::bit_cast<std::int64_t>(d)); }
  void add(std::string_view t) { put(t.data() ? t.data() : "", t.size()); }
  void add(const Blob& b) { add(b.bytes); }
  void add(const Uuid& u) { add(u.raw()); }
  void put(const char* bytes, std::size_t length) {
    m_values.push_back(bytes);
    m_lengths.push_back(static_cast<int>(length));
  }

  std::vector<const char*> m_values;
  std::vector<int> m_lengths;
  mutable std::vector<int> m_formats;
  std::deque<std::uint64_t> m_numbers;
};

std::string field(const PGresult* result, int code) {
  const char* text = result ? PQresultErrorField(result, code) : nullptr;
  return text ? text : "";
}

/// "Key (municipality, id)=(…) already exists." → "message.municipality, message.id", as SQLite says it.
std::string columns_of(const PGresult* result) {
  const auto detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  const auto table = field(result, PG_DIAG_TABLE_NAME);
  const auto from = detail.find('('), until = detail.find(")=(");
  if (from == std::string::npos || until == std::string::npos) return field(result, PG_DIAG_CONSTRAINT_NAME);
  std::string columns, left = detail.substr(from + 1, until - from - 1);
  while (!left.empty()) {
    const auto comma = left.find(", ");
    columns += (columns.empty() ? "" : ", ") + table + "." + left.substr(0, comma);
    left = comma == std::string::npos ? "" : left.substr(comma + 2);
  }
  return columns;
}

constexpr const char* tell_wall = "tell_wall";

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url) {
  const char* names[] = {"dbname",          "connect_timeout",  "application_name", "target_session_attrs",
                         "keepalives_idle", "tcp_user_timeout", "client_encoding",  nullptr};
  const char* values[] = {url.c_str(), "5", "gishe", "read-write", "30", "15000", "UTF8", nullptr};
  m_connection = PQconnectdbParams(names, values, 1);
  try {
    configure();
  } catch (...) {
    PQfinish(m_connection);
    throw;
  }
}

PostgresConnection::~PostgresConnection() { PQfinish(m_connection); }

void PostgresConnection::configure() {
  if (!alive()) {
    throw Fault(Fault::Kind::lost_connection, fmt::format("no PostgreSQL: {}", PQerrorMessage(m_connection)));
  }
  PQsetNoticeReceiver(
      m_connection,
      [](void* self, const PGresult* notice) {
        if (field(notice, PG_DIAG_SEVERITY_NONLOCALIZED) == "WARNING") {
          static_cast<PostgresConnection*>(self)->m_warned = true;
        }
      },
      this);
  execute(
      "SET synchronous_commit = on; SET statement_timeout = '10s'; SET lock_timeout = '8s';"
      // Every statement walks the same index whoever asks; left to choose, the server plans the larger ones anew each
      // time, which takes longer than running them.
      "SET plan_cache_mode = force_generic_plan;"
      // What the wall costs is estimated high; compiling a statement for it takes a hundred times what it saves.
      "SET jit = off;"
      "SET idle_in_transaction_session_timeout = '60s'; SET timezone = 'UTC'; SET bytea_output = 'hex'");
  // LOCAL, so that it ends with the transaction and nobody inherits it with the connection.
  const PostgresResult prepared{PQprepare(m_connection, tell_wall,
                                          "SELECT set_config('gishe.wall', $1, true), set_config('gishe.account', $2, "
                                          "true), set_config('gishe.town', $3, true)",
                                          0, nullptr)};
  if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) fail("configure", prepared.get());
}

bool PostgresConnection::send_acting(const Acting& acting) {
  const bool known = acting.as == Acting::As::account;
  const std::string account = known ? acting.account.text() : "", town = known ? acting.town.text : "";
  const char* const values[] = {acting.as == Acting::As::house ? "open" : "", account.c_str(), town.c_str()};
  return PQsendQueryPrepared(m_connection, tell_wall, 3, values, nullptr, nullptr, 0) == 1;
}

void PostgresConnection::reconnect() {
  m_statements.clear();
  m_pending = false;
  PQreset(m_connection);
  configure();
}

bool PostgresConnection::in_transaction() const {
  const auto status = PQtransactionStatus(m_connection);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void PostgresConnection::finish_pending() {
  if (!std::exchange(m_pending, false)) return;
  while (const PostgresResult result{PQgetResult(m_connection)}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail("end of a read", result.get());
  }
}

PostgresResult PostgresConnection::execute(const char* sql) {
  finish_pending();
  PostgresResult result{PQexec(m_connection, sql)};
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail("execute", result.get());
  return result;
}

void PostgresConnection::execute_later(const char* sql) {
  finish_pending();
  if (!PQsendQuery(m_connection, sql)) fail("send", nullptr);
  m_pending = true;
}

PostgresResult PostgresConnection::run(const char* first, const Query& query, Args args, const Acting* acting) {
  finish_pending();
  const char* sql = query.postgresql ? query.postgresql : query.sql;
  std::string kinds;
  std::vector<Oid> types;
  for (const auto& arg : args) {
    kinds.push_back(static_cast<char>('0' + static_cast<int>(arg.kind)));
    types.push_back(type_of(arg.kind));
  }
  auto& known = m_statements[&query];
  // The same query with arguments of other types is another statement for the server; so is another Query on the stack.
  const bool prepare = known.name.empty() || known.sql != sql || known.kinds != kinds;
  const Bound bound(args);
  if (!first && !acting && !prepare) {
    PostgresResult result{PQexecPrepared(m_connection, known.name.c_str(), bound.count(), bound.values(),
                                         bound.lengths(), bound.formats(), 1)};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(query.name, result.get());
    return result;
  }
  const auto name = prepare ? fmt::format("q{}", ++m_names) : known.name;
  int sent = 0;
  bool ok = PQenterPipelineMode(m_connection) == 1;
  if (first) ok = ok && ++sent && PQsendQueryParams(m_connection, first, 0, nullptr, nullptr, nullptr, nullptr, 0);
  if (acting) ok = ok && ++sent && send_acting(*acting);
  if (prepare) ok = ok && ++sent && PQsendPrepare(m_connection, name.c_str(), sql, bound.count(), types.data());
  ok = ok && ++sent &&
       PQsendQueryPrepared(m_connection, name.c_str(), bound.count(), bound.values(), bound.lengths(), bound.formats(),
                           1);
  ok = ok && PQpipelineSync(m_connection);
  if (!ok) fail(query.name, nullptr);
  auto result = collect(query.name, sent);
  if (prepare) known = {name, sql, kinds};
  return result;
}

/// Reads the answers of a pipeline up to its end; gives back the last, throws the first error.
PostgresResult PostgresConnection::collect(const char* doing, int results) {
  PostgresResult last, error;
  while (results >= 0) {
    PostgresResult result{PQgetResult(m_connection)};
    if (!result) {
      if (!alive()) fail(doing, nullptr);
      continue;  // the end of one command's results
    }
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    --results;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      last = std::move(result);
    else if (status != PGRES_PIPELINE_ABORTED && !error)
      error = std::move(result);
  }
  const bool left = PQexitPipelineMode(m_connection) == 1;
  if (error) fail(doing, error.get());
  if (!left || !last) fail(doing, nullptr);
  return last;
}

void PostgresConnection::fail(const char* doing, const PGresult* result) const {
  const auto state = field(result, PG_DIAG_SQLSTATE);
  const auto words = field(result, PG_DIAG_MESSAGE_PRIMARY);
  const auto what = fmt::format("{}: {} ({})", doing, words.empty() ? PQerrorMessage(m_connection) : words, state);
  const auto is = [&](std::string_view beginning) { return state.starts_with(beginning); };
  if (!alive() || is("08") || is("57P")) throw Fault(Fault::Kind::lost_connection, what);
  if (state == "23505") throw Conflict(columns_of(result));
  if (state == "23503") throw Conflict("foreign key");
  if (state == "23502") throw Conflict(field(result, PG_DIAG_TABLE_NAME) + "." + field(result, PG_DIAG_COLUMN_NAME));
  if (is("23")) throw Conflict(field(result, PG_DIAG_CONSTRAINT_NAME));
  if (state == "P0001") throw Conflict(words);
  if (state == "40001" || state == "40P01") throw TryAgain(what);
  if (state == "57014" || state == "55P03" || state == "53300") throw Fault(Fault::Kind::busy, what);
  if (state == "53100") throw Fault(Fault::Kind::full, what);
  if (is("22") || is("25") || is("26") || is("42") || is("0A")) throw std::logic_error(what);
  throw Fault(Fault::Kind::broken, what);
}

}  // namespace gishe::db
