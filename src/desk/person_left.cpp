#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/task.h"

// Somebody died or moved away: what she applied for ends with that ground, and nobody at the desk is sent after it.
namespace gishe::desk {

std::vector<departures::Running> list_running_of(db::Session& session, const Actor&, const people::Person& person) {
  std::vector<departures::Running> list;
  for (const Application& a : list_open_unseen(session, person.municipality, person.id)) {
    list.push_back({a.id.value, a.number});
  }
  return list;
}

void person_left(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person, departures::Left left) {
  const std::string_view ground = left == departures::Left::died ? "person_died" : "person_moved";
  for (const Application& a : list_open_unseen(tx, person.municipality, person.id)) {
    File file = load_file(tx, a);
    for (Line& line : file.lines) {
      if (is_over(line.state)) continue;
      const LineStep step = after(line.state, LineStep::withdraw) ? LineStep::withdraw : LineStep::close;
      // Closed and withdrawn lines apart, every state has one of the two.
      if (!move_line(tx, office, actor.account, file, line, step, ground)) continue;
      finish_tasks_of_line(tx, a, line.id, "", office.now(), actor.account);
    }
    finish_tasks_of_application(tx, a, "", office.now(), actor.account);
    // Read in this transaction, so nobody can have changed it meanwhile.
    if (!keep_state(tx, file)) throw db::Fault(db::Fault::Kind::busy, "application changed in its own transaction");
    note_application(tx, office, actor, a, "application.ended_on_leaving", "system/person_left", ground);
  }
}

}  // namespace gishe::desk
