#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "platform/office/office.h"

/// What `gishe` can do from a shell; one file each. Every command gives back its exit code.
namespace gishe::app {

enum Exit { done = 0, failed = 1, bad_usage = 2, refused = 3 };

/// Where the records are: common to all commands.
struct Where {
  std::string data = "gishe-data";  // folder with the keys and, without `database`, the SQLite file
  std::string database;             // postgresql://…; empty: the folder
};
/// The open database with its keys and clock. Throws with the reason in words.
struct OpenHouse {
  OpenHouse(std::unique_ptr<db::Database> d, secrets::Vault v)
      : database(std::move(d)), vault(std::move(v)), office{*database, vault, system_clock()} {}
  std::unique_ptr<db::Database> database;
  secrets::Vault vault;
  Office office;
};
std::unique_ptr<OpenHouse> open_house(const Where& where, const db::Database::Options& options = {});

struct ServeWish {
  std::string listen = "127.0.0.1:8080", metrics, public_address;
  std::string smtp, mail_from, mail_user;  // the password comes from GISHE_SMTP_PASSWORD
  std::string sms, sms_body, sms_secret_file;
  bool sms_private_network = false;
  int io_threads = 1, handler_threads = 48, readers = 8;
  int connections_per_address = 64, requests_per_second = 50, requests_per_connection = 100;
  bool behind_tls = false, quiet = false;
  std::string osrm;  // address of a routing server; empty: travel is estimated
  std::string map_tiles, map_tiles_by = "© OpenStreetMap";
};
int serve(const Where& where, const ServeWish& wish);
int demo(const Where& where);
int doctor(const Where& where);
/// One line an address: method, pattern, permission. For tests/doors_expected.csv and for auditors.
int list_routes();
int verify_ledger(const Where& where);
int checkpoint_ledger(const Where& where);
struct BackupWish {
  std::string file;
  std::string key;     // backup: file with the open half of a key; restore: file with the secret half
  bool open = false;   // backup: readable by whoever has the file
  std::string erased;  // restore: a list of erased people newer than the backup, or empty
  bool check_only = false;
};
int backup(const Where& where, const BackupWish& wish);
/// `check_only`: unpacks beside, verifies, and removes it again.
int restore(const Where& where, const BackupWish& wish);
/// A new pair of keys: the secret half in `file`, the open one in `file`.pub.
int make_backup_key(const std::string& file);
int import_places(const Where& where, const std::string& folder);
int import_outlines(const Where& where, const std::string& file);
int import_travel(const Where& where, const std::string& file);
struct HsdsWish {
  std::string path, municipality, report;
  bool strict = false;
};
int import_hsds(const Where& where, const HsdsWish& wish);
int export_hsds(const Where& where, const std::string& path);

struct UserWish {
  std::string email, name, function, municipality, organisation;
  std::string public_address;  // for the link and the message; empty: what Office says without one
};
int add_user(const Where& where, const UserWish& wish);
int list_users(const Where& where);
int disable_user(const Where& where, const std::string& email);
int make_token(const Where& where, const std::string& email, int days, bool sensitive);
int reset_second_factor(const Where& where, const std::string& email);

struct SolveWish {
  std::string kind, file, plan, format = "json";
  int open = -1;                            // -1: as the file says
  std::int64_t capacity = -1, budget = -1;  // -1: as the file says
  int threads = 1;
  double radius = -1, gap = 0, time_limit = 300;
  std::uint64_t seed = 1;
  bool json = false, single_source = false, fair = false;
  std::string method = "2sfca";      // access
  std::vector<std::string> weights;  // access: "20:0.68"
  double beta = 2;
};
/// Exit codes of its own: 0 a plan, 2 the file cannot be read, 3 no plan exists or the check failed, 4 none in time.
int solve(const SolveWish& wish);

/// Words of the refusals, one a line, on stderr; gives back `refused`.
int say_refused(const Refusals& refusals);
/// A line that is written over: "copying 42 %"; silent when stderr is no terminal.
void show_progress(const char* what, int percent);
void show_progress(std::string_view line);

/// Reads the arguments and runs one command.
int run(int argc, char** argv);

}  // namespace gishe::app
