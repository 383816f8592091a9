#pragma once
#include <libpq-fe.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "platform/db/db.h"
#include "platform/db/wall.h"

namespace gishe::db {

struct ResultClearer {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ResultClearer>;

/// The server could not serialise this transaction with others: it may be run again from its start.
class TryAgain : public Fault {
 public:
  explicit TryAgain(const std::string& what) : Fault(Kind::busy, what) {}
};

/// One server connection with its prepared statements: binary both ways, types told. Used by one thread at a time.
class PostgresConnection {
 public:
  explicit PostgresConnection(const std::string& url);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// Runs a query in one round trip; `first` (a BEGIN), who acts from here to the end of the transaction, and preparing
  /// the query go before it in the same one.
  PostgresResult run(const char* first, const Query& query, Args args, const Acting* acting = nullptr);
  /// Text that is not worth preparing: settings, COMMIT, migrations. Several statements may stand in it.
  PostgresResult execute(const char* sql);
  /// Sends it and does not wait; its answer is awaited by whatever comes next.
  void execute_later(const char* sql);

  bool alive() const { return PQstatus(m_connection) == CONNECTION_OK; }
  bool in_transaction() const;
  /// A warning came since the last call: a COMMIT that warns did not reach its replicas.
  bool take_warning() { return std::exchange(m_warned, false); }
  /// Connects anew after a loss; statements are prepared again as they come.
  void reconnect();
  PGconn* raw() { return m_connection; }
  [[noreturn]] void fail(const char* doing, const PGresult* result) const;

 private:
  struct Statement {
    std::string name;
    const char* sql = nullptr;
    std::string kinds;
  };
  void configure();
  void finish_pending();
  bool send_acting(const Acting& acting);
  PostgresResult collect(const char* doing, int results);

  PGconn* m_connection = nullptr;
  std::unordered_map<const Query*, Statement> m_statements;
  int m_names = 0;
  bool m_pending = false;
  bool m_warned = false;
};

/// Calls `row` for the rows of a binary result; gives back whether there was one.
bool read_rows(const PGresult* result, const Query& query, const std::function<void(const Row&)>& row, bool first_only);

}  // namespace gishe::db
