#pragma once
#include <optional>
#include <string>
#include <vector>

#include "people/people.h"

/// One merge and what it changed. Reading takes a Scope and joins the kept person.
namespace gishe::merging {

using MergeId = Id<struct PersonMergeKind>;

struct Merge {
  MergeId id;
  MunicipalityCode municipality;
  PersonId kept, gone;
  std::string gone_state;
  int gone_sensitivity = 2;
  std::string reason;
  AccountId by;
  Instant at;
  Day undo_until;
  std::optional<Instant> undone_at;
  std::string undo_reason;
};

/// The columns of a file that can be chosen one by one, as text.
struct Columns {
  std::vector<std::pair<std::string, std::string>> values;
};

namespace store {

std::vector<Merge> list_merges(db::Session& session, const access::Scope& scope, int limit);
std::optional<Merge> find_merge(db::Session& session, const access::Scope& scope, const MergeId& id);
void insert_merge(db::Tx& tx, const Merge& merge);
void close_merge(db::Tx& tx, const Merge& merge, const AccountId& by, Instant at, std::string_view reason);

struct Level {
  int sensitivity = 0;
  Uuid pseudonym;
  std::string state;
};
std::optional<Level> find_level(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
bool speaks_for(db::Session& session, const MunicipalityCode& municipality, const PersonId& one, const PersonId& other);
bool is_restricted(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);

Columns read_columns(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// Writes the columns; false when the file changed since `version`.
bool write_columns(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const Columns& columns,
                   std::int64_t version, Instant at);
void note_field(db::Tx& tx, const Merge& merge, std::string_view field, std::string_view before,
                std::string_view after);
struct Field {
  std::string field, before, after;
};
std::vector<Field> list_fields(db::Session& session, const Merge& merge);

/// The other file answers by the kept one from now on; or again for itself.
void set_merged(db::Tx& tx, const Merge& merge, Instant at);
void set_apart(db::Tx& tx, const Merge& merge, Instant at);

}  // namespace store
}  // namespace gishe::merging
