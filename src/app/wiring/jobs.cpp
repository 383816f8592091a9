#include <memory>
#include <stdexcept>

#include "agreements/agreements.h"
#include "app/wiring/wiring.h"
#include "appointments/appointments.h"
#include "complaints/complaints.h"
#include "departures/departures.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "entries/entries.h"
#include "guard/guard.h"
#include "imports/imports.h"
#include "inquiries/inquiries.h"
#include "news/news.h"
#include "open_data/open_data.h"
#include "places/places.h"
#include "platform/jobs/once.h"
#include "protection/protection.h"
#include "referrals/referrals.h"
#include "retention/retention.h"
#include "territory/territory.h"

namespace gishe::app::wiring {

static void add_outside_jobs(jobs::Runner& runner, Office& office, const Outside& outside) {
  if (!outside.smtp.url.empty()) {
    runner.every("post", 3, [&office, smtp = outside.smtp] { post::send_waiting(office.db, office.clock, smtp); });
  }
  appointments::sms_goes_out(!outside.sms.url.empty());
  if (!outside.sms.url.empty()) {
    runner.every("sms", 3, [&office, sms = outside.sms] { post::send_waiting_sms(office.db, office.clock, sms); });
  }
  if (!outside.osrm.empty()) {
    const auto roads = std::make_shared<territory::Roads>(outside.osrm);
    runner.every(
        "territory.roads", 60,
        [&office, roads] {
          const auto fault = roads->measure_on(office.db, office.today());
          if (!fault.empty()) throw std::runtime_error("OSRM: " + fault);
        },
        jobs::Runner::First::at_start);
  }
}

void add_jobs(jobs::Runner& runner, Office& office, const Outside& outside) {
  add_outside_jobs(runner, office, outside);
  runner.every("appointments.remind", 5, [&office] { appointments::send_due_reminders(office); });
  runner.every("appointments.tidy", 1800, [&office] { appointments::tidy_up(office); }, jobs::Runner::First::at_start);
  runner.every(
      "agreements.zones", 3600, [&office] { agreements::end_with_zone(office); }, jobs::Runner::First::at_start);
  runner.every("places.offers", 900, [&office] { places::expire_offers(office); });
  runner.every("referrals.expire", 900, [&office] { referrals::expire_overdue(office); });
  runner.every(
      "open_data.meanings", 5, [&office] { open_data::apply_meanings(office); }, jobs::Runner::First::at_start);
  runner.every("directory.seen", 60, [&office] { directory::flush_seen(office); });
  runner.every("directory.unanswered", 60, [&office] { directory::flush_unanswered(office); });
  runner.every(
      "directory.tidy", 86'400, [&office] { directory::forget_unanswered(office); }, jobs::Runner::First::at_start);
  runner.every(
      "departures.expire", 3600, [&office] { departures::expire_transfers(office); }, jobs::Runner::First::at_start);
  runner.every(
      "complaints.close", 3600, [&office] { complaints::close_answered(office); }, jobs::Runner::First::at_start);
  runner.every(
      "complaints.erase", 86'400, [&office] { complaints::erase_over(office); }, jobs::Runner::First::at_start);
  runner.every("guard.over", 60, [&office] { guard::end_what_is_over(office); });
  runner.every("inquiries.over", 600, [&office] { inquiries::end_and_erase(office); });
  runner.every("entries.stale", 3600, [&office] { entries::mark_stale(office); }, jobs::Runner::First::at_start);
  runner.every("ledger.checkpoint", 300, [&office] {
    office.db.write([&](db::Tx& tx) { ledger::sign_checkpoint(tx, office.vault, office.clock); });
  });
  runner.every("news.readings", 60, [&office] { news::flush_readings(office); });
  runner.every(
      "protection.seal", 86'400, [&office] { protection::seal_ended_cases(office); }, jobs::Runner::First::at_start);
  runner.every(
      "retention.due", 86'400, [&office] { retention::find_what_is_due(office); }, jobs::Runner::First::at_start);
  runner.every(
      "desk.follow_up", 3600, [&office] { desk::make_follow_up_tasks(office); }, jobs::Runner::First::at_start);
  runner.every("imports.forget_files", 900, [&office] { imports::forget_files(office); });
  runner.every("desk.forget_drafts", 900, [&office] { desk::forget_drafts(office); });
  runner.every(
      "once.forget", 86'400,
      [&office] { office.db.write([&](db::Tx& tx) { jobs::forget_old_keys(tx, office.clock); }); },
      jobs::Runner::First::at_start);
}

void finish(Office& office) {
  directory::flush_seen(office);
  directory::flush_unanswered(office);
}

}  // namespace gishe::app::wiring
