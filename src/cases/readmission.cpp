#include <algorithm>

#include "cases/case_store.h"
#include "cases/cases.h"
#include "cases/cases_access.h"
#include "cases/partner_store.h"
#include "cases/task.h"
#include "people/people.h"

// What comes from outside to a case: the person was admitted to hospital again.
namespace gishe::cases {
namespace {

OutsidePort s_port;

bool has_open_task(db::Session& session, const CaseFile& file) {
  const auto tasks = store::list_tasks(session, file);
  return std::any_of(tasks.begin(), tasks.end(),
                     [](const Task& t) { return t.kind == "readmission" && t.state == "open"; });
}

}  // namespace

void tell_outside_with(OutsidePort port) { s_port = port; }
const OutsidePort& outside_port() { return s_port; }

bool is_open(db::Session& session, const MunicipalityCode& municipality, const CaseId& id) {
  const auto file = store::find_unseen(session, municipality, id);
  return file && file->state != State::closed;
}

bool readmitted_in(db::Tx& tx, Office& office, const MunicipalityCode& municipality, const CaseId& id) {
  const auto file = store::find_unseen(tx, municipality, id);
  if (!file || file->state == State::closed) return false;
  if (!has_open_task(tx, *file)) {
    Task task;
    task.id = CaseTaskId::make();
    task.of = id;
    task.kind = "readmission";
    task.account = file->lead;
    task.due_on = due_by_rule(tx, "cases.readmission", municipality, office.today());
    store::insert_task(tx, municipality, task, office.now());
    store::refresh_due(tx, municipality, id);
  }
  people::Person person;
  person.id = file->person;
  person.municipality = municipality;
  person.sensitivity = file->sensitivity;
  std::vector<AccountId> also = {file->lead};
  for (const Partner& partner : store::list_partners(tx, *file)) also.push_back(partner.account);
  people::tell_keepers(tx, office, person, "readmission", {}, also);
  office.note(tx, Actor{}, line_about(*file, "case.readmission_told", "none/anywhere/hospital"));
  return true;
}

}  // namespace gishe::cases
