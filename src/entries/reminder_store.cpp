#include "entries/freshness.h"

namespace gishe::entries {

bool remember_reminder(db::Tx& tx, const directory::Service& service, Instant at) {
  static const db::Query q_remember{
      "entries.remember_reminder",
      "INSERT INTO entry_reminder (municipality, service_id, confirmed_on, reminded_at) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (municipality, service_id, confirmed_on) DO NOTHING"};
  const std::string since = service.confirmed_on ? service.confirmed_on->iso() : "";
  return tx.run(q_remember, {service.municipality, service.id, since, at}) == 1;
}

}  // namespace gishe::entries
