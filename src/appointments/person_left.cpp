#include <algorithm>
#include <sstream>

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/placing.h"
#include "base/transliterate.h"

// Somebody died. An appointment has no file: it is hers when the telephone or the e-mail is hers and no other name
// stands there. Nothing is sent: the reminders are dropped and the time is free.
namespace gishe::appointments {
namespace {

constexpr int appointments_max = 20;

bool is_hers(const Appointment& a, const people::Person& person) {
  const std::string own[] = {name_skeleton(person.given_name), name_skeleton(person.middle_name),
                             name_skeleton(person.family_name)};
  std::istringstream words(a.name);
  for (std::string word; words >> word;) {
    if (std::find(std::begin(own), std::end(own), name_skeleton(word)) == std::end(own)) return false;
  }
  return true;
}

std::vector<Appointment> list_hers(db::Session& session, const people::Person& person) {
  auto list = list_open_of_contact(session, person.municipality, person.phone, person.email, appointments_max);
  std::erase_if(list, [&](const Appointment& a) { return !is_hers(a, person); });
  return list;
}

}  // namespace

std::vector<departures::Running> list_running_of(db::Session& session, const Actor&, const people::Person& person) {
  std::vector<departures::Running> list;
  for (const Appointment& a : list_hers(session, person)) list.push_back({a.id.value, a.number});
  return list;
}

void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left) {
  if (left != departures::Left::died) return;  // who moves may still come
  for (Appointment& a : list_hers(tx, person)) {
    if (!take_step(tx, office, actor, a, Step::excuse, "system/person_left")) continue;
  }
}

}  // namespace gishe::appointments
