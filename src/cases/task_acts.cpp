#include "base/text.h"
#include "cases/case_acts.h"
#include "cases/typed.h"

// What must be done on a case: put down, done, dropped.
namespace gishe::cases {

using access::Action;

void tell_lead(db::Tx& tx, const Office& office, const CaseFile& file, const char* kind, const char* rule,
               const std::optional<ReferralId>& referral) {
  Task task;
  task.id = CaseTaskId::make();
  task.of = file.id;
  task.kind = kind;
  task.account = file.lead;
  task.referral = referral;
  task.due_on = due_by_rule(tx, rule, file.municipality, office.today());
  store::insert_task(tx, file.municipality, task, office.now());
  store::refresh_due(tx, file.municipality, file.id);
}

Result<Done> add_task(Office& office, const Actor& actor, const NewTask& typed, std::string_view once_key) {
  Refusals no;
  check_words(typed.words, "words", Needed::yes, no, 500);
  check_words(typed.responsible, "responsible", Needed::no, no, 100);
  const auto due = check_day(typed.due_on, "due_on", Needed::no, no);
  if (due && *due < office.today()) no.emplace_back(day_passed, "due_on");
  if (!no.empty()) return no;
  return on_case(office, actor, Action::keep_case, typed.of, "case.task_added",
                 {typed.words, typed.due_on, typed.responsible}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (allowed.file.state == State::closed) return not_from_this_state;
                   Task task;
                   task.id = CaseTaskId::make();
                   task.of = typed.of;
                   task.kind = "own";
                   task.words = text::tidy(typed.words, text::Lines::many);
                   task.responsible = text::tidy(typed.responsible);
                   if (task.responsible.empty()) task.account = actor.account;
                   task.due_on = due ? *due : due_by_rule(tx, "cases.task", allowed.file.municipality, office.today());
                   store::insert_task(tx, allowed.file.municipality, task, office.now());
                   store::refresh_due(tx, allowed.file.municipality, typed.of);
                   note_case(tx, office, actor, allowed, "case.task_added");
                   return Done{};
                 });
}

Result<Done> end_task(Office& office, const Actor& actor, const CaseId& id, const CaseTaskId& task,
                      std::string_view state, std::string_view once_key) {
  if (state != "done" && state != "dropped") return Refusal(not_in_list, "state");
  return on_case(office, actor, Action::keep_case, id, "case.task_ended", {task.text(), state}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (!store::find_task(tx, allowed.file, task)) return not_found;
                   if (!store::end_task(tx, allowed.file, task, state, actor.account, office.now())) {
                     return not_from_this_state;
                   }
                   store::refresh_due(tx, allowed.file.municipality, id);
                   note_case(tx, office, actor, allowed, "case.task_ended", state);
                   return Done{};
                 });
}

}  // namespace gishe::cases
