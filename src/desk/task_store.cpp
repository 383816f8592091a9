#include "desk/task.h"
#include "desk/visible.h"

namespace gishe::desk {
namespace {

#define TASK_COLUMNS                                                                                          \
  "SELECT t.id, t.municipality, t.kind, t.application_id, t.line_id, t.referral_id, t.reason, t.sensitivity," \
  " t.made_at, t.due_on, t.state, a.number, l.need_code FROM task t"
#define TASK_JOINED                                                                                                  \
  " JOIN application a ON a.municipality = t.municipality AND a.id = t.application_id"                               \
  " LEFT JOIN application_line l ON l.municipality = t.municipality AND l.id = t.line_id WHERE t.municipality = $1 " \
  "AND"
#define TASK_FROM TASK_COLUMNS TASK_JOINED

const db::Query q_insert{"task.insert",
                         "INSERT INTO task (municipality, id, kind, application_id, line_id, referral_id, reason,"
                         " sensitivity, made_at, due_on, state) VALUES"
                         " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')"};
const db::Query q_find{"task.find", TASK_FROM DESK_VISIBLE "AND t.id = $5"};
const db::Query q_open{"task.open", TASK_FROM DESK_VISIBLE "AND t.state = 'open' ORDER BY t.due_on, t.id LIMIT $5"};
const db::Query q_open_after{"task.open_after", TASK_FROM DESK_VISIBLE
                             "AND t.state = 'open' AND t.due_on >= $6 AND (t.due_on > $6 OR t.id > $7)"
                             " ORDER BY t.due_on, t.id LIMIT $5"};
// The order by id would tempt SQLite to walk the primary key, which is every task of the municipality.
const db::Query q_of GISHE_INDEXED("task.of_application", TASK_COLUMNS, "task_of_application",
                                   TASK_JOINED DESK_VISIBLE "AND t.application_id = $5 ORDER BY t.id DESC LIMIT 50");
const db::Query q_finish{"task.finish",
                         "UPDATE task SET state = 'done', done_at = $3, done_by = $4"
                         " WHERE municipality = $1 AND id = $2 AND state = 'open'"};
const db::Query q_finish_line GISHE_INDEXED("task.finish_of_line", "UPDATE task", "task_of_application",
                                            "SET state = 'done', done_at = $5, done_by = $6 WHERE municipality = $1"
                                            " AND application_id = $2 AND line_id = $3 AND ($4 = '' OR kind = $4)"
                                            " AND state = 'open'");
const db::Query q_finish_application GISHE_INDEXED("task.finish_of_application", "UPDATE task", "task_of_application",
                                                   "SET state = 'done', done_at = $4, done_by = $5"
                                                   " WHERE municipality = $1 AND application_id = $2 AND kind = $3"
                                                   " AND state = 'open'");

Task task_from(const db::Row& row) {
  Task t;
  t.id = row.id<TaskId>(0);
  t.municipality = row.municipality(1);
  t.kind = row.string(2);
  t.application = row.id<ApplicationId>(3);
  t.line = row.maybe_id<ApplicationLineId>(4);
  t.referral = row.maybe_id<ReferralId>(5);
  t.reason = row.string(6);
  t.sensitivity = static_cast<Sensitivity>(row.integer(7));
  t.made_at = row.instant(8);
  t.due_on = row.day(9);
  t.done = row.text(10) == "done";
  t.number = row.string(11);
  t.need = row.string(12);
  return t;
}

/// Nobody did it: an answer settled it.
std::optional<AccountId> by_whom(const AccountId& by) {
  if (by.is_nil()) return std::nullopt;
  return by;
}

}  // namespace

bool is_answer(std::string_view task_kind) { return task_kind != "collect_papers" && task_kind != "ask_follow_up"; }

void insert_task(db::Tx& tx, const Task& t) {
  tx.run(q_insert, {t.municipality, t.id, t.kind, t.application, t.line, t.referral, t.reason,
                    static_cast<int>(t.sensitivity), t.made_at, t.due_on});
}

std::optional<Task> find_task(db::Session& session, const access::Scope& scope, const TaskId& id) {
  std::optional<Task> found;
  session.one(q_find, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), id},
              [&](const db::Row& row) { found = task_from(row); });
  return found;
}

std::vector<Task> list_open_tasks(db::Session& session, const access::Scope& scope, int limit,
                                  const std::optional<AfterTask>& after) {
  std::vector<Task> tasks;
  const MunicipalityCode& home = bound_municipality(scope);
  const int level = bound_level(scope), team = team_only(scope);
  const auto take = [&](const db::Row& row) { tasks.push_back(task_from(row)); };
  if (after) {
    session.each(q_open_after, {home, level, scope.account(), team, limit, after->due_on, after->id}, take);
  } else {
    session.each(q_open, {home, level, scope.account(), team, limit}, take);
  }
  return tasks;
}

std::vector<Task> list_tasks_of(db::Session& session, const access::Scope& scope, const ApplicationId& application) {
  std::vector<Task> tasks;
  session.each(q_of, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), application},
               [&](const db::Row& row) { tasks.push_back(task_from(row)); });
  return tasks;
}

bool finish_task(db::Tx& tx, const Task& task, Instant at, const AccountId& by) {
  return tx.run(q_finish, {task.municipality, task.id, at, by_whom(by)}) == 1;
}

void finish_tasks_of_line(db::Tx& tx, const Application& application, const ApplicationLineId& line,
                          std::string_view kind, Instant at, const AccountId& by) {
  tx.run(q_finish_line, {application.municipality, application.id, line, kind, at, by_whom(by)});
}

void finish_tasks_of_application(db::Tx& tx, const Application& application, std::string_view kind, Instant at,
                                 const AccountId& by) {
  tx.run(q_finish_application, {application.municipality, application.id, kind, at, by_whom(by)});
}

}  // namespace gishe::desk
