#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "imports/mapping.h"
#include "platform/files/files.h"

/// One import and what became of its rows: all SQL.
namespace gishe::imports {

using ImportId = Id<struct ImportKind>;

struct Import {
  ImportId id;
  MunicipalityCode municipality;
  std::string state = "draft";
  std::optional<files::FileId> file;
  Mapping mapping;
  std::string alike = "leave";
  std::vector<std::string> as_new;  // row numbers
  std::int64_t rows = 0;
  AccountId made_by;
  Instant made_at, erase_at;
  std::optional<Day> undo_until;
};
struct Outcome {
  std::int64_t row = 0;
  std::string outcome, reason, field;
  std::optional<PersonId> person;
  std::int64_t person_version = 0;
};

namespace store {

void insert_import(db::Tx& tx, const Import& import);
/// Nullopt: absent, or of another municipality.
std::optional<Import> find_import(db::Session& session, const access::Scope& scope, const ImportId& id);
std::vector<Import> list_imports(db::Session& session, const access::Scope& scope, int limit);
/// What was chosen; false when it is no draft any more.
bool change_draft(db::Tx& tx, const Import& import);
/// False when it was not in that state.
bool set_state(db::Tx& tx, const Import& import, std::string_view from, std::string_view to,
               std::optional<Day> undo_until);
void set_file(db::Tx& tx, const Import& import, const std::optional<files::FileId>& file, Instant erase_at);
void delete_draft(db::Tx& tx, const Import& import);
/// Of every municipality, for the job.
std::vector<Import> list_to_erase(db::Session& session, Instant now, int limit);

bool has_outcome(db::Session& session, const Import& import, std::int64_t row);
void insert_outcome(db::Tx& tx, const Import& import, const Outcome& outcome);
std::int64_t last_row(db::Session& session, const Import& import);
std::map<std::string, std::int64_t> count_outcomes(db::Session& session, const Import& import);
std::vector<Outcome> list_outcomes(db::Session& session, const Import& import, std::string_view outcome, int limit);

/// Nobody changed the file since.
std::optional<Uuid> untouched(db::Session& session, const Import& import, const Outcome& row);
/// The row names nobody any more.
void mark_undone(db::Tx& tx, const Import& import, const Outcome& row);
void mark_touched(db::Tx& tx, const Import& import, const Outcome& row);

}  // namespace store
}  // namespace gishe::imports
