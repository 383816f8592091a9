#include "departures/leaving.h"

namespace gishe::departures {

// Set once before the first request, read by many threads after.
static std::vector<LeavingPort> ports;

void leaving_with(std::vector<LeavingPort> all) { ports = std::move(all); }

std::vector<store::Item> list_running(db::Session& session, const Actor& actor, const people::Person& person) {
  std::vector<store::Item> all;
  for (const auto& port : ports) {
    for (auto& running : port.list(session, actor, person)) all.push_back({std::string(port.kind), std::move(running)});
  }
  return all;
}

bool end_everything(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person,
                    const people::Closing& closing, Left left) {
  for (const auto& port : ports) port.end(tx, office, actor, person, left);
  return people::close_file_in(tx, office, person.municipality, person.id, closing);
}

void bring_back(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person) {
  people::reopen_file_in(tx, office, person.municipality, person.id);
  for (const auto& port : ports) {
    if (port.back) port.back(tx, office, actor, person);
  }
}

}  // namespace gishe::departures
