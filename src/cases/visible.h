#pragma once
#include "cases/case_file.h"
#include "platform/access/seen.h"

// The one condition under which a case exists for somebody, the same words in every statement. The case is c, the
// person p; bind first: municipality, highest ordinary level, account, 1 when the account must be on the person's team.
// A case has no level of its own.
#define CASE_FROM " FROM case_file c JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id "
#define CASE_NOT_SHUT GISHE_FILE_SEEN("p")
#define CASE_VISIBLE " c.municipality = $1 AND" GISHE_FILE_SEEN_BY_TEAM("p")
// The partner's row is w: it was given to a post in one house ($4, $5), not to the account wherever she goes. Rows from
// before that was kept name no house.
#define PARTNER_FROM_HERE \
  " w.ended_on IS NULL AND (w.from_municipality = '' OR (w.from_municipality = $4 AND w.from_organisation = $5)) "
// For a partner: wherever the case lies, as long as the invitation runs and the case is not closed.
#define CASE_OF_PARTNER                                                                                       \
  " JOIN case_partner w ON w.municipality = c.municipality AND w.case_id = c.id AND w.account_id = $3 WHERE " \
  "c.stage <> 'closed' AND" PARTNER_FROM_HERE "AND" CASE_NOT_SHUT

namespace gishe::cases::store {

using access::bound_level;
using access::bound_municipality;
using access::team_only;
inline bool as_partner(const access::Scope& scope) { return (scope.relations_needed() & access::partner) != 0; }

}  // namespace gishe::cases::store
