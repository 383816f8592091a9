#include "departures/leaving.h"

namespace gishe::departures {

// Set once before the first request, read by many threads after.
static std::vector<LeavingPort> ports;
static MayGoOn quota_port = nullptr;

void leaving_with(std::vector<LeavingPort> all, MayGoOn may_go_on) {
  ports = std::move(all);
  quota_port = may_go_on;
}

std::vector<store::Item> list_going_over(db::Session& session, const Actor& actor, const people::Person& person) {
  auto all = list_running(session, actor, person);
  std::erase_if(all, [](const store::Item& item) { return item.kind == "appointments"; });
  return all;
}

bool may_go_on(db::Session& session, const MunicipalityCode& there, const store::Item& item, Day on) {
  return item.running.service && quota_port && quota_port(session, there, *item.running.service, on);
}

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
