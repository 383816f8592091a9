#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "platform/db/db.h"
#include "platform/secrets/secrets.h"

/// Files that people send or the house keeps: bytes in the database, so that a file is durable with the row that names
/// it, stands in every backup and vanishes with an erasure (docs/decisions/2026-11-22-files-in-the-database.md). Who
/// may see one is the business of the record that names it: nothing here asks, and no route may take a FileId alone.
namespace gishe::files {

using FileId = Id<struct FileKind>;

inline constexpr std::size_t bytes_max = std::size_t{10} << 20;  // of one file; the table's CHECK holds it too

struct NewFile {
  MunicipalityCode municipality;
  std::string_view bytes;
  std::string_view media_type;  // as check_upload() found it, or what made the bytes
  std::string_view name = {};   // as tidy_name() left it; shown and offered when it is saved
  bool personal = true;         // sealed by the vault, name and all
};

/// Sealed and measured: made before the transaction, because on SQLite the writer serves everybody in turn.
struct Prepared {
  FileId id;
  MunicipalityCode municipality;
  std::string bytes, name, media_type;
  std::int64_t size_bytes = 0;
  bool personal = true;
};
/// Bug (assert) when the bytes are none or more than bytes_max: check_upload() refuses those in words.
Prepared prepare(const secrets::Vault& vault, const NewFile& file);
FileId store(db::Tx& tx, const Prepared& file, Instant at);
/// Both at once, for small files and tests.
FileId store(db::Tx& tx, const secrets::Vault& vault, const NewFile& file, Instant at);

struct Described {
  FileId id;
  std::string name, media_type;
  std::int64_t size_bytes = 0;  // of the file itself
  Instant stored_at;
};
struct File {
  Described about;
  std::string bytes;
};
/// Name, kind and size without the bytes; nullopt: no such file in this municipality.
std::optional<Described> describe(db::Session& session, const secrets::Vault& vault,
                                  const MunicipalityCode& municipality, const FileId& id);
/// Nullopt also when the keys are not the ones that sealed it. Unseals in the reader's own time.
std::optional<File> find(db::Session& session, const secrets::Vault& vault, const MunicipalityCode& municipality,
                         const FileId& id);
/// False: there was none.
bool erase(db::Tx& tx, const MunicipalityCode& municipality, const FileId& id);

}  // namespace gishe::files
