#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/commands.h"
#include "platform/secrets/sealed_file.h"

namespace gishe::app {
namespace {

void write_new(const std::string& path, const std::string& line) {
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) throw std::runtime_error("cannot write " + path);
  ::close(made);
  std::ofstream out(path);
  out << line << "\n";
  out.close();
  if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int make_backup_key(const std::string& file) {
  const auto keys = secrets::new_file_keys();
  const std::string open = file + ".pub";
  if (std::filesystem::exists(file) || std::filesystem::exists(open)) {
    fmt::print(stderr, "{} is there already; a key is never replaced\n", file);
    return refused;
  }
  write_new(file, keys.secret);
  write_new(open, keys.open);
  fmt::print(
      "{0} is secret: take it off this machine, twice, and lock it away; without it no backup opens.\n"
      "{0}.pub goes to the machine that makes the backups.\n",
      file);
  return done;
}

}  // namespace gishe::app
