#pragma once
#include "platform/access/access.h"

// The scope of an application as SQL, the same words in every statement. The applications table is called a; bind
// first: municipality, highest level, account, 1 when the account must be on the team. People's three tables of
// names (named, barred, team) are read here and nowhere else outside people.
#define DESK_VISIBLE                                                                                              \
  " a.municipality = $1 AND (a.sensitivity <= $2 OR (a.sensitivity = 4 AND EXISTS (SELECT 1 FROM person_named n"  \
  " WHERE n.municipality = a.municipality AND n.person_id = a.person_id AND n.account_id = $3)))"                 \
  " AND NOT EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = a.municipality"                          \
  " AND b.person_id = a.person_id AND b.account_id = $3)"                                                         \
  " AND ($4 = 0 OR a.opened_by = $3 OR EXISTS (SELECT 1 FROM person_team t WHERE t.municipality = a.municipality" \
  " AND t.person_id = a.person_id AND t.account_id = $3 AND t.until_on IS NULL)) "

namespace gishe::desk {

/// The municipality to bind: empty, which matches no row, where the scope does not reach the desk's records.
inline const MunicipalityCode& bound_municipality(const access::Scope& scope) {
  static const MunicipalityCode nowhere;
  return scope.none() || scope.territory() != access::Territory::municipality ? nowhere : scope.municipality();
}
inline int bound_level(const access::Scope& scope) { return scope.sensitivity_max() > 3 ? 3 : scope.sensitivity_max(); }
inline int team_only(const access::Scope& scope) { return (scope.relations_needed() & access::on_team) ? 1 : 0; }

}  // namespace gishe::desk
