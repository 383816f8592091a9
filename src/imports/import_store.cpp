#include "imports/import_store.h"

#include "base/split.h"
#include "base/text.h"

namespace gishe::imports::store {
namespace {

#define IMPORT_COLUMNS                                                                                       \
  "SELECT id, municipality, state, file_id, mapping, alike, as_new, row_count, made_by, made_at, erase_at, " \
  "undo_until_on FROM people_import "

Import import_of(const db::Row& row) {
  Import i;
  i.id = row.id<ImportId>(0);
  i.municipality = row.municipality(1);
  i.state = row.string(2);
  i.file = row.maybe_id<files::FileId>(3);
  i.mapping = text::split(row.string(4) + ',', ',');  // the last column may be one that is not taken
  i.alike = row.string(5);
  i.as_new = text::split(row.text(6), ',');
  i.rows = row.integer(7);
  i.made_by = row.id<AccountId>(8);
  i.made_at = row.instant(9);
  i.erase_at = row.instant(10);
  i.undo_until = row.maybe_day(11);
  return i;
}

}  // namespace

void insert_import(db::Tx& tx, const Import& i) {
  static const db::Query q{"import.insert",
                           "INSERT INTO people_import (municipality, id, state, file_id, mapping, alike, row_count, "
                           "made_by, made_at, erase_at) VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9)"};
  tx.run(q,
         {i.municipality, i.id, i.file, text::join(i.mapping, ","), i.alike, i.rows, i.made_by, i.made_at, i.erase_at});
}

std::optional<Import> find_import(db::Session& session, const access::Scope& scope, const ImportId& id) {
  static const db::Query q{"import.find", IMPORT_COLUMNS "WHERE municipality = $1 AND id = $2"};
  std::optional<Import> found;
  if (scope.none()) return found;
  session.one(q, {scope.municipality(), id}, [&](const db::Row& row) { found = import_of(row); });
  return found;
}

std::vector<Import> list_imports(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"import.list", IMPORT_COLUMNS "WHERE municipality = $1 ORDER BY made_at DESC, id LIMIT $2"};
  std::vector<Import> list;
  if (scope.none()) return list;
  session.each(q, {scope.municipality(), limit}, [&](const db::Row& row) { list.push_back(import_of(row)); });
  return list;
}

bool change_draft(db::Tx& tx, const Import& i) {
  static const db::Query q{"import.change",
                           "UPDATE people_import SET mapping = $3, alike = $4, as_new = $5 WHERE municipality = $1 AND "
                           "id = $2 AND state = 'draft'"};
  return tx.run(q, {i.municipality, i.id, text::join(i.mapping, ","), i.alike, text::join(i.as_new, ",")}) == 1;
}

bool set_state(db::Tx& tx, const Import& i, std::string_view from, std::string_view to, std::optional<Day> undo_until) {
  static const db::Query q{"import.state",
                           "UPDATE people_import SET state = $4, undo_until_on = $5 WHERE municipality = $1 AND id = "
                           "$2 AND state = $3"};
  return tx.run(q, {i.municipality, i.id, from, to, undo_until}) == 1;
}

void set_file(db::Tx& tx, const Import& i, const std::optional<files::FileId>& file, Instant erase_at) {
  static const db::Query q{"import.file",
                           "UPDATE people_import SET file_id = $3, erase_at = $4 WHERE municipality = $1 AND id = $2"};
  if (i.file) files::erase(tx, i.municipality, *i.file);
  tx.run(q, {i.municipality, i.id, file, erase_at});
}

void delete_draft(db::Tx& tx, const Import& i) {
  static const db::Query q{"import.delete",
                           "DELETE FROM people_import WHERE municipality = $1 AND id = $2 AND state = 'draft'"};
  if (tx.run(q, {i.municipality, i.id}) == 1 && i.file) files::erase(tx, i.municipality, *i.file);
}

std::vector<Import> list_to_erase(db::Session& session, Instant now, int limit) {
  static const db::Query q{"import.to_erase",
                           IMPORT_COLUMNS "WHERE file_id IS NOT NULL AND erase_at <= $1 ORDER BY erase_at LIMIT $2"};
  std::vector<Import> list;
  session.each(q, {now, limit}, [&](const db::Row& row) { list.push_back(import_of(row)); });
  return list;
}

bool has_outcome(db::Session& session, const Import& i, std::int64_t row) {
  static const db::Query q{"import.has_row",
                           "SELECT 1 FROM people_import_row WHERE municipality = $1 AND import_id = $2 AND "
                           "row_number = $3"};
  return session.exists(q, {i.municipality, i.id, row});
}

void insert_outcome(db::Tx& tx, const Import& i, const Outcome& o) {
  static const db::Query q{"import.row",
                           "INSERT INTO people_import_row (municipality, import_id, row_number, outcome, reason, "
                           "field, person_id, person_version) VALUES ($1, $2, $3, $4, $5, $6, $7, COALESCE((SELECT "
                           "version FROM person WHERE municipality = $1 AND id = $7), 0))"};
  tx.run(q, {i.municipality, i.id, o.row, o.outcome, o.reason, o.field, o.person});
}

std::int64_t last_row(db::Session& session, const Import& i) {
  static const db::Query q{"import.last_row",
                           "SELECT COALESCE(max(row_number), 0) FROM people_import_row WHERE municipality = $1 AND "
                           "import_id = $2"};
  return session.count(q, {i.municipality, i.id});
}

std::map<std::string, std::int64_t> count_outcomes(db::Session& session, const Import& i) {
  static const db::Query q{"import.counts",
                           "SELECT outcome, count(*) FROM people_import_row WHERE municipality = $1 AND import_id = $2 "
                           "GROUP BY outcome"};
  std::map<std::string, std::int64_t> counts;
  session.each(q, {i.municipality, i.id}, [&](const db::Row& row) { counts[row.string(0)] = row.integer(1); });
  return counts;
}

std::vector<Outcome> list_outcomes(db::Session& session, const Import& i, std::string_view outcome, int limit) {
  static const db::Query q{"import.rows",
                           "SELECT row_number, outcome, reason, field, person_id, person_version FROM "
                           "people_import_row WHERE municipality = $1 AND import_id = $2 AND outcome = $3 ORDER BY "
                           "row_number LIMIT $4"};
  std::vector<Outcome> list;
  session.each(q, {i.municipality, i.id, outcome, limit}, [&](const db::Row& row) {
    list.push_back(
        {row.integer(0), row.string(1), row.string(2), row.string(3), row.maybe_id<PersonId>(4), row.integer(5)});
  });
  return list;
}

std::optional<Uuid> untouched(db::Session& session, const Import& i, const Outcome& o) {
  static const db::Query q{"import.untouched",
                           "SELECT pseudonym FROM person WHERE municipality = $1 AND id = $2 AND version = $3"};
  std::optional<Uuid> pseudonym;
  if (!o.person) return pseudonym;
  session.one(q, {i.municipality, *o.person, o.person_version}, [&](const db::Row& row) { pseudonym = row.uuid(0); });
  return pseudonym;
}

void mark_undone(db::Tx& tx, const Import& i, const Outcome& o) {
  static const db::Query q{"import.undo_row",
                           "UPDATE people_import_row SET outcome = 'undone', person_id = NULL WHERE municipality = $1 "
                           "AND import_id = $2 AND row_number = $3"};
  tx.run(q, {i.municipality, i.id, o.row});
}

void mark_touched(db::Tx& tx, const Import& i, const Outcome& o) {
  static const db::Query q{"import.touched",
                           "UPDATE people_import_row SET outcome = 'touched' WHERE municipality = $1 AND import_id = "
                           "$2 AND row_number = $3 AND outcome = 'registered'"};
  tx.run(q, {i.municipality, i.id, o.row});
}

}  // namespace gishe::imports::store
