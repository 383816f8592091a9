#include "people/people.h"

namespace gishe::people {

void take_out(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& id, const AccountId& registrar) {
  static const db::Query names{"people.take_out_names",
                               "DELETE FROM person_name_key WHERE municipality = $1 AND person_id = $2"};
  static const db::Query numbers{"people.take_out_numbers",
                                 "DELETE FROM person_identifier WHERE municipality = $1 AND person_id = $2"};
  static const db::Query team{"people.take_out_team",
                              "DELETE FROM person_team WHERE municipality = $1 AND person_id = $2 AND account_id = $3"};
  static const db::Query person{"people.take_out", "DELETE FROM person WHERE municipality = $1 AND id = $2"};
  tx.run(names, {municipality, id});
  tx.run(numbers, {municipality, id});
  tx.run(team, {municipality, id, registrar});
  tx.run(person, {municipality, id});
}

}  // namespace gishe::people
