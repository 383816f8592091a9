#pragma once
#include "platform/access/access.h"

// The one condition "this person's row exists for these eyes": p is person; bind first municipality, highest level,
// account, 1 when the account must be on the team (visible_args' order).
#define DEPARTURE_VISIBLE                                                                                             \
  " p.municipality = $1 AND (p.sensitivity <= $2 OR (p.sensitivity = 4 AND EXISTS (SELECT 1 FROM person_named n "     \
  "WHERE n.municipality = p.municipality AND n.person_id = p.id AND n.account_id = $3))) AND NOT EXISTS (SELECT 1 "   \
  "FROM person_barred b WHERE b.municipality = p.municipality AND b.person_id = p.id AND b.account_id = $3) AND ($4 " \
  "= 0 OR EXISTS (SELECT 1 FROM person_team t WHERE t.municipality = p.municipality AND t.person_id = p.id AND "      \
  "t.account_id = $3 AND t.until_on IS NULL)) "

namespace gishe::departures::store {

inline bool sees_nobody(const access::Scope& scope) {
  return scope.none() || scope.territory() != access::Territory::municipality;
}
inline int level_of(const access::Scope& scope) { return scope.sensitivity_max() > 3 ? 3 : scope.sensitivity_max(); }
inline int needs_team(const access::Scope& scope) { return (scope.relations_needed() & access::on_team) ? 1 : 0; }

}  // namespace gishe::departures::store
