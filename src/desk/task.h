#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "desk/application.h"
#include "platform/access/access.h"
#include "platform/db/db.h"

/// A next step for somebody at the desk, one click from done.
namespace gishe::desk {

/// An answer that came in from a provider: next_option, answer_question or tell_person; the other kinds are
/// collect_papers and ask_follow_up. Locale "task.KIND".
bool is_answer(std::string_view task_kind);

struct Task {
  TaskId id;
  MunicipalityCode municipality;
  std::string kind;
  ApplicationId application;
  std::optional<ApplicationLineId> line;
  std::optional<ReferralId> referral;
  std::string reason;  // a code: why ("declined:no_capacity", "accepted"); locale "task.reason.…" by its first part
  Sensitivity sensitivity = Sensitivity::personal;
  Instant made_at;
  Day due_on;
  bool done = false;
  std::string number, need;  // of the application and line, for lists
};

void insert_task(db::Tx& tx, const Task& task);
std::optional<Task> find_task(db::Session& session, const access::Scope& scope, const TaskId& id);
/// Open tasks, due first; those behind `after` in that order.
struct AfterTask {
  Day due_on;
  TaskId id;
};
std::vector<Task> list_open_tasks(db::Session& session, const access::Scope& scope, int limit,
                                  const std::optional<AfterTask>& after = std::nullopt);
std::vector<Task> list_tasks_of(db::Session& session, const access::Scope& scope, const ApplicationId& application);
/// False when it was done already.
bool finish_task(db::Tx& tx, const Task& task, Instant at, const AccountId& by);
/// What a new answer or a step of the officer settles: open tasks of this line of that kind (empty: of any kind).
void finish_tasks_of_line(db::Tx& tx, const Application& application, const ApplicationLineId& line,
                          std::string_view kind, Instant at, const AccountId& by);
void finish_tasks_of_application(db::Tx& tx, const Application& application, std::string_view kind, Instant at,
                                 const AccountId& by);

}  // namespace gishe::desk
