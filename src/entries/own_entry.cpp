#include "entries/own_entry.h"

namespace gishe::entries {

std::optional<directory::Service> find_own(const web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return std::nullopt;
  auto service = c.office.db.read([&](db::Session& s) { return directory::find_service(s, *id); });
  if (!service || access::why_not(c.actor, access::Action::change_service, directory::facts_of(*service))) {
    return std::nullopt;
  }
  return service;
}

}  // namespace gishe::entries
