#include "app/wiring/wiring.h"
#include "appointments/appointments.h"
#include "cases/cases.h"
#include "departures/departures.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "own_file/own_file.h"
#include "places/places.h"
#include "referrals/referrals.h"

namespace gishe::app::wiring {

static std::vector<departures::Running> sent(db::Session& session, const Actor&, const people::Person& p) {
  std::vector<departures::Running> list;
  for (const auto& r : referrals::list_open_unseen(session, p.municipality, p.id))
    list.push_back({r.id.value, r.number, r.to_service_name, r.to_service});
  return list;
}
static void end_sent(db::Tx& tx, Office& office, const Actor& actor, const people::Person& p, departures::Left left) {
  const bool died = left == departures::Left::died;
  referrals::person_left(tx, office, actor, p.municipality, p.id,
                         died ? referrals::Left::died : referrals::Left::moved);
}

/// No work that runs, but a door that is open.
static std::vector<departures::Running> no_work(db::Session&, const Actor&, const people::Person&) { return {}; }
static void end_own_access(db::Tx& tx, Office& office, const Actor& actor, const people::Person& p,
                           departures::Left left) {
  if (left == departures::Left::died) own_file::person_died(tx, office, actor, p);
}

static bool may_go_on(db::Session& session, const MunicipalityCode& there, const ServiceId& id, Day on) {
  const auto service = directory::find_service(session, id);
  if (!service) return false;
  if (service->municipality == there) return true;
  const auto quota = referrals::find_quota(session, there, service->municipality, service->type, on);
  return quota && quota->used < quota->places;
}

void join_leaving() {
  departures::leaving_with({{"applications", &desk::list_running_of, &desk::person_left},
                            {"cases", &cases::list_running_of, &cases::person_left, &cases::person_is_back},
                            {"referrals", &sent, &end_sent},
                            {"stays", &places::list_running_of, &places::person_left},
                            {"appointments", &appointments::list_running_of, &appointments::person_left},
                            {"own_access", &no_work, &end_own_access}},
                           &may_go_on);
}

}  // namespace gishe::app::wiring
