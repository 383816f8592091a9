#include "cases/case_acts.h"
#include "cases/partner_store.h"
#include "people/people.h"

// What comes from outside to a case: the person was admitted to hospital again.
namespace gishe::cases {
namespace {

OutsidePort s_port;

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
  if (!store::has_open_task(tx, *file, "readmission")) tell_lead(tx, office, *file, "readmission", "cases.readmission");
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
