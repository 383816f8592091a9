#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/plan_store.h"
#include "appointments/ticket_store.h"

namespace gishe::appointments {

void tidy_up(Office& office) {
  constexpr int rounds_max = 200;  // of 500 rows each, a desk
  const Day today = office.today();
  office.db.write([&](db::Tx& tx) { close_tickets_before(tx, today, office.now()); });
  for (const MunicipalityCode& desk : office.db.read([](db::Session& session) { return list_desks(session); })) {
    const auto rule = office.db.read(
        [&](db::Session& session) { return jobs::find_rule(session, "appointment.contact", desk, today); });
    if (!rule) continue;
    for (int round = 0; round < rounds_max; ++round) {
      const auto erased = office.db.write(
          [&](db::Tx& tx) { return erase_contacts(tx, desk, today.plus_days(-rule->days), office.now()); });
      if (erased == 0) break;
    }
  }
}

}  // namespace gishe::appointments
