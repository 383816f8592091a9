#include "directory/directory.h"
#include "directory/service_store.h"

// An entry that is already there: changed as a whole, marked, ended, merged into another one.
namespace gishe::directory {
namespace {

using db::Query;

const Query q_needs_update{"directory.needs_update",
                           "UPDATE service SET state = 'needs_update', modified_at = $2 WHERE id = $1"
                           " AND state = 'published' AND stopped_words = ''"};
const Query q_months{"directory.update_months",
                     "SELECT DISTINCT update_months FROM service ORDER BY update_months"
                     " LIMIT 60"};
const Query q_ending{"directory.ending", "SELECT closed_on, merged_into FROM service WHERE id = $1"};
const Query q_store_ending{"directory.store_ending",
                           "UPDATE service SET closed_on = $2, merged_into = $3 WHERE id = $1"};

const Query q_unguard_empty{"directory.unguard_empty_location",
                            "DELETE FROM location_guarded WHERE location_id = $1 AND NOT EXISTS"
                            " (SELECT 1 FROM service s WHERE s.location_id = $1) AND EXISTS"
                            " (SELECT 1 FROM location l WHERE l.id = $1 AND l.source = 'own')"};
const Query q_drop_empty{"directory.drop_empty_location",
                         "DELETE FROM location WHERE id = $1 AND source = 'own' AND NOT EXISTS"
                         " (SELECT 1 FROM service s WHERE s.location_id = $1)"};
const Query q_merge_house{"directory.merge_organisation", "UPDATE organisation SET merged_into = $2 WHERE id = $1"};

/// An old address that nobody needs any more is an address somebody could find.
void leave_place(db::Tx& tx, const Service& service, const LocationId& left) {
  EntryChange moved{EntryChange::What::service, service.id.value, service.modified_at};
  moved.left = left;
  tell_changed(tx, moved);
  tx.run(q_unguard_empty, {left});
  if (tx.run(q_drop_empty, {left}) == 0) return;
  tell_changed(tx, {EntryChange::What::location, left.value, service.modified_at});
}

}  // namespace

bool replace_entry(db::Tx& tx, const Service& service, const std::optional<NewLocation>& place) {
  auto whole = find_entry(tx, service.id);
  if (!whole || whole->service.version != service.version) return false;
  whole->service = service;
  const auto before = whole->location;
  if (place) {
    store_location(tx, *place);
    if (whole->location != place->id) whole->at_location.reset();
    whole->location = place->id;
  }
  store_service(tx, *whole);
  if (before && before != whole->location) leave_place(tx, service, *before);
  return true;
}

bool mark_needs_update(db::Tx& tx, const ServiceId& service, Instant at) {
  if (tx.run(q_needs_update, {service, at}) != 1) return false;
  tell_changed(tx, {EntryChange::What::service, service.value, at});
  return true;
}

std::vector<int> list_update_months(db::Session& session) {
  std::vector<int> months;
  session.each(q_months, {}, [&](const db::Row& r) { months.push_back(static_cast<int>(r.integer(0))); });
  return months;
}

Ending find_ending(db::Session& session, const ServiceId& service) {
  Ending ending;
  session.one(q_ending, {service}, [&](const db::Row& r) { ending = {r.maybe_day(0), r.maybe_id<ServiceId>(1)}; });
  return ending;
}

void store_ending(db::Tx& tx, const ServiceId& service, const Ending& e) {
  tx.run(q_store_ending, {service, e.closed_on, e.merged_into});
}

void store_organisation_merge(db::Tx& tx, const OrganisationId& gone, const std::optional<OrganisationId>& kept) {
  tx.run(q_merge_house, {gone, kept});
}

ServiceId survivor_of(db::Session& session, const ServiceId& service) {
  constexpr int merges_max = 8;
  ServiceId here = service;
  for (int n = 0; n < merges_max; ++n) {
    const auto next = find_ending(session, here).merged_into;
    if (!next) break;
    here = *next;
  }
  return here;
}

}  // namespace gishe::directory
