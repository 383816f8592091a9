#include "places/stay_acts.h"

// Somebody died or moved away who has a place that no referral brought.
namespace gishe::places {

std::vector<departures::Running> list_running_of(db::Session& session, const Actor&, const people::Person& person) {
  std::vector<departures::Running> list;
  for (const Stay& stay : store::list_unsent_of_person(session, person.municipality, person.id)) {
    list.push_back({stay.id.value, stay.number, "", stay.service});
  }
  return list;
}

void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left) {
  for (const Stay& stay : store::list_unsent_of_person(tx, person.municipality, person.id)) {
    Change change;
    change.id = stay.id;
    change.version = stay.version;
    change.reason = left == departures::Left::died ? "deceased" : "moved_on";
    // Read in this transaction, so nobody can have changed it meanwhile.
    if (!step_by_house(tx, office, actor, stay, change, Verb::release, "system/person_left")) {
      throw db::Fault(db::Fault::Kind::busy, "stay changed inside its own transaction");
    }
    keep_figures(tx, office, stay.municipality, stay.service);
  }
}

}  // namespace gishe::places
