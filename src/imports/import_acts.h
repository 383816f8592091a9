#pragma once
#include "imports/import_store.h"

/// The verbs: take a table, choose, register, undo. The last two work for some seconds at a time and go on where they
/// stood: what is done stands in people_import_row, so nothing is done twice.
namespace gishe::imports {

inline constexpr int file_hours = 24;

Result<ImportId> take_table(Office& office, const Actor& actor, std::string_view bytes, std::string_view once_key);
Result<Done> choose_columns(Office& office, const Actor& actor, const ImportId& id, const Mapping& mapping);
/// `shown`: the rows whose boxes stood on the page; `as_new`: those that were ticked. `alike` for all the others.
Result<Done> choose_alike(Office& office, const Actor& actor, const ImportId& id, std::string_view alike,
                          const std::vector<std::string>& shown, const std::vector<std::string>& as_new);
Result<Done> drop_draft(Office& office, const Actor& actor, const ImportId& id);

struct Looked {
  Import import;
  table::Table table;  // empty when the file is gone
  std::vector<Described> rows;
  const char* rule = "";
};
/// The import without its table.
Result<Import> find(Office& office, const Actor& actor, const ImportId& id);
/// With its table, for the preview; leaves a ledger line.
Result<Looked> look(Office& office, const Actor& actor, const ImportId& id);

/// Registers what comes next; `words` are those of the list of rows left out.
Result<Done> go_on(Office& office, const Actor& actor, const ImportId& id, const words::Words& words);
Result<Done> undo(Office& office, const Actor& actor, const ImportId& id);
/// The rows that were left out, as CSV; leaves a ledger line. not_found when its day is over.
Result<std::string> left_out(Office& office, const Actor& actor, const ImportId& id);
/// The rows left out are more than a stored file holds, so there is no such table, though its day is not over.
bool rest_was_too_long(const Import& import, std::int64_t left_out, Instant now);

}  // namespace gishe::imports
