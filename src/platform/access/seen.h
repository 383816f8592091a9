#pragma once
#include "platform/access/access.h"

// The condition under which a person exists for somebody, said once for every statement of the house: what decide()
// asks of facts, asked of rows. `level`, `town` and `person` say where in the statement her sensitivity, municipality
// and id stand; bind $2 the highest ordinary level, $3 the account, $4 1 where the account must be on her team (below).

#define GISHE_NAMED_FOR(town, person)                                                              \
  "EXISTS (SELECT 1 FROM person_named n WHERE n.municipality = " town " AND n.person_id = " person \
  " AND n.account_id = $3)"

#define GISHE_NOT_BARRED_FROM(town, person)                                                             \
  "NOT EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = " town " AND b.person_id = " person \
  " AND b.account_id = $3)"

#define GISHE_ON_TEAM_OF(town, person)                                                            \
  "EXISTS (SELECT 1 FROM person_team t WHERE t.municipality = " town " AND t.person_id = " person \
  " AND t.account_id = $3 AND t.until_on IS NULL)"

#define GISHE_SEEN_AT(level, town, person) \
  "(" level " <= $2 OR (" level " = 4 AND " GISHE_NAMED_FOR(town, person) ")) AND " GISHE_NOT_BARRED_FROM(town, person)

/// Of the row `p` of person.
#define GISHE_FILE_SEEN(p) " " GISHE_SEEN_AT(p ".sensitivity", p ".municipality", p ".id") " "
#define GISHE_FILE_SEEN_BY_TEAM(p) \
  GISHE_FILE_SEEN(p) "AND ($4 = 0 OR " GISHE_ON_TEAM_OF(p ".municipality", p ".id") ") "

// The condition under which referral `r` exists for somebody, at either end: bind $2 the highest level, $3 the account.
#define GISHE_REFERRAL_SEEN                                                                                   \
  "(r.sensitivity <= $2 OR EXISTS (SELECT 1 FROM referral_named n WHERE n.municipality = r.municipality AND " \
  "n.referral_id = r.id AND n.account_id = $3)) AND " GISHE_NOT_BARRED_FROM("r.municipality", "r.person_id") " "

/// A scope as the values that statements over records of one municipality bind: $1 to $4.
namespace gishe::access {

/// Of no municipality, or of nobody: nothing to look for.
inline bool no_town(const Scope& scope) {
  return scope.none() || scope.territory() != Territory::municipality || scope.municipality().empty();
}
/// Of no house that something is sent to, or of nobody: nothing to look for.
inline bool no_house(const Scope& scope) {
  return scope.none() || scope.territory() != Territory::addressed || scope.organisation().is_nil();
}
/// Empty, which matches no row, where the scope reaches no municipality's records.
inline const MunicipalityCode& bound_municipality(const Scope& scope) {
  static const MunicipalityCode nowhere;
  return no_town(scope) ? nowhere : scope.municipality();
}
/// The highest ordinary level: what is shielded comes by its names alone.
inline int bound_level(const Scope& scope) { return scope.sensitivity_max() > 3 ? 3 : scope.sensitivity_max(); }
/// 1: the account must be on the person's team.
inline int team_only(const Scope& scope) { return (scope.relations_needed() & on_team) ? 1 : 0; }

}  // namespace gishe::access
