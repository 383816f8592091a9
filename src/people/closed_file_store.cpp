#include "people/closed_file_store.h"

#include "people/person_row.h"

namespace gishe::people::store {

std::optional<Closing> find_closing(db::Session& session, const MunicipalityCode& municipality, const PersonId& id) {
  static const db::Query q{"people.find_closing",
                           "SELECT closed_because, closed_on FROM person WHERE municipality = $1 AND id = $2 AND "
                           "closed_because <> '' AND closed_on IS NOT NULL"};
  std::optional<Closing> found;
  session.one(q, {municipality, id}, [&](const db::Row& row) { found = Closing{row.string(0), row.day(1)}; });
  return found;
}

bool set_closing(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& id, std::string_view because,
                 const std::optional<Day>& on, Instant at) {
  static const db::Query q{
      "people.set_closing",
      "UPDATE person SET closed_because = $3, closed_on = $4, changed_at = $5, version = version + 1 WHERE "
      "municipality = $1 AND id = $2 AND (closed_because = '') <> ($3 = '')"};
  return tx.run(q, {municipality, id, because, on, at}) == 1;
}

std::optional<Person> find_unseen(db::Session& session, const MunicipalityCode& municipality, const PersonId& id) {
  static const db::Query q{"people.find_unseen",
                           "SELECT " GISHE_PERSON_COLUMNS "FROM person p WHERE p.municipality = $1 AND p.id = $2"};
  std::optional<Person> found;
  session.one(q, {municipality, id}, [&](const db::Row& row) { found = person_of(row); });
  return found;
}

}  // namespace gishe::people::store
