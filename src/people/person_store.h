#pragma once
#include <optional>
#include <string>
#include <vector>

#include "people/people.h"

/// Every statement on the tables of the people served (searching: person_search.h). Reading takes a Scope; what has
/// none answers the acts about rules (uniqueness, shielding) and never reaches a screen.
namespace gishe::people::store {

struct NewRow {
  Person person;
  AccountId registered_by;
  Instant at;
};
void insert_person(db::Tx& tx, const NewRow& row);
/// The words of a name by which the search finds it. A shielded person has none: no index holds her.
void insert_name_keys(db::Tx& tx, const Person& person);
void delete_name_keys(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person);
void replace_name_keys(db::Tx& tx, const Person& person);
/// False when somebody changed the row since `version`.
bool update_person(db::Tx& tx, const Person& person, Instant at);

struct Identifier {
  std::string kind, hash, sealed, masked, verified, reason;
  bool set_apart = false;
};
void insert_identifier(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const Identifier& row,
                       Instant at);
/// The sealed number, for revealing.
std::optional<Identifier> find_identifier(db::Session& session, const MunicipalityCode& municipality,
                                          const PersonId& person);

/// The ordinary (not set apart) file that holds this number: whose eyes it is for does not matter.
std::optional<PersonId> find_holder(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                                    std::string_view hash);
struct Shielded {
  PersonId person;
  Uuid pseudonym;
  AccountId named;
};
/// One row for each account named for a shielded file with this number; at most 50.
std::vector<Shielded> list_shielded(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                                    std::string_view hash);

/// What access must know; relations of this account.
struct FactsRow {
  Sensitivity sensitivity;
  bool on_team, named, barred;
};
std::optional<FactsRow> find_facts(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                                   const AccountId& account);
void join_team(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
               Day from);
void name_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
                  Instant at);

void insert_representative(db::Tx& tx, const MunicipalityCode& municipality, const Representative& row, Day from,
                           Instant at);
/// False when it is not a mandate of this person, or ended before.
bool end_mandate(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person,
                 const RepresentativeId& mandate, Day on);

/// Mandates that were not ended, also those whose day has passed; at most 20.
std::vector<Representative> list_all_representatives(db::Session& session, const access::Scope& scope,
                                                     const PersonId& person);

struct Member {
  Person person;
  HouseholdId household;
  std::string role;
  Day from;
};
/// Present members of the person's household whom this scope may see, herself included; at most 30.
std::vector<Member> list_household(db::Session& session, const access::Scope& scope, const PersonId& person);
std::optional<HouseholdId> find_household(db::Session& session, const MunicipalityCode& municipality,
                                          const PersonId& person);
void insert_household(db::Tx& tx, const MunicipalityCode& municipality, const HouseholdId& id, const PersonId& head,
                      Instant at);
void insert_member(db::Tx& tx, const MunicipalityCode& municipality, const HouseholdId& household,
                   const PersonId& person, std::string_view role, Day from);
void end_membership(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Day on);

}  // namespace gishe::people::store
