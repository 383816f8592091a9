#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands.h"
#include "app/tar_file.h"
#include "platform/db/sqlite_rewrite.h"
#include "platform/secrets/sealed_file.h"
#include "retention/retention.h"
#include "staff/staff.h"

namespace gishe::app {
namespace fs = std::filesystem;
namespace {

constexpr const char* sqlite_part = "gishe.db";
constexpr const char* postgres_part = "gishe.sql";
constexpr const char* keys_part = "keys";
constexpr const char* manifest_part = "manifest.txt";
constexpr const char* erased_part = retention::list_file_name;

/// A folder that goes away again, whatever happens.
struct Beside {
  explicit Beside(std::string p) : path(std::move(p)) {
    fs::create_directory(path);
    fs::permissions(path, fs::perms::owner_all);
  }
  ~Beside() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  std::string path;
};

/// A restore that did not come about leaves nothing: the next try finds the folder as empty as this one did.
struct EmptyAgain {
  explicit EmptyAgain(std::string p) : path(std::move(p)) {}
  ~EmptyAgain() {
    std::error_code ignored;
    if (kept) return;
    for (const auto& made : fs::directory_iterator(path, ignored)) fs::remove_all(made, ignored);
  }
  const std::string path;
  bool kept = false;
};

int say_no(const char* why) {
  fmt::print(stderr, "{}\n", why);
  return refused;
}

std::string beside_of(const std::string& backup_file) {
  return (fs::absolute(backup_file).parent_path() / erased_part).string();
}

/// People who were erased after the backup was made must not come back by it.
void erase_again(const Where& where, const std::string& file, const std::string& erased) {
  const std::string list = where.data + "/" + erased_part;
  retention::join_lists(list, {beside_of(file), erased});
  if (erased.empty() && !fs::exists(beside_of(file))) {
    fmt::print(
        "No list of erased people beside the backup and none named by --erased: whoever was erased after it was "
        "made is back.\n");
  }
  if (fs::exists(where.data + "/" + postgres_part)) {
    fmt::print("The list of erased people is in {}; gishe serve erases them anew when it starts.\n", where.data);
    return;
  }
  const int back = retention::erase_again(open_house(where)->office);
  if (back > 0) {
    db::rewrite_sqlite(where.data);
    fmt::print("{} erased again: people who were erased after the backup.\n", back);
  }
}

std::string manifest_line(const std::string& part, const std::string& path) {
  return fmt::format("{} {} {}\n", digest_of_file(path), fs::file_size(path), part);
}

/// Every line of the manifest against the unpacked files.
void check_manifest(const std::string& folder) {
  std::ifstream in(folder + "/" + manifest_part);
  std::string digest, part, line;
  std::uintmax_t bytes = 0;
  int parts = 0;
  while (std::getline(in, line)) {
    if (line.starts_with("#")) continue;
    std::istringstream words(line);
    if (!(words >> digest >> bytes >> part)) throw std::runtime_error("the manifest is unreadable");
    const std::string path = folder + "/" + fs::path(part).filename().string();
    if (!fs::exists(path) || fs::file_size(path) != bytes || digest_of_file(path) != digest) {
      throw std::runtime_error(part + " is not what the manifest says");
    }
    ++parts;
  }
  if (parts < 2) throw std::runtime_error("the backup has no manifest");
}

void unpack(const std::string& file, const std::string& folder) {
  unpack_tar(file, folder, {sqlite_part, postgres_part, keys_part, manifest_part, erased_part});
  check_manifest(folder);
  fs::remove(folder + "/" + manifest_part);
}

/// A PostgreSQL copy empties the tables it fills: they are made here, and only where nobody works yet.
int make_ready_to_load(const Where& where) {
  if (where.database.empty()) return say_no("this is a copy from PostgreSQL: name an empty one with --database");
  const auto house = open_house(where);
  if (house->database->read([](db::Session& s) { return staff::any_account(s); })) {
    return say_no("the database already has accounts: restore goes into an empty one only");
  }
  fmt::print(
      "The keys are in {0}, the tables are made. Fill them and look:\n"
      "  psql -v ON_ERROR_STOP=1 --single-transaction -f {0}/{1} URL\n"
      "  gishe ledger verify --data {0} --database URL\n",
      where.data, postgres_part);
  return done;
}

/// The chain of the ledger in the copy, with a copy of the keys beside it.
bool is_proved(const std::string& folder, const std::string& keys) {
  const std::string beside = folder + "/" + keys_part;
  fs::copy_file(keys, beside);
  const bool proved = verify_ledger({folder, ""}) == done;
  fs::remove(beside);
  return proved;
}

/// `file`: an open archive, made of the backup that the wish names.
int restore_open(const Where& where, const std::string& file, const BackupWish& wish) {
  if (wish.check_only) {
    const Beside beside(where.data + ".checking");
    unpack(file, beside.path);
    const bool sqlite = fs::exists(beside.path + "/" + sqlite_part);
    if (!sqlite) {
      fmt::print("the archive is whole; a PostgreSQL copy is only proven by loading it (docs/operate)\n");
      return done;
    }
    return verify_ledger({beside.path, ""});
  }
  fs::create_directories(where.data);
  if (!fs::is_empty(where.data)) {
    fmt::print(stderr, "{} is not empty: restore goes into a new folder only\n", where.data);
    return refused;
  }
  EmptyAgain folder(where.data);
  unpack(file, where.data);
  if (fs::exists(where.data + "/" + postgres_part)) {
    const int code = make_ready_to_load(where);
    if (code == done) erase_again(where, wish.file, wish.erased);
    folder.kept = code == done;
    return code;
  }
  if (!where.database.empty()) {
    return say_no("this is a copy of the file in --data, not from PostgreSQL: leave --database (GISHE_DATABASE) out");
  }
  erase_again(where, wish.file, wish.erased);
  folder.kept = true;
  fmt::print("restored into {}\n", where.data);
  return verify_ledger(where);
}

}  // namespace

int backup(const Where& where, const BackupWish& wish) {
  const auto& file = wish.file;
  std::string seal_to;
  if (!wish.key.empty()) {
    seal_to = secrets::read_open_half(secrets::read_key_line(wish.key));
    if (seal_to.empty()) return say_no("--for names no open half of a key: gishe backup-key makes one");
  } else if (!wish.open) {
    return say_no("a backup holds everything and the keys: --for KEY.pub seals it (gishe backup-key), --open does not");
  }
  if (fs::exists(file)) {
    fmt::print(stderr, "{} is there already; a backup never replaces another\n", file);
    return refused;
  }
  db::Database::Options options;
  options.migrate = false;
  options.readers = 1;
  const auto house = open_house(where, options);
  const bool sqlite = house->database->engine() == db::Engine::sqlite;
  const char* part = sqlite ? sqlite_part : postgres_part;
  const Beside beside(file + ".making");
  const std::string copy = beside.path + "/" + part, keys = where.data + "/keys";
  house->database->copy_to(copy, [](int percent) { show_progress("copying", percent); });

  // Nobody on this machine can open it again: so it is proved before it is sealed.
  if (!seal_to.empty() && sqlite && !is_proved(beside.path, keys)) return failed;

  // The newest list stands beside the backups too: restoring an older one needs it.
  retention::write_list(house->office);
  const std::string erased = where.data + "/" + erased_part;
  if (fs::exists(erased)) retention::join_lists(beside_of(file), {erased});
  const std::string unfinished = file + ".unfinished";
  fs::remove(unfinished);
  TarWriter tar(unfinished, seal_to);
  tar.add_text(manifest_part, "# Gishe backup, " + house->office.now().iso() + "\n" + manifest_line(part, copy) +
                                  manifest_line(keys_part, keys) +
                                  (fs::exists(erased) ? manifest_line(erased_part, erased) : ""));
  tar.add_file(part, copy, [](int percent) { show_progress("packing", percent); });
  tar.add_file(keys_part, keys, {});
  if (fs::exists(erased)) tar.add_file(erased_part, erased, {});
  tar.finish();
  fs::rename(unfinished, file);
  fmt::print("{} ({} bytes). {}\n", file, fs::file_size(file),
             seal_to.empty() ? "It holds the keys: whoever has it can read everything."
                             : "It opens with the secret half of its key only.");
  return done;
}

int restore(const Where& where, const BackupWish& wish) {
  if (!secrets::is_sealed_file(wish.file)) return restore_open(where, wish.file, wish);
  if (wish.key.empty()) return say_no("this backup is sealed: --key names the secret half of its key");
  std::string data = where.data;
  while (data.ends_with('/')) data.pop_back();
  const Beside beside(data + ".unsealing");
  const std::string open = beside.path + "/open.tar";
  secrets::unseal_file(wish.file, open, secrets::read_key_line(wish.key));
  return restore_open(where, open, wish);
}

}  // namespace gishe::app
