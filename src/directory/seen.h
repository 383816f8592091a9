#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.h"

/// How often an entry is met: sums by service and day. No cookie, no address, nothing about who.
namespace gishe::directory {

enum class Seen {
  found,    // stood on a page of results
  opened,   // its page was opened
  printed,  // taken away as a slip
  asked     // a question, a call-back or an application named it
};

/// Adds one in memory: costs a lock, never the disk, and is safe from every thread. flush_seen writes it down within a
/// minute; what a kill interrupts is lost with that minute. Above 100,000 services waiting, new ones are not counted.
void count_seen(const ServiceId& service, Seen how);
/// The same for what a visitor does: a robot is left out, and so is who is signed in (a provider that looks at its own
/// entry is no demand).
void count_seen(const web::Context& context, const ServiceId& service, Seen how);
void count_seen(const web::Context& context, const std::vector<ServiceId>& services, Seen how);
/// A simple rule, not a defence: no name at all, or one that says bot, crawler, spider, preview, monitor, curl, wget …
bool names_a_robot(std::string_view user_agent);

/// Writes down what waits, under today's date (so a minute around midnight may go to the next day); how many services.
/// What could not be written waits on. For a job, and once at stop.
int flush_seen(Office& office);

struct SeenMonth {
  std::string month;  // "2026-11"
  std::int64_t found = 0, opened = 0, printed = 0, asked = 0;
};
/// By month from the month of `since`, oldest first, with what was counted under entries merged into this one.
std::vector<SeenMonth> list_seen(db::Session& session, const ServiceId& service, Day since);

}  // namespace gishe::directory
