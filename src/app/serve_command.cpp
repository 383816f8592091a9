#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <future>
#include <thread>

#include "app/commands.h"
#include "app/wiring/wiring.h"
#include "directory/directory.h"
#include "open_data/open_data.h"
#include "platform/db/sqlite_rewrite.h"
#include "platform/db/wall.h"
#include "platform/jobs/jobs.h"
#include "platform/page/page.h"
#include "platform/paper/paper.h"
#include "platform/web/web.h"
#include "portal/portal.h"
#include "retention/retention.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::app {
namespace {

struct Socket {
  std::string address;
  std::uint16_t port = 0;
};
/// 127.0.0.1:8080 or [::1]:8080.
Socket socket_of(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  char* end = nullptr;
  const long port = colon == std::string::npos ? -1 : std::strtol(text.c_str() + colon + 1, &end, 10);
  if (port < 0 || port > 65535 || colon + 1 == text.size() || *end != '\0') {
    throw std::runtime_error(fmt::format("\"{}\" is not ADDR:PORT", text));
  }
  std::string address = text.substr(0, colon);
  if (address.size() > 2 && address.front() == '[') address = address.substr(1, address.size() - 2);
  return {address, static_cast<std::uint16_t>(port)};
}

/// On SQLite twice the processors: half of them may be at the disk. On PostgreSQL as many as there are connections, so
/// that whoever begins has one, and those who wait do so in the order they came.
int running_max_of(const Where& where, const ServeWish& wish) {
  constexpr int at_least = 4;
  if (!where.database.empty()) return std::max(at_least, wish.readers);
  return std::max(at_least, 2 * static_cast<int>(std::thread::hardware_concurrency()));
}

web::ServerOptions options_of(const Where& where, const ServeWish& wish) {
  web::ServerOptions o;
  const Socket socket = socket_of(wish.listen);
  o.address = socket.address;
  o.port = socket.port;
  if (!wish.metrics.empty()) {
    const Socket metrics = socket_of(wish.metrics);
    o.metrics_address = metrics.address;
    o.metrics_port = metrics.port;
  }
  o.io_threads = wish.io_threads;
  o.handler_threads = wish.handler_threads;
  o.running_max = running_max_of(where, wish);
  o.connections_per_address = wish.connections_per_address;
  o.requests_per_second_per_address = wish.requests_per_second;
  o.requests_per_connection = wish.requests_per_connection;
  o.behind_tls = wish.behind_tls;
  o.access_log = !wish.quiet;
  o.developing = std::getenv("GISHE_SOURCE") != nullptr;
  return o;
}

/// The gateway for SMS, or why it cannot be used.
post::Sms sms_of(const ServeWish& wish) {
  post::Sms sms{wish.sms, wish.sms_body, {}, wish.sms_private_network};
  if (sms.url.empty()) return sms;
  std::string file = wish.sms_secret_file;
  if (const char* credentials = std::getenv("CREDENTIALS_DIRECTORY"); credentials && file.empty()) {
    file = std::string(credentials) + "/sms-secret";  // systemd's LoadCredential=sms-secret:…
    if (!std::ifstream(file)) file.clear();
  }
  if (!file.empty()) {
    std::ifstream in(file);
    if (!std::getline(in, sms.secret))
      throw std::runtime_error(fmt::format("--sms-secret-file: {} cannot be read", file));
  }
  if (const std::string why = post::why_not(sms); !why.empty()) throw std::runtime_error("--sms: " + why);
  return sms;
}

/// On a database without accounts nobody could sign in: who reads this line makes the first administrator.
void welcome_the_first(const Where& where, Office& office) {
  const auto link = staff::make_first_link(office);
  if (!link) return;
  if (office.db.read([](db::Session& s) { return territory::list_municipalities(s).empty(); })) {
    fmt::print("No municipality yet. Bring them in first (docs/operate):\n  gishe import places FOLDER --data {}{}\n",
               where.data, where.database.empty() ? "" : " --database URL");
  }
  fmt::print(
      "No account yet. The first administrator is made here, once, within 72 hours and before the next start:\n"
      "  {}{}\n",
      office.public_address, *link);
}

/// Once a day, after somebody was erased: no free page keeps bytes of hers.
void rewrite_after_erasures(jobs::Runner& runner, const Where& where, Office& office) {
  runner.every(
      "db.rewrite", 86'400,
      [data = where.data, &office] {
        if (retention::erased_lately(office)) db::rewrite_sqlite(data);
      },
      jobs::Runner::First::at_start);
}

/// Records and keys are in memory: a crash leaves no picture of it on the disk.
void leave_no_core() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace

int serve(const Where& where, const ServeWish& wish) {
  leave_no_core();
  const std::int64_t started = steady_micros();
  const web::ServerOptions options = options_of(where, wish);
  const post::Sms sms = sms_of(wish);
  [[maybe_unused]] const auto warm = std::async(std::launch::async, [] { paper::warm_up(); });
  db::Database::Options database;
  database.readers = wish.readers;
  const auto house = open_house(where, database);
  for (const auto& [name, value] : house->database->condition()) {
    if (name == db::wall_line && !value.starts_with("stands")) fmt::print(stderr, "{} {}\n", name, value);
  }
  page::compile_all();
  retention::erase_again(house->office);  // whoever an older copy of the database brought back

  portal::use_map_tiles({wish.map_tiles, wish.map_tiles_by});
  web::Server server(house->office, wiring::all_routes(options.developing), wiring::doorkeeper(house->office), options);
  const auto here = [&](std::uint16_t port) {
    const bool v6 = options.address.find(':') != std::string::npos;
    return fmt::format("http://{}:{}", v6 ? "[" + options.address + "]" : options.address, port);
  };
  // Before the first request can read it. Port 0 becomes a port only by listening, and nobody asks it before it is
  // said.
  house->office.public_address = wish.public_address.empty() ? here(options.port) : wish.public_address;
  const auto searching = directory::keep_search(*house->database);
  server.start();
  if (wish.public_address.empty() && options.port == 0) house->office.public_address = here(server.port());

  jobs::Runner runner;
  post::Smtp smtp{wish.smtp, wish.mail_from, wish.mail_user, ""};
  if (const char* password = std::getenv("GISHE_SMTP_PASSWORD")) smtp.password = password;
  wiring::add_jobs(runner, house->office, {smtp, sms, wish.osrm});
  if (where.database.empty()) rewrite_after_erasures(runner, where, house->office);
  runner.start();

  fmt::print("Gishe answers at {} (ready after {} ms)\n", here(server.port()), (steady_micros() - started) / 1000);
  open_data::make_missing_documents(house->office);
  welcome_the_first(where, house->office);
  std::fflush(stdout);
  server.wait();
  runner.stop();
  wiring::finish(house->office);
  fmt::print("Gishe has stopped.\n");
  return done;
}

}  // namespace gishe::app
