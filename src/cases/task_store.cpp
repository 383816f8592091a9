#include "cases/task.h"
#include "cases/visible.h"

namespace gishe::cases::store {
namespace {

#define TASK_COLUMNS                                                                                \
  "SELECT t.id, t.case_id, t.kind, t.words, t.account_id, t.responsible_words, t.due_on, t.state, " \
  "t.conference_id, t.referral_id, t.made_at"
const db::Query q_insert{
    "case_task.insert",
    "INSERT INTO case_task (municipality, id, case_id, kind, words, account_id, responsible_words, "
    "due_on, state, conference_id, referral_id, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
    "'open', $9, $10, $11)"};
const db::Query q_find{"case_task.find",
                       TASK_COLUMNS " FROM case_task t WHERE t.municipality = $1 AND t.case_id = $2 AND t.id = $3"};
const db::Query q_list GISHE_INDEXED("case_task.list", TASK_COLUMNS " FROM case_task t", "case_task_of_case",
                                     "WHERE t.municipality = $1 AND t.case_id = $2 ORDER BY CASE t.state WHEN 'open' "
                                     "THEN 0 ELSE 1 END, t.due_on, t.id LIMIT 100");
const db::Query q_has_open GISHE_INDEXED("case_task.has_open", "SELECT 1 FROM case_task", "case_task_of_case",
                                         "WHERE municipality = $1 AND case_id = $2 AND kind = $3 AND state = 'open'");
const db::Query q_mine GISHE_INDEXED(
    "case_task.mine", TASK_COLUMNS ", c.number FROM case_task t", "case_task_mine",
    "JOIN case_file c ON c.municipality = t.municipality AND c.id = t.case_id JOIN person p ON p.municipality = "
    "c.municipality AND p.id = c.person_id WHERE t.municipality = $1 AND t.account_id = $3 AND t.state = 'open' "
    "AND" CASE_VISIBLE "ORDER BY t.due_on, t.id LIMIT $5");
const db::Query q_end{
    "case_task.end",
    "UPDATE case_task SET state = $4, ended_by = $5, ended_at = $6 WHERE municipality = $1 AND case_id "
    "= $2 AND id = $3 AND state = 'open'"};
const db::Query q_end_kind GISHE_INDEXED("case_task.end_kind", "UPDATE case_task", "case_task_of_case",
                                         "SET state = 'done', ended_by = $4, ended_at = $5 WHERE municipality = $1 AND "
                                         "case_id = $2 AND kind = $3 AND state = 'open'");
const db::Query q_move_all
    GISHE_INDEXED("case_task.move_all", "UPDATE case_task", "case_task_of_case",
                  "SET account_id = $4 WHERE municipality = $1 AND case_id = $2 AND account_id = "
                  "$3 AND state = 'open'");
const db::Query q_move{"case_task.move",
                       "UPDATE case_task SET account_id = $4 WHERE municipality = $1 AND case_id = $2 AND id = $3 AND "
                       "state = 'open'"};
const db::Query q_drop GISHE_INDEXED("case_task.drop", "UPDATE case_task", "case_task_of_case",
                                     "SET state = 'dropped', ended_by = $3, ended_at = $4 WHERE municipality = $1 AND "
                                     "case_id = $2 AND state = 'open'");

Task task_of(const db::Row& row) {
  Task t;
  t.id = row.id<CaseTaskId>(0);
  t.of = row.id<CaseId>(1);
  t.kind = row.string(2);
  t.words = row.string(3);
  if (!row.null(4)) t.account = row.id<AccountId>(4);
  t.responsible = row.string(5);
  t.due_on = row.day(6);
  t.state = row.string(7);
  t.conference = row.maybe_id<ConferenceId>(8);
  t.referral = row.maybe_id<ReferralId>(9);
  t.made_at = row.instant(10);
  return t;
}

std::optional<AccountId> or_nobody(const AccountId& id) { return id.is_nil() ? std::nullopt : std::optional(id); }

}  // namespace

void insert_task(db::Tx& tx, const MunicipalityCode& municipality, const Task& t, Instant now) {
  tx.run(q_insert, {municipality, t.id, t.of, t.kind, t.words, or_nobody(t.account), t.responsible, t.due_on,
                    t.conference, t.referral, now});
}

bool has_open_task(db::Session& session, const CaseFile& file, std::string_view kind) {
  return session.exists(q_has_open, {file.municipality, file.id, kind});
}

std::optional<Task> find_task(db::Session& session, const CaseFile& file, const CaseTaskId& id) {
  std::optional<Task> found;
  session.one(q_find, {file.municipality, file.id, id}, [&](const db::Row& row) { found = task_of(row); });
  return found;
}

std::vector<Task> list_tasks(db::Session& session, const CaseFile& file) {
  std::vector<Task> list;
  session.each(q_list, {file.municipality, file.id}, [&](const db::Row& row) { list.push_back(task_of(row)); });
  return list;
}

std::vector<Task> list_my_tasks(db::Session& session, const access::Scope& scope, int limit) {
  std::vector<Task> list;
  session.each(q_mine, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), limit},
               [&](const db::Row& row) {
                 list.push_back(task_of(row));
                 list.back().case_number = row.string(11);
               });
  return list;
}

bool end_task(db::Tx& tx, const CaseFile& file, const CaseTaskId& id, std::string_view state, const AccountId& by,
              Instant now) {
  return tx.run(q_end, {file.municipality, file.id, id, state, by, now}) == 1;
}

bool end_tasks_of_kind(db::Tx& tx, const CaseFile& file, std::string_view kind, const AccountId& by, Instant now) {
  return tx.run(q_end_kind, {file.municipality, file.id, kind, by, now}) > 0;
}

std::int64_t move_tasks(db::Tx& tx, const CaseFile& file, const AccountId& from, const AccountId& to) {
  return tx.run(q_move_all, {file.municipality, file.id, from, to});
}

bool move_task(db::Tx& tx, const CaseFile& file, const CaseTaskId& id, const AccountId& to) {
  return tx.run(q_move, {file.municipality, file.id, id, to}) == 1;
}

void drop_open_tasks(db::Tx& tx, const CaseFile& file, const AccountId& by, Instant now) {
  tx.run(q_drop, {file.municipality, file.id, or_nobody(by), now});
}

}  // namespace gishe::cases::store
