#pragma once
#include "cases/case_file.h"

// The one condition under which a case exists for somebody, the same words in every statement. The case is c, the
// person p; bind first: municipality, highest ordinary level, account, 1 when the account must be on the person's team.
// A case has no level of its own.
#define CASE_FROM " FROM case_file c JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
#define CASE_NOT_SHUT                                                                                             \
  " (p.sensitivity <= $2 OR (p.sensitivity = 4 AND EXISTS (SELECT 1 FROM person_named n WHERE n.municipality = "  \
  "p.municipality AND n.person_id = p.id AND n.account_id = $3))) AND NOT EXISTS (SELECT 1 FROM person_barred b " \
  "WHERE b.municipality = p.municipality AND b.person_id = p.id AND b.account_id = $3) "
#define CASE_VISIBLE                                                                                            \
  " c.municipality = $1 AND" CASE_NOT_SHUT                                                                      \
  "AND ($4 = 0 OR EXISTS (SELECT 1 FROM person_team t WHERE t.municipality = p.municipality AND t.person_id = " \
  "p.id AND t.account_id = $3 AND t.until_on IS NULL)) "
// The partner's row is w: it was given to a post in one house ($4, $5), not to the account wherever she goes. Rows from
// before that was kept name no house.
#define PARTNER_FROM_HERE \
  " w.ended_on IS NULL AND (w.from_municipality = '' OR (w.from_municipality = $4 AND w.from_organisation = $5)) "
// For a partner: wherever the case lies, as long as the invitation runs and the case is not closed.
#define CASE_OF_PARTNER                                                                                       \
  " JOIN case_partner w ON w.municipality = c.municipality AND w.case_id = c.id AND w.account_id = $3 WHERE " \
  "c.stage <> 'closed' AND" PARTNER_FROM_HERE "AND" CASE_NOT_SHUT

namespace gishe::cases::store {

/// A scope of one municipality; else the municipality to bind is empty and matches no row.
inline const MunicipalityCode& bound_municipality(const access::Scope& scope) {
  static const MunicipalityCode nowhere;
  return scope.none() || scope.territory() != access::Territory::municipality ? nowhere : scope.municipality();
}
inline int bound_level(const access::Scope& scope) { return scope.sensitivity_max() > 3 ? 3 : scope.sensitivity_max(); }
inline int team_only(const access::Scope& scope) { return (scope.relations_needed() & access::on_team) ? 1 : 0; }
inline bool as_partner(const access::Scope& scope) { return (scope.relations_needed() & access::partner) != 0; }

}  // namespace gishe::cases::store
