#include "people/file_standing.h"

namespace gishe::people::store {

std::optional<PersonId> find_merged_into(db::Session& session, const MunicipalityCode& municipality,
                                         const PersonId& id) {
  static const db::Query q{
      "people.merged_into",
      "SELECT merged_into FROM person WHERE municipality = $1 AND id = $2 AND merged_into IS NOT NULL"};
  constexpr int steps_max = 10;
  std::optional<PersonId> kept;
  PersonId at = id;
  for (int i = 0; i < steps_max; ++i) {
    if (!session.one(q, {municipality, at}, [&](const db::Row& row) { kept = row.id<PersonId>(0); })) break;
    at = *kept;
  }
  return kept;
}

std::optional<Restriction> find_restriction(db::Session& session, const MunicipalityCode& municipality,
                                            const PersonId& id) {
  static const db::Query q{
      "people.restriction",
      "SELECT ground, restricted_at FROM person_restriction WHERE municipality = $1 AND person_id = "
      "$2 AND lifted_at IS NULL"};
  std::optional<Restriction> found;
  session.one(q, {municipality, id}, [&](const db::Row& row) { found = Restriction{row.string(0), row.instant(1)}; });
  return found;
}

}  // namespace gishe::people::store
