// The web server with the directory's addresses alone, as `gishe serve` has them: gishe_bench_search_server FOLDER
// URL|- PORT
#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "base/clock.h"
#include "directory/directory.h"
#include "platform/web/web.h"

int main(int argc, char** argv) {
  using namespace gishe;
  if (argc < 4) return 2;
  const std::string folder = argv[1], url = argv[2];
  const auto database = db::Database::open(url == "-" ? folder : url);
  const auto vault = secrets::Vault::open(folder);
  Office office{*database, vault, system_clock()};
  const auto searching = directory::keep_search(*database);
  web::ServerOptions options;
  options.port = static_cast<std::uint16_t>(std::atoi(argv[3]));
  options.running_max = url == "-" ? 4 : 8;  // as serve has them on two processors
  options.connections_per_address = 4096;
  options.requests_per_second_per_address = 1'000'000;
  options.requests_per_connection = 1'000'000;
  options.access_log = false;
  web::Server server(office, directory::routes(), {}, options);
  server.start();
  fmt::print("ready\n");
  std::fflush(stdout);
  server.wait();
  return 0;
}
