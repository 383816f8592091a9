#pragma once
#include <string>
#include <vector>

#include "cases/case_store.h"
#include "cases/cases.h"
#include "cases/cases_access.h"
#include "cases/task.h"

/// The verbs on the case itself and on its tasks. Each: access → rule → store → ledger, in one transaction.
namespace gishe::cases {

/// Opens a part of a case for reading: the ledger line ("case.opened", "case.notes_opened" …) is on disk before the
/// answer.
Result<AllowedCase> open_case(Office& office, const Actor& actor, const CaseId& id, const char* line);
/// The same under another verb, for pages that hold a form of it.
Result<AllowedCase> open_case_for(Office& office, const Actor& actor, access::Action action, const CaseId& id,
                                  const char* line);

struct Listed {
  std::vector<CaseFile> rows;
  std::optional<store::After> next;
  enum class Of { own, town, partner } of = Of::own;
};
/// Own cases for who leads them, the municipality's for a supervisor, invited ones for a partner.
Listed list_cases(db::Session& session, const Actor& actor, Stage stage, const std::optional<store::After>& after,
                  int limit);

/// activate, hold, resume, reopen, close. Refuses not_from_this_state, changed_meanwhile, loose_ends (close) and the
/// words of its fields.
Result<State> take_step(Office& office, const Actor& actor, const Step& step, std::string_view once_key);

/// What would hang in the air if the case were closed now.
struct LooseEnd {
  std::string kind;  // referral, task, action
  Uuid subject;
  std::string words;
  std::optional<Day> due_on;
  std::string handed_to;  // who goes on with it; empty: nobody yet
};
std::vector<LooseEnd> list_loose_ends(db::Session& session, const Actor& actor, const CaseFile& file);
/// One loose end goes to somebody, named in words.
Result<Done> hand_over_end(Office& office, const Actor& actor, const CaseId& id, std::string_view kind,
                           const Uuid& subject, std::string_view to, std::string_view once_key);

/// The house makes the lead worker a task of that kind by itself, due by `rule`.
void tell_lead(db::Tx& tx, const Office& office, const CaseFile& file, const char* kind, const char* rule,
               const std::optional<ReferralId>& referral = std::nullopt);

struct NewTask {
  CaseId of;
  std::string words, due_on;
  std::string responsible;  // somebody without an account; empty: the actor
};
Result<Done> add_task(Office& office, const Actor& actor, const NewTask& task, std::string_view once_key);
/// `state`: done or dropped. Refuses not_from_this_state when it has ended already.
Result<Done> end_task(Office& office, const Actor& actor, const CaseId& id, const CaseTaskId& task,
                      std::string_view state, std::string_view once_key);

/// The summary that partners read.
Result<Done> write_summary(Office& office, const Actor& actor, const CaseId& id, std::int64_t version,
                           std::string_view words, std::string_view once_key);

}  // namespace gishe::cases
