#include <stdexcept>

#include "base/csv.h"
#include "base/text.h"
#include "entries/change_acts.h"
#include "entries/duplicates.h"
#include "entries/entries.h"
#include "entries/entry_report.h"
#include "entries/stop.h"
#include "platform/embedded/embedded.h"
#include "staff/staff.h"

namespace gishe::entries {
namespace {

Actor actor_of(Office& office, const std::string& email) {
  const auto actor = office.db.read([&](db::Session& s) { return staff::actor_for(s, email); });
  if (!actor) throw std::runtime_error("no demo account " + email);
  return *actor;
}

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("demo of the directory's work: ") + what);
}

/// One change in Лесичово and one in Пещера, each for its own editor.
void load_changes(Office& office) {
  csv::Reader row(embedded::find("demo/entry_changes.csv").value_or(std::string_view{}));
  while (row.next()) {
    const auto id = ServiceId::parse(row.get("service")).value_or(ServiceId{});
    const auto entry = office.db.read([&](db::Session& s) { return directory::find_service(s, id); });
    must(entry.has_value(), "no such service");
    const Proposal proposal{id, entry->version, {{row.get("field"), row.get("after")}}, row.get("note")};
    must(propose_change(office, actor_of(office, row.get("proposed_by")), proposal, "").ok(), "a change");
  }
}

/// What people outside said: a wrong telephone, an address, a service that is missing.
void load_reports(Office& office) {
  csv::Reader row(embedded::find("demo/entry_reports.csv").value_or(std::string_view{}));
  while (row.next()) {
    const auto service = ServiceId::parse(row.get("service"));
    const auto done = service ? report_mistake(office, {}, {*service, row.get("what"), row.get("words")}, "")
                              : suggest_service(office, {},
                                                {{row.get("municipality")},
                                                 row.get("name"),
                                                 row.get("provider"),
                                                 row.get("contact"),
                                                 row.get("words")},
                                                "");
    must(done.ok(), "a report");
  }
}

/// An entry that came by an import and is there already: suspended, so that only the editor sees it.
void load_doubles(Office& office) {
  csv::Reader row(embedded::find("demo/entry_doubles.csv").value_or(std::string_view{}));
  while (row.next()) {
    const auto like = ServiceId::parse(row.get("like")).value_or(ServiceId{});
    auto service = office.db.read([&](db::Session& s) { return directory::find_service(s, like); });
    must(service.has_value(), "no such service");
    const auto municipality = service->municipality;
    service->id = ServiceId::parse(row.get("id")).value_or(ServiceId{});
    service->name = row.get("name");
    service->hours = row.get("hours");
    service->status = "suspended";
    service->capacity = {};
    office.db.write([&](db::Tx& tx) { directory::store_service(tx, {*service, std::nullopt, "hsds", {}}); });
    must(find_duplicates(office, municipality) > 0, "a pair");
  }
}

/// A place that does not work for some weeks, with the words that people read.
void load_stops(Office& office) {
  csv::Reader row(embedded::find("demo/entry_stops.csv").value_or(std::string_view{}));
  while (row.next()) {
    Stop stop;
    stop.service = ServiceId::parse(row.get("service")).value_or(ServiceId{});
    const auto entry = office.db.read([&](db::Session& s) { return directory::find_service(s, stop.service); });
    must(entry.has_value(), "no such service");
    stop.version = entry->version;
    stop.words = row.get("words");
    stop.until = office.today().plus_days(static_cast<int>(text::whole_number(row.get("days")).value_or(0)));
    must(stop_entry(office, actor_of(office, row.get("by")), stop, "").ok(), "a suspension");
  }
}

}  // namespace

void load_demo(Office& office) {
  load_changes(office);
  load_reports(office);
  load_doubles(office);
  load_stops(office);
  mark_stale(office);
}

}  // namespace gishe::entries
