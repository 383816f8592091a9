#include "merging/merge_store.h"

#include <array>

#include "platform/access/seen.h"

namespace gishe::merging::store {
namespace {

// $1 municipality, $2 highest level, $3 account: both files exist for these eyes, also after the merge was undone.
#define MERGE_COLUMNS                                                                                          \
  "SELECT m.id, m.municipality, m.kept_id, m.gone_id, m.gone_state, m.reason, m.merged_by, m.merged_at, "      \
  "m.undo_until_on, m.undone_at, m.undo_reason, m.gone_sensitivity FROM person_merge m JOIN person p ON "      \
  "p.municipality = m.municipality AND p.id = m.kept_id JOIN person g ON g.municipality = m.municipality AND " \
  "g.id = m.gone_id WHERE m.municipality = $1 AND" GISHE_FILE_SEEN("p") "AND" GISHE_FILE_SEEN("g")

Merge merge_of(const db::Row& row) {
  Merge m;
  m.id = row.id<MergeId>(0);
  m.municipality = row.municipality(1);
  m.kept = row.id<PersonId>(2);
  m.gone = row.id<PersonId>(3);
  m.gone_state = row.string(4);
  m.reason = row.string(5);
  m.by = row.id<AccountId>(6);
  m.at = row.instant(7);
  m.undo_until = row.day(8);
  m.undone_at = row.maybe_instant(9);
  m.undo_reason = row.string(10);
  m.gone_sensitivity = static_cast<int>(row.integer(11));
  return m;
}

constexpr std::array<const char*, 12> columns{"given_name", "middle_name",    "family_name",  "sex",
                                              "born_on",    "born_precision", "settlement",   "address",
                                              "phone",      "email",          "contact_rule", "target_groups"};

}  // namespace

std::vector<Merge> list_merges(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"merge.list", MERGE_COLUMNS "ORDER BY m.merged_at DESC, m.id LIMIT $4"};
  std::vector<Merge> list;
  if (scope.none()) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(merge_of(row)); });
  return list;
}

std::optional<Merge> find_merge(db::Session& session, const access::Scope& scope, const MergeId& id) {
  static const db::Query q{"merge.find", MERGE_COLUMNS "AND m.id = $4"};
  std::optional<Merge> found;
  if (scope.none()) return found;
  session.one(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), id},
              [&](const db::Row& row) { found = merge_of(row); });
  return found;
}

void insert_merge(db::Tx& tx, const Merge& m) {
  static const db::Query q{
      "merge.insert",
      "INSERT INTO person_merge (municipality, id, kept_id, gone_id, gone_state, reason, merged_by, "
      "merged_at, undo_until_on, gone_sensitivity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
  tx.run(q,
         {m.municipality, m.id, m.kept, m.gone, m.gone_state, m.reason, m.by, m.at, m.undo_until, m.gone_sensitivity});
}

void close_merge(db::Tx& tx, const Merge& m, const AccountId& by, Instant at, std::string_view reason) {
  static const db::Query q{
      "merge.close",
      "UPDATE person_merge SET undone_by = $3, undone_at = $4, undo_reason = $5 WHERE municipality "
      "= $1 AND id = $2 AND undone_at IS NULL"};
  tx.run(q, {m.municipality, m.id, by, at, reason});
}

std::optional<Level> find_level(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"merge.level",
                           "SELECT sensitivity, pseudonym, state FROM person WHERE municipality = $1 AND id = $2"};
  std::optional<Level> found;
  session.one(q, {municipality, person},
              [&](const db::Row& row) { found = Level{static_cast<int>(row.integer(0)), row.uuid(1), row.string(2)}; });
  return found;
}

bool speaks_for(db::Session& session, const MunicipalityCode& municipality, const PersonId& one,
                const PersonId& other) {
  static const db::Query q{"merge.speaks_for",
                           "SELECT count(*) FROM representative WHERE municipality = $1 AND ((person_id = $2 AND "
                           "representative_id = $3) OR (person_id = $3 AND representative_id = $2))"};
  return session.count(q, {municipality, one, other}) > 0;
}

bool is_restricted(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"merge.restricted",
                           "SELECT count(*) FROM person_restriction WHERE municipality = $1 AND person_id = $2 AND "
                           "lifted_at IS NULL"};
  return session.count(q, {municipality, person}) > 0;
}

Columns read_columns(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"merge.columns",
                           "SELECT given_name, middle_name, family_name, sex, COALESCE(born_on, ''), born_precision, "
                           "settlement, address, phone, email, contact_rule, target_groups FROM person WHERE "
                           "municipality = $1 AND id = $2"};
  Columns read;
  session.one(q, {municipality, person}, [&](const db::Row& row) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      read.values.emplace_back(columns[i], row.string(static_cast<int>(i)));
  });
  return read;
}

bool write_columns(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const Columns& c,
                   std::int64_t version, Instant at) {
  static const db::Query q{
      "merge.write_columns",
      "UPDATE person SET given_name = $4, middle_name = $5, family_name = $6, sex = $7, born_on = $8, born_precision = "
      "$9, settlement = $10, address = $11, phone = $12, email = $13, contact_rule = $14, target_groups = $15, "
      "changed_at = $3, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $16"};
  const auto v = [&](std::size_t i) -> const std::string& { return c.values.at(i).second; };
  const auto born = v(4).empty() ? std::nullopt : std::optional<std::string>(v(4));
  return tx.run(q, {municipality, person, at, v(0), v(1), v(2), v(3), born, v(5), v(6), v(7), v(8), v(9), v(10), v(11),
                    version}) == 1;
}

void note_field(db::Tx& tx, const Merge& m, std::string_view field, std::string_view before, std::string_view after) {
  static const db::Query q{"merge.note_field",
                           "INSERT INTO person_merge_field (municipality, merge_id, field, before_words, after_words) "
                           "VALUES ($1, $2, $3, $4, $5)"};
  tx.run(q, {m.municipality, m.id, field, before, after});
}

std::vector<Field> list_fields(db::Session& session, const Merge& m) {
  static const db::Query q{
      "merge.fields",
      "SELECT field, before_words, after_words FROM person_merge_field WHERE municipality = $1 AND "
      "merge_id = $2 ORDER BY field"};
  std::vector<Field> list;
  session.each(q, {m.municipality, m.id},
               [&](const db::Row& row) { list.push_back({row.string(0), row.string(1), row.string(2)}); });
  return list;
}

void set_merged(db::Tx& tx, const Merge& m, Instant at) {
  static const db::Query q{
      "merge.set_merged",
      "UPDATE person SET state = 'merged', merged_into = $3, changed_at = $4, version = version + 1, "
      "sensitivity = (SELECT k.sensitivity FROM person k WHERE k.municipality = $1 AND k.id = $3) "
      "WHERE municipality = $1 AND id = $2"};
  tx.run(q, {m.municipality, m.gone, m.kept, at});
}

void set_apart(db::Tx& tx, const Merge& m, Instant at) {
  static const db::Query q{
      "merge.set_apart",
      "UPDATE person SET state = $3, merged_into = NULL, changed_at = $4, sensitivity = $5, version = "
      "version + 1 WHERE municipality = $1 AND id = $2"};
  tx.run(q, {m.municipality, m.gone, m.gone_state, at, m.gone_sensitivity});
}

}  // namespace gishe::merging::store
