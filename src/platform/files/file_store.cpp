#include <cassert>

#include "platform/files/files.h"

namespace gishe::files {
namespace {

// The bytes stand last: SQLite reads a row from its beginning, and what stands before them costs one page.
const db::Query q_insert{"files.insert",
                         "INSERT INTO stored_file (municipality, id, media_type, size_bytes, personal, stored_at, name,"
                         " bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Query q_describe{"files.describe",
                           "SELECT media_type, size_bytes, personal, stored_at, name FROM stored_file"
                           " WHERE municipality = $1 AND id = $2"};
const db::Query q_find{"files.find",
                       "SELECT media_type, size_bytes, personal, stored_at, name, bytes FROM stored_file"
                       " WHERE municipality = $1 AND id = $2"};
const db::Query q_erase{"files.erase", "DELETE FROM stored_file WHERE municipality = $1 AND id = $2"};

// What is sealed opens only as what it was sealed for: a row put in another's place does not.
std::string bytes_context(const FileId& id) { return "file:" + id.text(); }
std::string name_context(const FileId& id) { return "file_name:" + id.text(); }

std::string opened(const secrets::Vault& vault, bool personal, std::string_view kept, const std::string& context,
                   bool& whole) {
  if (!personal) return std::string(kept);
  auto plain = vault.unseal(kept, context);
  whole = whole && plain.has_value();
  return plain ? std::move(*plain) : std::string();
}

/// Nullopt when the name does not open either.
std::optional<Described> described(const db::Row& row, const secrets::Vault& vault, const FileId& id) {
  bool whole = true;
  Described d;
  d.id = id;
  d.media_type = row.string(0);
  d.size_bytes = row.integer(1);
  d.stored_at = row.instant(3);
  d.name = opened(vault, row.truth(2), row.text(4), name_context(id), whole);
  if (!whole) return std::nullopt;
  return d;
}

}  // namespace

Prepared prepare(const secrets::Vault& vault, const NewFile& file) {
  assert(!file.bytes.empty() && file.bytes.size() <= bytes_max);
  Prepared p;
  p.id = FileId::make();
  p.municipality = file.municipality;
  p.media_type = file.media_type;
  p.size_bytes = static_cast<std::int64_t>(file.bytes.size());
  p.personal = file.personal;
  p.bytes = file.personal ? vault.seal(file.bytes, bytes_context(p.id)) : std::string(file.bytes);
  p.name = file.personal ? vault.seal(file.name, name_context(p.id)) : std::string(file.name);
  return p;
}

FileId store(db::Tx& tx, const Prepared& f, Instant at) {
  tx.run(q_insert, {f.municipality, f.id, f.media_type, f.size_bytes, f.personal ? 1 : 0, at, db::Blob{f.name},
                    db::Blob{f.bytes}});
  return f.id;
}

FileId store(db::Tx& tx, const secrets::Vault& vault, const NewFile& file, Instant at) {
  return store(tx, prepare(vault, file), at);
}

std::optional<Described> describe(db::Session& session, const secrets::Vault& vault,
                                  const MunicipalityCode& municipality, const FileId& id) {
  std::optional<Described> found;
  session.one(q_describe, {municipality, id}, [&](const db::Row& row) { found = described(row, vault, id); });
  return found;
}

std::optional<File> find(db::Session& session, const secrets::Vault& vault, const MunicipalityCode& municipality,
                         const FileId& id) {
  std::optional<File> found;
  session.one(q_find, {municipality, id}, [&](const db::Row& row) {
    bool whole = true;
    auto about = described(row, vault, id);
    std::string bytes = opened(vault, row.truth(2), row.text(5), bytes_context(id), whole);
    if (about && whole) found = File{std::move(*about), std::move(bytes)};
  });
  return found;
}

bool erase(db::Tx& tx, const MunicipalityCode& municipality, const FileId& id) {
  return tx.run(q_erase, {municipality, id}) > 0;
}

}  // namespace gishe::files
