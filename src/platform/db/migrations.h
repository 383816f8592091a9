#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.h"

namespace gishe::db {

/// One step of the schema as one engine runs it.
struct Migration {
  std::string name;    // "2026-11-22_01_platform.sql"
  std::string digest;  // SHA-256 of the file, hex: the same for both engines
  std::string sql;     // only this engine's sections, in its own words
};

/// Every embedded migration in order.
std::vector<Migration> list_migrations(Engine engine);

/// The statements of a file for one engine. Sections begin with a line "-- engine: sqlite", "-- engine: postgresql" or
/// "-- engine: both" (as at the start). On SQLite UUID and BYTEA become BLOB, BIGINT INTEGER, DOUBLE PRECISION REAL,
/// and CREATE TABLE without table options gets STRICT, WITHOUT ROWID. Quoted text, names and comments stay as they are.
std::string for_engine(std::string_view file, Engine engine);

/// Those still to run, given what the database says has run (name → digest). Faults: newer_schema when it has steps
/// this program does not know, broken when a step's content differs from what ran or a known earlier step is missing.
std::vector<Migration> still_to_run(Engine engine, const std::map<std::string, std::string>& applied);
/// The fault of a command that may not bring the schema up to date and finds that this step has not run.
[[noreturn]] void refuse_old_schema(const Migration& not_run);

}  // namespace gishe::db
