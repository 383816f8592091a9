#pragma once
#include <vector>

#include "cases/case_file.h"
#include "platform/db/db.h"

/// Something that must be done on a case, with somebody who does it and a day.
namespace gishe::cases {

struct Task {
  CaseTaskId id;
  CaseId of;
  /// own, decision, referral_outcome, assess, approved, partner_note, readmission; locale "cases.task.KIND"
  std::string kind;
  std::string words;  // may be empty where the kind says all
  AccountId account;  // nil: somebody without an account, then responsible says who
  std::string responsible;
  Day due_on;
  std::string state = "open";  // open, done, dropped
  std::optional<ConferenceId> conference;
  std::optional<ReferralId> referral;
  // of the case, for lists
  std::string case_number;
  Instant made_at;
};

namespace store {

void insert_task(db::Tx& tx, const MunicipalityCode& municipality, const Task& task, Instant now);
bool has_open_task(db::Session& session, const CaseFile& file, std::string_view kind);
std::optional<Task> find_task(db::Session& session, const CaseFile& file, const CaseTaskId& id);
/// Open ones first, by day; at most 100.
std::vector<Task> list_tasks(db::Session& session, const CaseFile& file);
/// Open tasks of this account on cases it may see, earliest first.
std::vector<Task> list_my_tasks(db::Session& session, const access::Scope& scope, int limit);
/// False when it was not open any more.
bool end_task(db::Tx& tx, const CaseFile& file, const CaseTaskId& id, std::string_view state, const AccountId& by,
              Instant now);
bool end_tasks_of_kind(db::Tx& tx, const CaseFile& file, std::string_view kind, const AccountId& by, Instant now);
/// Those of one case go from one account to another; how many.
std::int64_t move_tasks(db::Tx& tx, const CaseFile& file, const AccountId& from, const AccountId& to);
bool move_task(db::Tx& tx, const CaseFile& file, const CaseTaskId& id, const AccountId& to);
void drop_open_tasks(db::Tx& tx, const CaseFile& file, const AccountId& by, Instant now);

}  // namespace store
}  // namespace gishe::cases
