#include <algorithm>
#include <optional>

#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/follow_up.h"
#include "desk/task.h"

// What a provider's answer does to the line it was asked for, and which next step it leaves to the desk.
namespace gishe::desk {
namespace {

using State = referrals::State;

/// One row an answer: how the line moves (if the table of steps allows it now), what becomes a task, what is settled.
struct Effect {
  State to;
  std::optional<LineStep> step;
  const char* task;  // nullptr: none
  const char* rule;  // its deadline
};
constexpr Effect effects[] = {
    {State::info_requested, std::nullopt, "answer_question", "task.answer_question"},
    {State::accepted, LineStep::accept, "tell_person", "task.tell_person"},
    {State::waitlisted, std::nullopt, "tell_person", "task.tell_person"},
    {State::declined, LineStep::return_to_choice, "next_option", "task.next_option"},
    {State::expired, LineStep::return_to_choice, "next_option", "task.next_option"},
    {State::revoked, LineStep::return_to_choice, "next_option", "task.next_option"},
    {State::withdrawn, LineStep::return_to_choice, "next_option", "task.next_option"},
    {State::no_show, std::nullopt, "tell_person", "task.tell_person"},
    {State::not_started, LineStep::return_to_choice, "next_option", "task.next_option"},
};

const Effect* effect_of(State to) {
  for (const Effect& e : effects) {
    if (e.to == to) return &e;
  }
  return nullptr;
}

std::string reason_of(const referrals::Outcome& outcome) {
  std::string reason(referrals::state_name(outcome.to));
  if (outcome.to == State::declined) reason += ':' + outcome.referral.decline_reason;
  return reason;
}

void add_task(db::Tx& tx, const Office& office, const File& file, const Line& line, const referrals::Outcome& outcome,
              const Effect& effect) {
  Task task;
  task.id = TaskId::make();
  task.municipality = file.application.municipality;
  task.kind = effect.task;
  task.application = file.application.id;
  task.line = line.id;
  task.referral = outcome.referral.id;
  task.reason = reason_of(outcome);
  task.sensitivity = file.application.sensitivity;
  task.made_at = office.now();
  task.due_on = due_by_rule(tx, effect.rule, task.municipality, office.today());
  insert_task(tx, task);
}

/// The account that answered, as far as the ledger needs it.
Actor answerer(const referrals::Outcome& outcome) {
  Actor actor;
  actor.account = outcome.by;
  actor.post.municipality = outcome.referral.to_municipality;
  actor.post.organisation = outcome.referral.to_organisation;
  return actor;
}

}  // namespace

void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome) {
  if (outcome.from == outcome.to || outcome.to == State::draft) return;
  const bool question_answered = outcome.from == State::info_requested && outcome.to == State::delivered;
  if ((outcome.to == State::sent || outcome.to == State::delivered) && !question_answered) return;
  auto file = load_file_of_line(tx, outcome.referral.municipality, ApplicationLineId{outcome.referral.source});
  if (!file) return;  // a referral that no application asked for
  Line* line = file->find_line(ApplicationLineId{outcome.referral.source});
  // An answer to an earlier referral of this line: another one is on its way already.
  if (!line || line->referral != outcome.referral.id) return;

  finish_tasks_of_line(tx, file->application, line->id, "answer_question", office.now(), outcome.by);
  if (question_answered) return;
  if (outcome.to == State::in_service) plan_follow_up(tx, office, *file, *line);
  if (outcome.to == State::no_show || outcome.to == State::not_started)
    follow_up_store::drop(tx, file->application.municipality, outcome.referral.id);
  const Effect* effect = effect_of(outcome.to);
  if (!effect) return;
  const bool over = is_over(line->state);
  if (outcome.to == State::declined || outcome.to == State::expired) ++line->times_declined;
  if (effect->step && after(line->state, *effect->step)) {
    // The table allows it, so this cannot refuse.
    if (!move_line(tx, office, outcome.by, *file, *line, *effect->step, reason_of(outcome))) return;
  }
  finish_tasks_of_line(tx, file->application, line->id, "tell_person", office.now(), outcome.by);
  if (effect->task && !over) add_task(tx, office, *file, *line, outcome, *effect);
  // Read in this transaction, so nobody can have changed it meanwhile.
  if (!keep_state(tx, *file)) throw db::Fault(db::Fault::Kind::busy, "application changed inside its own transaction");
  note_application(tx, office, answerer(outcome), file->application, "application.answer_came", "", reason_of(outcome));
}

void hand_over_in(db::Tx& tx, Office&, const Actor& actor, const AccountId& from, const AccountId& to) {
  hand_over_applications(tx, actor.post.municipality, from, to);
}

void person_level_changed(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level) {
  set_sensitivity(tx, municipality, person, std::max(level, Sensitivity::personal));
}

}  // namespace gishe::desk
