#include "people/person_row.h"

// What a person, or who speaks for her, reads in her own file.
namespace gishe::people {

std::optional<Person> find_for_own_eyes(db::Session& session, const access::Scope& scope,
                                        const MunicipalityCode& municipality, const PersonId& id) {
  static const db::Query q{
      "people.find_for_own_eyes",
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM person p WHERE p.municipality = $1 AND p.id = $4 AND p.sensitivity <= $2 AND p.state "
      "NOT IN ('merged', 'anonymised') AND p.closed_because = '' AND NOT EXISTS (SELECT 1 FROM person_barred b WHERE "
      "b.municipality = p.municipality AND b.person_id = p.id AND b.account_id = $3)"};
  std::optional<Person> found;
  if (scope.none()) return found;
  session.one(q, {municipality, scope.sensitivity_max(), scope.account(), id},
              [&](const db::Row& row) { found = store::person_of(row); });
  return found;
}

bool mandate_holds(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                   const RepresentativeId& mandate, Day on) {
  static const db::Query q{"people.mandate_holds",
                           "SELECT count(*) FROM representative WHERE municipality = $1 AND id = $2 AND person_id = $3 "
                           "AND ended_on IS NULL AND from_on <= $4 AND (valid_until IS NULL OR valid_until >= $4)"};
  return session.count(q, {municipality, mandate, person, on}) == 1;
}

}  // namespace gishe::people
