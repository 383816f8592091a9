#include "cases/assessment_acts.h"
#include "cases/case_acts.h"
#include "cases/plan_acts.h"

// Somebody died or moved away, or it was a mistake.
namespace gishe::cases {
namespace {

std::string_view outcome_of(departures::Left left) {
  return left == departures::Left::died ? "deceased" : "transferred";
}

void keep_or_throw(db::Tx& tx, Office& office, const Actor& actor, const CaseFile& before, const CaseFile& after,
                   const Step& step, Verb verb) {
  // Read in this transaction, so nobody can have changed it meanwhile.
  if (!keep_case(tx, office, actor.account, before, after, verb_name(verb), step.reason, step.note)) {
    throw db::Fault(db::Fault::Kind::busy, "case changed inside its own transaction");
  }
}

}  // namespace

std::vector<departures::Running> list_running_of(db::Session& session, const Actor&, const people::Person& person) {
  std::vector<departures::Running> list;
  for (const CaseFile& file : store::list_unseen_of_person(session, person.municipality, person.id)) {
    if (file.state != State::closed) list.push_back({file.id.value, file.number, file.shared_summary});
  }
  return list;
}

void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left) {
  for (const CaseFile& file : store::list_unseen_of_person(tx, person.municipality, person.id)) {
    const Transition* transition = find_transition(file.state, Verb::close);
    if (!transition) continue;
    store::drop_open_tasks(tx, file, actor.account, office.now());
    cancel_written_assessment(tx, office, file);
    end_plans(tx, office, actor.account, file, PlanVerb::discontinue);
    const Step step{file.id, std::string(verb_name(Verb::close)), file.version, std::string(outcome_of(left)), "", ""};
    keep_or_throw(tx, office, actor, file, after_step(file, *transition, step, std::nullopt, office.today()), step,
                  Verb::close);
    if (outside_port().closed) outside_port().closed(tx, office, actor, file.municipality, file.id, step.reason);
    office.note(tx, actor, line_about(file, "case.closed_on_leaving", "person_left", step.reason));
  }
}

void person_is_back(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person) {
  for (const CaseFile& file : store::list_unseen_of_person(tx, person.municipality, person.id)) {
    const Transition* transition = find_transition(file.state, Verb::reopen);
    if (!transition || file.outcome != outcome_of(departures::Left::died)) continue;
    const Step step{file.id, std::string(verb_name(Verb::reopen)), file.version, "", "", ""};
    keep_or_throw(tx, office, actor, file, after_step(file, *transition, step, std::nullopt, office.today()), step,
                  Verb::reopen);
    tell_lead(tx, office, file, "assess", "cases.task");
    office.note(tx, actor, line_about(file, "case.reopened_by_mistake", "person_left"));
  }
}

}  // namespace gishe::cases
