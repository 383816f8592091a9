#include "own_file/own_access_store.h"
#include "own_file/own_file.h"
#include "people/people.h"

// Somebody died: nobody signs in as her any more, and nobody reads her file from home by a mandate.
namespace gishe::own_file {

void person_died(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person) {
  const auto end = [&](const OwnAccess& row, const Uuid& subject) {
    if (!row.ended_at && store::end(tx, row, actor.account, "other", office.now()))
      office.note(tx, actor,
                  {"person.own_access_ended", row.municipality, "person", subject, "system/person_left", "died", {}});
  };
  for (const OwnAccess& row : store::list_of_person(tx, person.municipality, person.id)) end(row, person.pseudonym);
  const auto account = store::find_account(tx, person.municipality, person.id);
  if (!account) return;
  for (const OwnAccess& row : store::list_of_account(tx, person.municipality, *account)) end(row, person.pseudonym);
}

}  // namespace gishe::own_file
