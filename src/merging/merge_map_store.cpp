#include "merging/merge_map.h"

namespace gishe::merging {
namespace {

#define LIST(place) \
  "(SELECT record_id FROM person_merge_moved WHERE municipality = $1 AND merge_id = $2 AND place = '" place "')"
// `town`: the column that holds the person's municipality; `key`: what tells the rows apart.
#define MOVE_BY(table, column, town, key, only)                                                                        \
  Move {                                                                                                               \
    table "." column,                                                                                                  \
        {"merge.note." table "." column,                                                                               \
         "INSERT INTO person_merge_moved (municipality, merge_id, place, record_id) SELECT $1, $2, '" table "." column \
         "', " key " FROM " table " WHERE " town " = $1 AND " column " = $3 AND " column " <> $4" only},               \
        {"merge.move." table "." column, "UPDATE " table " SET " column " = $4 WHERE " town " = $1 AND " column        \
                                         " = $3 AND " key " IN " LIST(table "." column)},                              \
        {"merge.back." table "." column, "UPDATE " table " SET " column " = $3 WHERE " town " = $1 AND " column        \
                                         " = $4 AND " key " IN " LIST(table "." column)},                              \
  }
#define MOVE(table, column) MOVE_BY(table, column, "municipality", "id", "")

const Move all_moves[] = {
    MOVE("application", "person_id"),
    MOVE("referral", "person_id"),
    MOVE_BY("referral_named", "person_id", "municipality", "referral_id", ""),
    MOVE_BY("service_contract", "person_id", "municipality", "referral_id", ""),
    MOVE("case_file", "person_id"),
    MOVE("needs_assessment", "person_id"),
    MOVE("support_plan", "person_id"),
    MOVE_BY("stay", "person_id", "person_municipality", "id", ""),
    MOVE_BY("waiting_entry", "person_id", "from_municipality", "id", ""),
    MOVE("consent", "person_id"),
    MOVE("consent", "given_by"),
    MOVE("representative", "person_id"),
    MOVE("representative", "representative_id"),
    // Her present household, where the kept file has none; old memberships stay as they were.
    MOVE_BY("household_member", "person_id", "municipality", "household_id",
            " AND until_on IS NULL AND NOT EXISTS (SELECT 1 FROM household_member k WHERE k.municipality = $1 AND "
            "k.person_id = $4 AND (k.until_on IS NULL OR k.household_id = household_member.household_id))"),
    MOVE_BY("household", "head_id", "municipality", "id",
            " AND NOT EXISTS (SELECT 1 FROM household_member k WHERE k.municipality = $1 AND k.household_id = "
            "household.id AND k.person_id = $3 AND k.until_on IS NULL)"),
    MOVE("crisis", "person_id"),
    MOVE_BY("crisis_child", "person_id", "municipality", "crisis_id",
            " AND NOT EXISTS (SELECT 1 FROM crisis_child k WHERE k.municipality = $1 AND k.crisis_id = "
            "crisis_child.crisis_id AND k.person_id = $4)"),
    MOVE("commission_case", "person_id"),
    MOVE("emergency_opening", "person_id"),
    MOVE("person_alarm", "person_id"),
    MOVE("person_barring", "person_id"),
    MOVE("person_naming", "person_id"),
    MOVE("person_death", "person_id"),
    // Of two offers that wait, the kept file's stays; where she came from, her new file is the kept one.
    MOVE_BY("person_transfer", "person_id", "municipality", "id",
            " AND (state <> 'offered' OR NOT EXISTS (SELECT 1 FROM person_transfer k WHERE k.municipality = $1 AND "
            "k.person_id = $4 AND k.state = 'offered'))"),
    MOVE_BY("person_transfer", "new_person_id", "to_municipality", "id", ""),
    MOVE("person_restriction", "person_id"),
    MOVE("subject_request", "person_id"),
    MOVE("retention_item", "person_id"),
    // Whose file and who reads it at once: the table holds that a person who reads her own needs no mandate.
    {"own_access.person_id",
     {"merge.note.own_access",
      "INSERT INTO person_merge_moved (municipality, merge_id, place, record_id) SELECT $1, $2, "
      "'own_access.person_id', "
      "id FROM own_access WHERE municipality = $1 AND (person_id = $3 OR holder_id = $3) AND person_id <> $4"},
     {"merge.move.own_access",
      "UPDATE own_access SET person_id = CASE WHEN person_id = $3 THEN $4 ELSE person_id END, holder_id = CASE WHEN "
      "holder_id = $3 THEN $4 ELSE holder_id END WHERE municipality = $1 AND id IN " LIST("own_access.person_id")},
     {"merge.back.own_access",
      "UPDATE own_access SET person_id = CASE WHEN person_id = $4 THEN $3 ELSE person_id END, holder_id = CASE WHEN "
      "holder_id = $4 THEN $3 ELSE holder_id END WHERE municipality = $1 AND id IN " LIST("own_access.person_id")}},
};

#define JOINED(table) \
  "(SELECT account_id FROM person_merge_joined WHERE municipality = $1 AND merge_id = $2 AND place = '" table "')"
#define JOIN_ACCOUNTS(table, columns, only)                                                                         \
  Join {                                                                                                            \
    table,                                                                                                          \
        {"merge.note." table,                                                                                       \
         "INSERT INTO person_merge_joined (municipality, merge_id, place, account_id, word) SELECT $1, $2, '" table \
         "', t.account_id, '' FROM " table " t WHERE t.municipality = $1 AND t.person_id = $3" only                 \
         " AND NOT EXISTS (SELECT 1 FROM " table                                                                    \
         " k WHERE k.municipality = $1 AND k.person_id = $4 AND k.account_id = t.account_id)"},                     \
        {"merge.join." table, "INSERT INTO " table " (municipality, person_id, account_id, " columns                \
                              ") SELECT municipality, $4, account_id, " columns " FROM " table                      \
                              " WHERE municipality = $1 AND person_id = $3 AND account_id IN " JOINED(table)},      \
        {"merge.part." table,                                                                                       \
         "DELETE FROM " table                                                                                       \
         " WHERE municipality = $1 AND person_id = $4 AND person_id <> $3 AND account_id IN " JOINED(table)},       \
  }
// The file that goes is as closed as the kept one: who may not know of this learns nothing by the old address.
#define JOIN_BACK(table, columns)                                                                                    \
  Join {                                                                                                             \
    table ".back",                                                                                                   \
        {"merge.note_back." table,                                                                                   \
         "INSERT INTO person_merge_joined (municipality, merge_id, place, account_id, word) SELECT $1, $2, '" table  \
         ".back', t.account_id, '' FROM " table                                                                      \
         " t WHERE t.municipality = $1 AND t.person_id = $4 AND NOT EXISTS (SELECT 1 FROM " table                    \
         " k WHERE k.municipality = $1 AND k.person_id = $3 AND k.account_id = t.account_id)"},                      \
        {"merge.join_back." table,                                                                                   \
         "INSERT INTO " table " (municipality, person_id, account_id, " columns                                      \
         ") SELECT municipality, $3, account_id, " columns " FROM " table                                            \
         " WHERE municipality = $1 AND person_id = $4 AND account_id IN " JOINED(table ".back")},                    \
        {"merge.part_back." table, "DELETE FROM " table                                                              \
                                   " WHERE municipality = $1 AND person_id = $3 AND person_id <> $4 AND account_id " \
                                   "IN " JOINED(table ".back")},                                                     \
  }
#define JOINED_WORDS \
  "(SELECT word FROM person_merge_joined WHERE municipality = $1 AND merge_id = $2 AND place = 'person_name_key')"

const Join all_joins[] = {
    JOIN_ACCOUNTS("person_team", "from_on, until_on", " AND t.until_on IS NULL"),
    JOIN_ACCOUNTS("person_barred", "reason, barred_at", ""),
    JOIN_ACCOUNTS("person_named", "named_at", ""),
    JOIN_BACK("person_barred", "reason, barred_at"),
    JOIN_BACK("person_named", "named_at"),
    {"person_name_key",
     {"merge.note.person_name_key",
      "INSERT INTO person_merge_joined (municipality, merge_id, place, account_id, word) SELECT $1, $2, "
      "'person_name_key', $3, t.token FROM person_name_key t WHERE t.municipality = $1 AND t.person_id = $3 AND NOT "
      "EXISTS (SELECT 1 FROM person_name_key k WHERE k.municipality = $1 AND k.person_id = $4 AND k.token = t.token)"},
     {"merge.join.person_name_key",
      "INSERT INTO person_name_key (municipality, token, person_id) SELECT municipality, token, $4 FROM "
      "person_name_key "
      "WHERE municipality = $1 AND person_id = $3 AND token IN " JOINED_WORDS},
     {"merge.part.person_name_key",
      "DELETE FROM person_name_key WHERE municipality = $1 AND person_id = $4 AND person_id <> $3 AND token "
      "IN " JOINED_WORDS}},
};

const Stays all_staying[] = {
    {"own_access.holder_id", "goes over together with own_access.person_id"},
    {"person_identifier.person_id", "sealed for that file; looking for the number leads to the kept one"},
    {"person_name_key.person_id", "joined; its own are seen by nobody"},
    {"person_team.person_id", "joined"},
    {"person_named.person_id", "joined"},
    {"person_barred.person_id", "joined"},
    {"relationship.from_id", "no act writes it"},
    {"relationship.to_id", "no act writes it"},
    {"people_import_row.person_id", "whose row of a table it was; who was merged is no longer untouched"},
    {"person_merge.kept_id", "what this is about"},
    {"person_merge.gone_id", "what this is about"},
};

}  // namespace

std::span<const Move> moves() { return all_moves; }
std::span<const Join> joins() { return all_joins; }
std::span<const Stays> staying() { return all_staying; }

}  // namespace gishe::merging
