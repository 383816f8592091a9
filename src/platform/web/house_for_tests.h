#pragma once
#include <atomic>
#include <memory>
#include <string>

#include "platform/web/client_for_tests.h"
#include "platform/web/web.h"

namespace gishe::web::testing {

/// No database at all: whoever asks it gets a fault, as when the disk is gone.
class NoDatabase : public db::Database {
 public:
  db::Engine engine() const override { return db::Engine::sqlite; }
  std::vector<std::pair<std::string, std::string>> condition() override { return {}; }
  void copy_to(const std::string&, const std::function<void(int)>&) override {}

 protected:
  void read_with(const std::function<void(db::Session&)>&) override { fail(); }
  void write_with(const std::function<bool(db::Tx&)>&) override { fail(); }

 private:
  [[noreturn]] static void fail() { throw db::Fault(db::Fault::Kind::broken, "no database: secret path"); }
};

/// A server with a few doors, on a free port of this machine.
class House {
 public:
  explicit House(ServerOptions options = generous());
  int port() const { return m_server->port(); }
  Server& server() { return *m_server; }
  static ServerOptions generous();

  static std::atomic<int> reads, writes;  // how often /slow and POST /write really ran

 private:
  NoDatabase m_database;
  secrets::Vault m_vault = secrets::Vault::for_tests();
  Office m_office{m_database, m_vault, system_clock()};
  std::unique_ptr<Server> m_server;
};

/// A request with Host, and the given further lines (each with its CR LF).
std::string request(std::string_view line, std::string_view more = {}, std::string_view body = {});
/// A form from a page of ours, signed in.
std::string signed_in_form(std::string_view path, std::string_view fields, std::string_view more = {});

}  // namespace gishe::web::testing
