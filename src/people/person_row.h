#pragma once
#include "people/people.h"
#include "platform/access/seen.h"

/// How a person's columns are read, and the one condition under which a row exists for somebody. For *_store.cpp and
/// person_search.cpp: every statement that reads persons is put together from these two at compile time.
namespace gishe::people::store {

// $1 municipality, $2 highest ordinary sensitivity, $3 account, $4 whether the team is needed (0/1).
#define GISHE_PERSON_VISIBLE " p.municipality = $1 AND" GISHE_FILE_SEEN_BY_TEAM("p") "AND p.state <> 'merged' "

#define GISHE_PERSON_COLUMNS                                                                                        \
  "p.id, p.municipality, p.given_name, p.middle_name, p.family_name, p.sex, p.born_on, p.born_precision, p.state, " \
  "p.sensitivity, p.settlement, p.address, p.phone, p.email, p.contact_rule, p.target_groups, "                     \
  "p.identifier_masked, p.pseudonym, p.version "

Person person_of(const db::Row& row, int from = 0);
std::string joined_groups(const std::vector<std::string>& groups);

}  // namespace gishe::people::store
