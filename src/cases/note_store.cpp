#include "cases/note.h"

namespace gishe::cases::store {
namespace {

// $3 the reader, $4 1: what may not be read is listed too, $5 highest level of notes for the team, $6 of any note.
#define READABLE                                                                                                  \
  "(n.level <= $6 AND (n.author_id = $3 OR (n.audience = 'team' AND n.level <= $5) OR (n.audience = 'named' AND " \
  "EXISTS (SELECT 1 FROM case_note_reader r WHERE r.municipality = n.municipality AND r.note_id = n.id AND "      \
  "r.account_id = $3))))"
const db::Query q_notes GISHE_INDEXED(
    "case_note.list",
    "SELECT n.id, n.kind, n.level, n.audience, n.conclusion, n.about_on, n.author_id, n.by_partner, n.written_at, CASE "
    "WHEN " READABLE " THEN 1 ELSE 0 END, CASE WHEN " READABLE " THEN n.words ELSE '' END FROM case_note n",
    "case_note_of_case",
    "WHERE n.municipality = $1 AND n.case_id = $2 AND ($4 = 1 OR " READABLE
    ") ORDER BY n.about_on DESC, n.written_at DESC, n.id DESC LIMIT 100");
const db::Query q_insert{
    "case_note.insert",
    "INSERT INTO case_note (municipality, id, case_id, kind, level, audience, words, conclusion, "
    "about_on, author_id, by_partner, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
    "$11, $12)"};
const db::Query q_reader{"case_note.insert_reader",
                         "INSERT INTO case_note_reader (municipality, note_id, account_id) VALUES ($1, $2, $3)"};
const db::Query q_insert_log{"service_log.insert",
                             "INSERT INTO service_log (municipality, id, case_id, action_id, words, done_on, unit, "
                             "amount, by_id, logged_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_log GISHE_INDEXED(
    "service_log.list",
    "SELECT id, action_id, CASE WHEN $5 = 1 THEN words ELSE '' END, done_on, unit, amount, by_id FROM service_log",
    "service_log_of_case",
    "WHERE municipality = $1 AND case_id = $2 AND ($3 = 0 OR by_id = $4) ORDER BY done_on "
    "DESC, id DESC LIMIT 100");
const db::Query q_sum GISHE_INDEXED("service_log.sum",
                                    "SELECT substr(done_on, 1, 7), unit, CAST(sum(amount) AS BIGINT) FROM service_log",
                                    "service_log_of_case",
                                    "WHERE municipality = $1 AND case_id = $2 AND ($3 = 0 OR by_id = $4) GROUP BY "
                                    "substr(done_on, 1, 7), unit ORDER BY 1 DESC, 2 LIMIT 100");

}  // namespace

void insert_note(db::Tx& tx, const CaseFile& file, const Note& n, const std::vector<AccountId>& readers) {
  tx.run(q_insert, {file.municipality, n.id, file.id, n.kind, n.level, n.audience, n.words, n.conclusion, n.about_on,
                    n.author, n.by_partner ? 1 : 0, n.written_at});
  for (const AccountId& reader : readers) tx.run(q_reader, {file.municipality, n.id, reader});
}

std::vector<Note> list_notes(db::Session& session, const CaseFile& file, const AccountId& reader, bool exists,
                             int team_level, int level_max) {
  std::vector<Note> list;
  session.each(q_notes, {file.municipality, file.id, reader, exists ? 1 : 0, team_level, level_max},
               [&](const db::Row& row) {
                 Note n;
                 n.id = row.id<CaseNoteId>(0);
                 n.kind = row.string(1);
                 n.level = static_cast<int>(row.integer(2));
                 n.audience = row.string(3);
                 n.conclusion = row.string(4);
                 n.about_on = row.day(5);
                 n.author = row.id<AccountId>(6);
                 n.by_partner = row.truth(7);
                 n.written_at = row.instant(8);
                 n.readable = row.truth(9);
                 n.words = row.string(10);
                 list.push_back(std::move(n));
               });
  return list;
}

void insert_log(db::Tx& tx, const CaseFile& file, const LogLine& l, Instant now) {
  tx.run(q_insert_log, {file.municipality, l.id, file.id, l.action, l.words, l.done_on, l.unit, l.amount, l.by, now});
}

std::vector<LogLine> list_log(db::Session& session, const CaseFile& file, const AccountId& by, bool whole) {
  std::vector<LogLine> list;
  session.each(q_log, {file.municipality, file.id, by.is_nil() ? 0 : 1, by, whole ? 1 : 0}, [&](const db::Row& row) {
    list.push_back({row.uuid(0), row.maybe_id<GoalActionId>(1), row.string(2), row.day(3), row.string(4),
                    row.integer(5), row.id<AccountId>(6)});
  });
  return list;
}

std::vector<MonthSum> sum_log(db::Session& session, const CaseFile& file, const AccountId& by) {
  std::vector<MonthSum> list;
  session.each(q_sum, {file.municipality, file.id, by.is_nil() ? 0 : 1, by},
               [&](const db::Row& row) { list.push_back({row.string(0), row.string(1), row.integer(2)}); });
  return list;
}

}  // namespace gishe::cases::store
