#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "app/wiring/wiring.h"
#include "platform/db/wall.h"

namespace gishe::app {

int doctor(const Where& where) {
  db::Database::Options options;
  options.migrate = false;
  options.readers = 1;
  const auto house = open_house(where, options);
  const auto line = [](std::string_view name, std::string_view value) { fmt::print("{:<28} {}\n", name, value); };
  line("data folder", where.data);
  line("SQLite library", sqlite3_libversion());
  const auto condition = house->database->condition();
  for (const auto& [name, value] : condition) line(name, value);

  // The keys are what the records cannot be read without: say at once when others on the machine can read them too.
  struct stat keys{};
  const std::string path = where.data + "/keys";
  const bool there = stat(path.c_str(), &keys) == 0;
  const bool closed = there && (keys.st_mode & 077) == 0;
  line("keys", !there   ? "missing"
               : closed ? "there, readable by this user only"
                        : "readable by others: chmod 600 " + path);
  const std::string sealed = house->vault.seal("probe", "doctor");
  const bool reads_back = house->vault.unseal(sealed, "doctor") == "probe";
  line("sealing", reads_back ? "works" : "BROKEN");
  return closed && reads_back && !db::wall_is_down(condition) ? done : failed;
}

int list_routes() {
  static constexpr std::string_view methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
  for (const web::Route& route : wiring::all_routes(false)) {
    fmt::print("{} {} {}\n", methods[static_cast<std::size_t>(route.method)], route.pattern,
               access::action_name(route.permission));
  }
  return done;
}

}  // namespace gishe::app
