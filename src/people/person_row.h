#pragma once
#include "people/people.h"

/// How a person's columns are read, and the one condition under which a row exists for somebody. For *_store.cpp and
/// person_search.cpp: every statement that reads persons is put together from these two at compile time.
namespace gishe::people::store {

// $1 municipality, $2 highest ordinary sensitivity, $3 account, $4 whether the team is needed (0/1): visible_args.
#define GISHE_PERSON_VISIBLE                                                                                      \
  " p.municipality = $1 AND (p.sensitivity <= $2 OR (p.sensitivity = 4 AND EXISTS (SELECT 1 FROM person_named n " \
  "WHERE n.municipality = p.municipality AND n.person_id = p.id AND n.account_id = $3))) "                        \
  "AND NOT EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = p.municipality AND b.person_id = p.id "   \
  "AND b.account_id = $3) "                                                                                       \
  "AND ($4 = 0 OR EXISTS (SELECT 1 FROM person_team t WHERE t.municipality = p.municipality AND t.person_id = "   \
  "p.id AND t.account_id = $3 AND t.until_on IS NULL)) AND p.state <> 'merged' "

#define GISHE_PERSON_COLUMNS                                                                                        \
  "p.id, p.municipality, p.given_name, p.middle_name, p.family_name, p.sex, p.born_on, p.born_precision, p.state, " \
  "p.sensitivity, p.settlement, p.address, p.phone, p.email, p.contact_rule, p.target_groups, "                     \
  "p.identifier_masked, p.pseudonym, p.version "

Person person_of(const db::Row& row, int from = 0);
std::string joined_groups(const std::vector<std::string>& groups);

/// A scope that can see people at all: of one municipality.
inline bool sees_nobody(const access::Scope& scope) {
  return scope.none() || scope.territory() != access::Territory::municipality || scope.municipality().empty();
}
inline int needs_team(const access::Scope& scope) { return (scope.relations_needed() & access::on_team) ? 1 : 0; }

}  // namespace gishe::people::store
